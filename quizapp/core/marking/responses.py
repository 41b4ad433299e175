"""Responses written on a line, as the line mode and `quizapp mark` take them.

Options are named by their ids or by their numbers as shown, several separated by commas; pairs are `left=right`,
separated by commas; gaps are `gap=text`, separated by semicolons, or one text for a single gap. A gap that is a choice
takes the text, the id or the number of an option.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import singledispatch

from quizapp.core.marking.mark import AskAgain, Response
from quizapp.core.messages import tr, trc
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.model_answer import truth_words
from quizapp.core.questions.presentation import gap_options
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text

LEFT_NAMES = "abcdefghijklmnopqrst"
"""The names of the left-hand items of a match where they are shown, in the deck's order."""


@singledispatch
def read_response(question: Question, line: str, order: Sequence[str]) -> Response | AskAgain:
    """The response that `line` stands for. `order` is the order in which the options were shown.

    What is typed as it is (a text, a number, a date) comes back as it is; only `mark` judges it.
    """
    raise unregistered("read_response", question)


@read_response.register(Card | Text | Number | Date)
def _(question: Question, line: str, order: Sequence[str]) -> Response | AskAgain:
    return line


@read_response.register(Choice)
def _(question: Choice, line: str, order: Sequence[str]) -> Response | AskAgain:
    chosen = _named(line, question.options, order)
    if len(chosen) == 1 and chosen[0]:
        return chosen[0]
    return AskAgain(tr("type one number from 1 to {last}", last=len(order)))


@read_response.register(Multiple)
def _(question: Multiple, line: str, order: Sequence[str]) -> Response | AskAgain:
    chosen = _named(line, question.options, order)
    if all(chosen):
        return sorted(set(chosen), key=list(order).index)
    return AskAgain(tr("type numbers from 1 to {last}, separated by commas", last=len(order)))


@read_response.register(TrueFalse)
def _(question: TrueFalse, line: str, order: Sequence[str]) -> Response | AskAgain:
    match line.strip().casefold():
        case "1" | "t" | "true" | "y" | "yes" | "w" | "waar" | "ja" | "j" | "juist":
            return True
        case "2" | "f" | "false" | "n" | "no" | "o" | "onwaar" | "niet waar" | "nee" | "onjuist":  # not shown
            return False
        case _:
            return AskAgain(tr("type 1 for true or 2 for false"))


@read_response.register(Order)
def _(question: Order, line: str, order: Sequence[str]) -> Response | AskAgain:
    named = _named(line, question.items, order)
    if sorted(named) == sorted(question.items):
        return named
    return AskAgain(tr("type all {all} numbers in the right order, separated by commas", all=len(order)))


@read_response.register(Match)
def _(question: Match, line: str, order: Sequence[str]) -> Response | AskAgain:
    pairs: dict[str, str] = {}
    lefts = list(question.left)
    for part in line.replace(";", ",").split(","):
        left, _, right = (piece.strip() for piece in part.partition("="))
        if len(left) == 1 and left.casefold() in LEFT_NAMES[: len(lefts)]:
            left = lefts[LEFT_NAMES.index(left.casefold())]
        found = _named(right, question.right, order)
        if left not in question.left or not found[0] or left in pairs:
            return AskAgain(tr("type pairs such as a=2, b=1"))
        pairs[left] = found[0]
    return dict(pairs)


@read_response.register(Cloze)
def _(question: Cloze, line: str, order: Sequence[str]) -> Response | AskAgain:
    names = list(question.gaps)
    first, mark, _ = line.partition("=")
    if len(names) == 1 and not (mark and first.strip() == names[0]):
        return {names[0]: filling(question, names[0], line, order)}
    typed: dict[str, str] = {}
    for part in line.split(";"):
        name, mark, text = (piece.strip() for piece in part.partition("="))
        if not mark or name not in question.gaps:
            return AskAgain(tr("type {example}", example="; ".join(f"{name}=..." for name in names)))
        typed[name] = filling(question, name, text, order)
    return dict(typed)


def filling(question: Cloze, name: str, text: str, order: Sequence[str]) -> str:
    """The text that goes into a gap, from a text, or the id or number of one of its options."""
    options, shown = question.gaps[name].options, gap_options(question, name, order)
    number = text.strip()
    if number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(shown):
        return shown[int(number) - 1]
    return options.get(number, text)


@read_response.register(Open)
def _(question: Open, line: str, order: Sequence[str]) -> Response | AskAgain:
    return {"text": line, "ticked": []}


@singledispatch
def response_text(question: Question, response: Response, language: str = "en") -> str:
    """A response as a student reads it; empty for a blank."""
    raise unregistered("response_text", question)


@response_text.register(Card | Text | Number | Date)
def _(question: Question, response: Response, language: str = "en") -> str:
    if isinstance(response, dict):  # the fields of a date
        return " ".join(text for field in ("day", "month", "year") if (text := str(response.get(field) or "").strip()))
    return response.strip() if isinstance(response, str) else ""


@response_text.register(Choice)
def _(question: Choice, response: Response, language: str = "en") -> str:
    return question.options.get(response, response) if isinstance(response, str) else ""


@response_text.register(Multiple)
def _(question: Multiple, response: Response, language: str = "en") -> str:
    return ", ".join(question.options.get(option, option) for option in response) if isinstance(response, list) else ""


@response_text.register(TrueFalse)
def _(question: TrueFalse, response: Response, language: str = "en") -> str:
    return truth_words(language)[not response] if isinstance(response, bool) else ""


@response_text.register(Order)
def _(question: Order, response: Response, language: str = "en") -> str:
    return ", ".join(question.items.get(item, item) for item in response) if isinstance(response, list) else ""


@response_text.register(Match)
def _(question: Match, response: Response, language: str = "en") -> str:
    pairs = response if isinstance(response, dict) else {}
    return "; ".join(
        f"{question.left.get(left, left)}: {question.right.get(right, right)}" for left, right in pairs.items()
    )


@response_text.register(Cloze)
def _(question: Cloze, response: Response, language: str = "en") -> str:
    typed = response if isinstance(response, dict) else {}
    texts = [str(typed.get(name) or "").strip() for _, name in question.parts if name]
    return "; ".join(text or trc("an empty gap", "nothing") for text in texts) if any(texts) else ""


@response_text.register(Open)
def _(question: Open, response: Response, language: str = "en") -> str:
    return str(response.get("text") or "").strip() if isinstance(response, dict) else ""


def read_ticks(question: Open, line: str) -> list[int] | AskAgain:
    """The points of the rubric that the student says were made: numbers separated by commas, or none."""
    words = [word.strip() for word in line.replace(";", ",").split(",") if word.strip()]
    if all(word.isdecimal() and len(word) < 4 and 1 <= int(word) <= len(question.rubric) for word in words):
        return sorted({int(word) for word in words})
    last = len(question.rubric)
    return AskAgain(tr("type the numbers of the points you made, from 1 to {last}, separated by commas", last=last))


def _named(line: str, options: Collection[str], order: Sequence[str]) -> list[str]:
    """Ids from ids or numbers separated by commas (numbers also by spaces); an empty string for what is neither."""
    if line.replace(" ", "").isdecimal():
        line = ",".join(line.split())
    chosen = []
    for part in line.replace(";", ",").split(","):
        word = part.strip()
        if word.isdecimal() and len(word) < 4 and 1 <= int(word) <= len(order):
            chosen.append(order[int(word) - 1])  # a number is what is shown, even where an id is a number
        else:
            chosen.append(word if word in options else "")
    return chosen
