"""The build of a question: how many options, in what order, and whether each is there once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import assert_never

from quizapp.core.lint.items import Item, plain
from quizapp.core.lint.words import Words
from quizapp.core.messages import tr, tr_noop, trn
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.problems import Also, Path, Problem
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion

MOST_OPTIONS = 6
"""Few items have more than two or three distractors that anyone picks (Rodriguez 2005); this is twice as many."""

_FIGURE = re.compile(r"(\D{0,12}?)([+\u2212-]?\d(?:[\d.,' \u00a0\u202f]*\d)?)(\D*)\Z")
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([^\W\d_]+) (\d{3,4})\Z")


def unordered_numbers(item: Item, words: Words) -> Iterator[Problem]:
    """L206: options that are all numbers or all dates, in no order: the student has to sort before choosing.

    Haladyna, Downing & Rodriguez (2002), guideline 21. Options that are written in order and shuffled are left alone:
    where a question comes back for years, a right option that never moves is a cue itself.
    """
    question = item.question
    if not isinstance(question, Choice | Multiple):
        return
    figures = _figures(list(question.options.values()), words)
    rises = {before < after for before, after in pairwise(figures)}
    if len(rises) > 1:
        advice = tr("list them from low to high")
        if question.shuffle:
            advice = tr("list them from low to high, and add `shuffle = false` to keep that order")
        yield Problem(
            (*item.path, "options"),
            "L206",
            tr("the options are numbers or dates, but not in order"),
            advice,
            on="key",
        )


def twins(item: Item, words: Words) -> Iterator[Problem]:
    """L209: two options, items or accepted texts are the same but for capitals and white space.

    Haladyna, Downing & Rodriguez (2002), guidelines 19 and 22: one right answer, and options that do not overlap.
    Accents and punctuation count as differences, since they may be what is asked.
    """
    for place, entries in _lists(item.question):
        if len(entries) < 2:
            continue
        texts = entries if isinstance(entries, tuple) else entries.values()
        bare = "\0".join(map(str, texts)).casefold().replace(" ", "").split("\0")
        if len(set(bare)) < len(bare):
            keys = range(len(entries)) if isinstance(entries, tuple) else entries
            yield from _repeated((*item.path, *place), zip(keys, map(str, texts), strict=True), item.question)


def folded_together(item: Item, words: Words) -> Iterator[Problem]:
    """L217: a rejected text that is an accepted one once folded, so that it is wrong as it stands alone.

    That may be what is asked (`it's own` for `its own`), and is for information.
    """
    question = item.question
    match question:
        case Text() if question.reject:
            yield from _folded_together(item.path, question)
        case Cloze():
            for name, gap in question.gaps.items():
                yield from _folded_together((*item.path, "gaps", name), gap) if gap.reject else ()


def option_count(item: Item, words: Words) -> Iterator[Problem]:
    """L211: too few options to tell knowledge from luck, or more than anyone weighs.

    Three options do (Rodriguez, Educational Measurement: Issues and Practice 24, 2005). Where several may be right,
    more than one has to be, and one or more wrong.
    """
    match item.question:
        case Choice(options=options):
            advice = tr_noop('add a wrong option, or use type = "true-false"')
            yield from _counted((*item.path, "options"), len(options), advice)
        case Text(distractors=texts) | Number(distractors=texts) | Date(distractors=texts) if texts:
            yield from _counted((*item.path, "distractors"), len(texts) + 1, tr_noop("add a distractor"))
        case Multiple(options=options, answer=answer) if len(answer) == len(options):
            yield Problem((*item.path, "answer"), "L211", tr("every option is right"), tr("add some wrong options"))
        case Multiple(answer=(_,)):
            advice = tr('use type = "choice", or add another right option')
            yield Problem((*item.path, "answer"), "L211", tr("only one option is right"), advice)


def equal_lists(item: Item, words: Words) -> Iterator[Problem]:
    """L212: a match with as many items on the right as on the left gives its last pair away.

    Unequal lists are the usual advice for matching (Haladyna & Rodriguez, Developing and Validating Test Items, 2013).
    Where two items share a partner, one is left over anyway.
    """
    question = item.question
    if isinstance(question, Match) and len(question.left) == len(question.right) == len(set(question.answer.values())):
        yield Problem(
            (*item.path, "right"),
            "L212",
            trn(
                "both lists have {count} item, so the last pair follows by elimination",
                "both lists have {count} items, so the last pair follows by elimination",
                len(question.left),
            ),
            tr("add an item on the right that matches nothing on the left"),
            on="key",
        )


def _counted(path: Path, count: int, more: str) -> Iterator[Problem]:
    if count == 2:
        yield Problem(path, "L211", tr("with two options, half of all guesses are right"), tr(more), on="key")
    elif count > MOST_OPTIONS:
        message = trn(
            "{count} option is more than students will weigh up",
            "{count} options are more than students will weigh up",
            count,
        )
        yield Problem(path, "L211", message, tr("keep the most tempting ones; three or four are enough"), on="key")


def _lists(question: AnyQuestion) -> Iterator[tuple[Path, tuple[str, ...] | Mapping[str, object]]]:
    """The lists in a question whose entries must differ, and where they stand."""
    match question:
        case Choice(options=options) | Multiple(options=options):
            yield ("options",), options
        case Text(accept=accept, distractors=texts):
            yield ("accept",), accept
            yield ("distractors",), texts
        case Number(distractors=others) | Date(distractors=others):
            yield ("distractors",), others
        case Order(items=items):
            yield ("items",), items
        case Match(left=left, right=right):
            yield ("left",), left
            yield ("right",), right
        case Cloze(gaps=gaps):
            for name, gap in gaps.items():
                yield ("gaps", name, "accept"), gap.accept
                yield ("gaps", name, "options"), gap.options
        case Open(rubric=rubric):
            yield ("rubric",), rubric
        case Card() | TrueFalse():
            pass
        case _:
            assert_never(question)


def _folded_together(path: Path, typed: Text | Gap) -> Iterator[Problem]:
    from quizapp.core.language.spelling import outlines, same  # 3 ms, and few questions reject anything

    drawn = [(text, outlines(text, typed.ignore)) for text in typed.accept]
    for rejected in typed.reject:
        outline = outlines(rejected, typed.ignore)
        for index, (accepted, others) in enumerate(drawn):
            if not outline.isdisjoint(others) and same(rejected, accepted, typed.ignore):
                yield Problem(
                    (*path, "reject", rejected),
                    "L217",
                    tr("`{text}` is only rejected when typed exactly like this", text=rejected),
                    tr("if such differences always matter, remove them from `ignore`"),
                    on="key",
                    also=(Also((*path, "accept", index), tr("the same, apart from what `ignore` lists")),),
                )


def _repeated(place: Path, entries: Iterable[tuple[str | int, str]], question: AnyQuestion) -> Iterator[Problem]:
    spelled = question.gaps[str(place[-2])] if isinstance(question, Cloze) else question
    exactly = isinstance(spelled, Text | Gap) and ("case" not in spelled.ignore or place[-1] == "options")
    first: dict[str, Path] = {}
    for key, text in entries:
        path = (*place, key)
        if (before := first.setdefault(text if exactly else plain(text), path)) is not path:
            message, advice = tr("this text is listed twice"), tr("change or remove one of the two")
            yield Problem(path, "L209", message, advice, also=(Also(before, tr("first listed here")),))


def _figures(options: list[str], words: Words) -> list[tuple[float, ...]]:
    """The values of options that are all dates, or all numbers with the same signs and units; else none."""
    if not all(map(_DIGIT.search, options)):
        return []
    days = [_day(text, words) for text in options]
    if all(days):
        return [day for day in days if day]
    numbers = [_FIGURE.match(text.strip()) for text in options]
    around = {(match[1].casefold(), match[3].strip().casefold()) if match else None for match in numbers}
    if None in around or len(around) > 1:
        return []
    values = [_value(match[2], words.decimal) for match in numbers if match]
    return [(value,) for value in values if value is not None] if None not in values else []


def _day(text: str, words: Words) -> tuple[int, ...]:
    match = _DAY.match(text.strip().lower())
    if not match or match[2] not in words.months:
        return ()
    return int(match[3]), words.months.index(match[2]), int(match[1] or 0)


def _value(digits: str, decimal: str) -> float | None:
    """The number that `digits` say, if its marks are those of the language."""
    digits = re.sub(r"[' \u00a0\u202f]", "", digits.replace("\u2212", "-"))
    if decimal:
        digits = digits.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    try:
        return float(digits)
    except ValueError:
        return None
