"""Marking: what holds for every question of every type, whatever is typed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.core.marking.mark import AskAgain, Judgement, Mark, Response
from quizapp.core.marking.marking import mark
from quizapp.core.marking.responses import read_response, read_ticks
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import MAX_PROMPT
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.presentation import LADDER_DAYS, asked
from quizapp.core.questions.problems import InvalidQuestion
from quizapp.core.questions.self_graded import Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import QUESTION_TYPES, AnyQuestion

languages = st.sampled_from(["en", "nl", "en-GB", "en-US", "de", "fr", "es", "it", "pl", "ru", "cs"])
ids = st.sampled_from(["amur", "berlin", "moscow", "tokyo", "x-1", "north", "south", "west", "east", "lines"])
words = st.text(st.sampled_from("abdeghknoprstuwyzéèüøłšñ"), min_size=5, max_size=12)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
units = st.sampled_from(["", "men", "km", "%", "of each", "months"])
penalties = st.sampled_from([0.0, 0.5, 1.0, 3.0])
years = st.integers(100, 9999).map("{:04}".format)
months = st.dates().filter(lambda day: day.year >= 100).map("{:%Y-%m}".format).map(lambda text: text.zfill(7))
days = st.dates().filter(lambda day: day.year >= 100).map(lambda day: day.isoformat())
dates = st.one_of(years, months, days)
figures = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-9999, 9999, places=2).map(float))
digits = "0123456789"
lines = st.one_of(
    st.text(st.characters(exclude_categories=[]), max_size=40),
    st.text(st.sampled_from(digits + " .,;:=-/'’+−²½٣Ⅱabcdmy\t\n\x00{}"), max_size=30),
)
stabilities = st.one_of(st.none(), st.floats(0.001, 36_500))


def tables(
    values: st.SearchStrategy[Any] = phrases, least: int = 2, most: int = 6
) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(ids, values, min_size=least, max_size=most)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    options = draw(tables())
    return Choice(id="q", prompt="?", options=options, answer=draw(st.sampled_from(sorted(options))))


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    options = draw(tables())
    answer = draw(st.lists(st.sampled_from(sorted(options)), min_size=1, unique=True))
    return Multiple(id="q", prompt="?", options=options, answer=tuple(answer), penalty=draw(penalties))


@st.composite
def texts(draw: st.DrawFn, least_distractors: int = 0) -> Text:
    accept = draw(st.lists(phrases, min_size=1, max_size=3))
    wrong = draw(tables(phrases.filter(lambda text: text not in accept), least_distractors, 3))
    return Text(id="q", prompt="?", accept=tuple(accept), typos=draw(st.integers(0, 2)), distractors=wrong)


@st.composite
def numbers(draw: st.DrawFn, least_distractors: int = 0) -> Number:
    answer, tolerance = draw(figures), draw(st.sampled_from([0, 1, 0.5, 100]))
    wrong = draw(tables(figures.filter(lambda value: abs(value - answer) > tolerance), least_distractors, 3))
    return Number(id="q", prompt="?", answer=answer, tolerance=tolerance, unit=draw(units), distractors=wrong)


@st.composite
def dated(draw: st.DrawFn, least_distractors: int = 0) -> Date:
    answer = draw(dates)
    wrong = draw(tables(dates.filter(lambda text: text != answer), least_distractors, 3))
    return Date(id="q", prompt="?", answer=answer, distractors=wrong)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    items = draw(tables())
    answer = draw(st.permutations(sorted(items)))
    return Order(
        id="q", prompt="?", items=items, answer=tuple(answer), scoring=draw(st.sampled_from(["adjacent", "exact"]))
    )


@st.composite
def matches(draw: st.DrawFn) -> Match:
    left, right = draw(tables()), draw(tables())
    answer = {key: draw(st.sampled_from(sorted(right))) for key in left}
    return Match(id="q", prompt="?", left=left, right=right, answer=answer)


@st.composite
def clozes(draw: st.DrawFn) -> Cloze:
    accepted = draw(tables(st.lists(phrases, min_size=1, max_size=3), 1, 3))
    prompt = " and ".join(f"{{{{{name}}}}}" for name in accepted)
    return Cloze(id="q", prompt=prompt, gaps={name: Gap(accept=tuple(answers)) for name, answers in accepted.items()})


@st.composite
def opens(draw: st.DrawFn) -> Open:
    return Open(id="q", prompt="?", rubric=tuple(draw(st.lists(phrases, min_size=1, max_size=9))), model="So.")


true_false = st.builds(TrueFalse, id=st.just("q"), prompt=st.just("?"), answer=st.booleans())
laddered = st.one_of(texts(1), numbers(1), dated(1))
BY_TYPE: dict[str, st.SearchStrategy[AnyQuestion]] = {
    "choice": choices(),
    "multiple": multiples(),
    "true-false": true_false,
    "text": texts(),
    "number": numbers(),
    "date": dated(),
    "order": orders(),
    "match": matches(),
    "cloze": clozes(),
    "open": opens(),
}
marked_by_program = st.one_of(*(strategy for kind, strategy in BY_TYPE.items() if kind != "open"))
questions = st.one_of(*BY_TYPE.values())


def arranged(question: AnyQuestion) -> tuple[str, ...]:
    """What the student chooses from or arranges, in the deck's order."""
    match question:
        case Choice(options=table) | Multiple(options=table) | Order(items=table) | Match(right=table):
            return tuple(table)
        case _:
            return ()


def model_line(question: AnyQuestion, order: Sequence[str], language: str) -> str:
    """What a student types who knows the answer and sees the options in `order`."""

    def numbered(chosen: str) -> str:
        return str(order.index(chosen) + 1)

    match question:
        case Choice(answer=answer):
            return numbered(answer)
        case Multiple(answer=several) | Order(answer=several):
            return ",".join(map(numbered, several))
        case TrueFalse(answer=truth):
            return "1" if truth else "2"
        case Match(answer=pairs):
            return ",".join(f"{left}={numbered(right)}" for left, right in pairs.items())
        case Cloze(gaps=gaps):
            return "; ".join(f"{name}={gap.accept[0]}" for name, gap in gaps.items())
        case Open(rubric=rubric):
            return ",".join(str(point) for point in range(1, len(rubric) + 1))
        case _:
            return model_answer(question, language)


def response_to(question: AnyQuestion, line: str, order: Sequence[str]) -> Response | AskAgain:
    if isinstance(question, Open):
        ticks = read_ticks(question, line)
        return ticks if isinstance(ticks, AskAgain) else {"text": "Because.", "ticked": ticks}
    return read_response(question, line, order)


def judged(question: AnyQuestion, line: str, order: Sequence[str], language: str = "en") -> Judgement:
    response = response_to(question, line, order)
    return response if isinstance(response, AskAgain) else mark(question, response, language)


def is_right(judgement: Judgement) -> bool:
    return isinstance(judgement, Mark) and judgement.right and judgement.score == 1


def test_every_type_that_is_marked_is_among_the_questions() -> None:
    assert BY_TYPE.keys() == QUESTION_TYPES.keys() - {"card"}


# The model answer


@given(questions, languages, st.randoms())
def test_the_model_answer_is_right_in_whatever_order_the_options_are_shown(
    question: AnyQuestion, language: str, chance: Any
) -> None:
    order = list(arranged(question))
    chance.shuffle(order)
    line = model_line(question, order, language)
    judgement = judged(question, line, order, language)
    assert is_right(judgement), (line, judgement)


@pytest.mark.parametrize("unit", ["km²", "m³", "million soldiers", "miljoen soldaten", "thousand", "ﬁrms"])
@pytest.mark.parametrize("answer", [600, 1.5])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_model_answer_is_right_whatever_its_unit(unit: str, answer: float, language: str) -> None:
    question = Number(id="q", prompt="?", answer=answer, unit=unit)
    judgement = judged(question, model_answer(question, language), (), language)
    assert is_right(judgement), judgement


@pytest.mark.parametrize("answer", [0.125, 1.234, 12.345, 0.001, -0.125, 1234.567])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_model_answer_is_right_also_with_three_decimals(answer: float, language: str) -> None:
    question = Number(id="q", prompt="?", answer=answer)
    judgement = judged(question, model_answer(question, language), (), language)
    assert is_right(judgement), judgement


@pytest.mark.parametrize("answer", ["0079", "0079-08", "0079-08-24"])
def test_the_model_answer_is_right_also_in_the_first_century(answer: str) -> None:
    question = Date(id="q", prompt="?", answer=answer)
    judgement = judged(question, model_answer(question), ())
    assert is_right(judgement), judgement


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": math.nan},
        {"answer": math.inf},
        {"answer": 1, "tolerance": math.nan},
        {"answer": 1, "tolerance": math.inf},
        {"answer": 1, "distractors": {"other": math.nan}},
    ],
    ids=["answer nan", "answer inf", "tolerance nan", "tolerance inf", "distractor nan"],
)
def test_a_figure_that_is_no_number_is_refused(changes: Mapping[str, Any]) -> None:
    with pytest.raises(InvalidQuestion):
        Number(id="q", prompt="?", **changes)


# Any line at all


@given(questions, languages, lines)
def test_any_line_is_marked_from_nothing_to_one_or_asked_again(question: AnyQuestion, language: str, line: str) -> None:
    judgement = judged(question, line, arranged(question), language)
    assert judgement.reason
    if isinstance(judgement, Mark):
        assert 0 <= judgement.score <= 1
        assert judgement.score == 1 or not judgement.right


@given(questions, languages, lines, lines)
def test_a_response_of_the_wrong_kind_is_marked_or_asked_again(
    question: AnyQuestion, language: str, line: str, other: str
) -> None:
    responses: list[Response] = [None, True, line, [line, other], {line: other}, {"text": line, "year": other}]
    for response in responses:
        judgement = mark(question, response, language)
        assert isinstance(judgement, AskAgain) or 0 <= judgement.score <= 1


@given(questions, st.sampled_from([*digits, "x", " ", "é", "²", ",", "="]))
def test_a_line_longer_than_anyone_types_is_marked_or_asked_again(question: AnyQuestion, character: str) -> None:
    judgement = judged(question, character * 5_000, arranged(question))
    assert isinstance(judgement, AskAgain) or 0 <= judgement.score <= 1


@given(marked_by_program, st.sampled_from(["", " ", "\t", "\u00a0", "\n"]))
def test_a_blank_line_is_asked_again(question: AnyQuestion, blank: str) -> None:
    assert isinstance(judged(question, blank, arranged(question)), AskAgain)


@given(questions, languages, lines)
def test_the_same_line_earns_the_same_mark_every_time(question: AnyQuestion, language: str, line: str) -> None:
    order = arranged(question)
    assert judged(question, line, order, language) == judged(question, line, order, language)


# Order of tables and of options


def with_tables_permuted(question: AnyQuestion, chance: Any) -> AnyQuestion:
    """The question as another teacher may write it: the same tables, their lines in another order."""

    def permuted(table: Mapping[str, Any]) -> dict[str, Any]:
        names = list(table)
        chance.shuffle(names)
        return {name: table[name] for name in names}

    tables = ("options", "items", "left", "right", "answer", "gaps", "distractors")
    changes: dict[str, Any] = {
        name: permuted(value) for name in tables if isinstance(value := getattr(question, name, None), Mapping)
    }
    return replace(question, **changes)


@st.composite
def named_lines(draw: st.DrawFn, question: AnyQuestion) -> str:
    """A response in ids, right or wrong: what does not depend on any order."""
    names = arranged(question)
    match question:
        case Choice():
            return draw(st.sampled_from(names))
        case Multiple():
            return ",".join(draw(st.lists(st.sampled_from(names), min_size=1)))
        case Order():
            return ",".join(draw(st.permutations(names)))
        case Match(left=left):
            return ",".join(f"{key}={draw(st.sampled_from(names))}" for key in left)
        case Cloze(gaps=gaps):
            return ";".join(f"{key}={draw(phrases)}" for key in gaps)
        case _:
            return draw(lines)


@given(st.data(), questions, st.randoms())
def test_the_order_in_a_table_changes_no_mark(data: st.DataObject, question: AnyQuestion, chance: Any) -> None:
    line = data.draw(named_lines(question))
    rewritten = with_tables_permuted(question, chance)
    assert judged(rewritten, line, arranged(rewritten)) == judged(question, line, arranged(question))


@given(st.data(), st.one_of(choices(), multiples(), orders(), matches()), st.randoms())
def test_the_order_shown_changes_no_mark(data: st.DataObject, question: AnyQuestion, chance: Any) -> None:
    line = data.draw(named_lines(question))
    order = list(arranged(question))
    chance.shuffle(order)
    assert judged(question, line, order) == judged(question, line, arranged(question))


@given(st.permutations(["1", "2", "3"]))
def test_a_number_means_the_option_shown_there_even_if_an_id_is_a_number(order: list[str]) -> None:
    question = Choice(id="q", prompt="?", options={"1": "Berlin", "2": "Moscow", "3": "Tokyo"}, answer="2")
    assert [read_response(question, line, order) for line in "123"] == order


@given(st.permutations(["a", "b", "c"]))
def test_a_letter_means_the_item_shown_there_even_if_an_id_is_a_letter(names: list[str]) -> None:
    left = {name: name.upper() for name in names}
    question = Match(id="q", prompt="?", left=left, right={"x": "X", "y": "Y"}, answer=dict.fromkeys(names, "x"))
    assert read_response(question, "a=1,b=2,c=1", ("x", "y")) == dict(zip(names, ["x", "y", "x"], strict=True))


# Spelling


def respelled(text: str) -> list[str]:
    """Other ways to type the same text."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return [
        text.upper(),
        text.title(),
        bare,
        unicodedata.normalize("NFC", text),
        unicodedata.normalize("NFD", text),
        f"  {text} ",
        f"\t{text}\n",
        text.replace(" ", "   "),
        f"“{text}”.",
        unicodedata.normalize("NFD", bare.upper() + " "),
    ]


@given(texts(), st.data())
def test_a_right_text_stays_right_however_it_is_typed(question: Text, data: st.DataObject) -> None:
    question = replace(question, distractors={})
    accepted = data.draw(st.sampled_from(question.accept))
    for line in respelled(accepted):
        assert is_right(judged(question, line, ())), line


@given(clozes(), st.data())
def test_a_right_gap_stays_right_however_it_is_typed(question: Cloze, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(question.gaps)))
    gap = question.only(name)
    for line in respelled(data.draw(st.sampled_from(gap.gaps[name].accept))):
        assert is_right(judged(gap, line, ())), line
        assert is_right(judged(gap, f"{name}={line}", ())), line


@given(words, st.integers(0, 99_999), st.integers(0, 99_999), st.integers(0, 9))
def test_another_number_in_a_text_is_never_a_typing_error(word: str, number: int, other: int, typos: int) -> None:
    question = Text(id="q", prompt="?", accept=(f"{word} {number}", f"{word}{number}"), typos=typos)
    gap = Cloze(id="q", prompt="{{gap}}", gaps={"gap": Gap(accept=question.accept)})
    for line in (f"{word} {other}", f"{word}{other}"):
        for asked_for in (question, gap):
            assert is_right(judged(asked_for, line, ())) == (number == other)


@given(numbers(), figures, languages)
def test_a_figure_is_right_within_the_tolerance_and_nowhere_else(question: Number, typed: float, language: str) -> None:
    line = model_answer(replace(question, answer=typed, distractors={}), language)
    assume(not re.search(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,])", line))  # 1,234 may be 1.234 too
    judgement = judged(question, line, (), language)
    near = abs(round(100 * typed) - round(100 * question.answer)) <= round(100 * question.tolerance)
    assert is_right(judgement) == near, (line, judgement)


@given(dated(), dates, languages)
def test_a_date_is_right_when_it_agrees_as_far_as_was_asked(question: Date, typed: str, language: str) -> None:
    line = model_answer(Date(id="q", prompt="?", answer=typed), language)
    judgement = judged(question, line, (), language)
    assert is_right(judgement) == typed.startswith(question.answer), (line, judgement)


# The ladder


@given(laddered, stabilities, languages)
def test_a_typed_question_with_distractors_is_a_choice_under_seven_days_and_itself_from_then_on(
    question: Text | Number | Date, stability: float | None, language: str
) -> None:
    put = asked(question, question.id, stability, language)
    if stability is not None and stability >= LADDER_DAYS:
        assert put is question
    else:
        assert isinstance(put, Choice)
        assert set(question.distractors) < set(put.options)
        assert len(put.options) == len(question.distractors) + 1
        assert model_answer(put, language) == model_answer(question, language)


@given(laddered, languages)
def test_the_right_option_of_the_choice_is_the_only_one_that_is_right_when_typed(
    question: Text | Number | Date, language: str
) -> None:
    put = asked(question, question.id, None, language)
    assert isinstance(put, Choice)
    typed = {option: is_right(judged(question, text, (), language)) for option, text in put.options.items()}
    chosen = {option: is_right(mark(put, option, language)) for option in put.options}
    assert chosen == {option: option == put.answer for option in put.options}
    assert typed[put.answer]


@given(st.one_of(texts(), numbers(), dated()), stabilities)
def test_a_typed_question_without_distractors_is_typed_from_the_start(
    question: Text | Number | Date, stability: float | None
) -> None:
    changes: dict[str, Any] = {"distractors": {}}
    plain = replace(question, **changes)
    assert asked(plain, plain.id, stability) is plain


@given(st.one_of(choices(), multiples(), true_false, orders(), matches(), opens()), stabilities)
def test_every_other_question_is_asked_as_it_is(question: AnyQuestion, stability: float | None) -> None:
    assert asked(question, question.id, stability) is question


# A cloze, one gap at a time


@given(clozes(), stabilities)
def test_a_cloze_card_shows_one_gap_with_the_others_filled_in(question: Cloze, stability: float | None) -> None:
    assert len(question.cards) == len(question.gaps)
    for name, card in zip(question.gaps, question.cards, strict=True):
        put = asked(question, card, stability)
        assert isinstance(put, Cloze)
        assert put.gaps == {name: question.gaps[name]}
        shown = [f"{{{{{name}}}}}" if gap == name else question.gaps[gap].accept[0] for gap in question.gaps]
        assert put.prompt == " and ".join(shown)
        assert put.id == question.id


def test_a_gap_brings_its_own_hint_and_else_that_of_the_question() -> None:
    gaps = {"river": Gap(accept=("Amur",), hint="The longer one."), "year": Gap(accept=("1939",))}
    question = Cloze(id="q", prompt="The {{river}} in {{year}}.", gaps=gaps, hint="On the border.")
    assert question.only("river").hint == "The longer one."
    assert question.only("year").hint == "On the border."


def test_a_prompt_too_long_once_its_gaps_are_filled_in_is_refused() -> None:
    prompt = "{{a}} and {{b}}".rjust(MAX_PROMPT, ".")
    short, long = Gap(accept=("Amur",)), Gap(accept=("Outer Mongolia",))
    with pytest.raises(InvalidQuestion, match="limit"):
        Cloze(id="q", prompt=prompt, gaps={"a": long, "b": long})
    fitting = Cloze(id="q", prompt=prompt[10:], gaps={"a": short, "b": short})
    assert fitting.only("a").prompt.endswith("{{a}} and Amur")


def test_an_answer_that_would_be_read_as_a_gap_is_refused() -> None:
    gaps = {"sign": Gap(accept=("{{x}}",)), "name": Gap(accept=("braces",))}
    with pytest.raises(InvalidQuestion, match="gap"):
        Cloze(id="q", prompt="{{sign}} is written in {{name}}.", gaps=gaps)
