"""Faults that show only over a whole deck: the same prompt twice, and habits by which answers are guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quizapp.core.deferred import dataclass
from quizapp.core.lint.chance import FEWEST, SIGNIFICANCE, at_least
from quizapp.core.lint.items import Item, plain, some
from quizapp.core.lint.options import length
from quizapp.core.lint.words import Words
from quizapp.core.messages import number, tr, trn
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.problems import Also, Path, Problem
from quizapp.core.questions.typed import Text
from quizapp.core.questions.types import AnyQuestion

FEW = 3
"""So many questions without a source are told one by one, even if they are most of the deck."""


def uncited(items: Sequence[Item], *, elsewhere: bool) -> Iterator[Problem]:
    """L101: nothing says where an answer comes from, so that no student can look it up and no teacher check it.

    L110: where most questions cite none, this is said once, for information: they may rest on the teacher alone.
    `elsewhere` says whether a question that is not among the items cites one.
    """
    bare = [item for item in items if item.question.source is None]
    if (elsewhere or len(bare) < len(items)) and len(bare) <= max(FEW, len(items) / 2):
        for item in bare:
            advice = tr('say where the answer can be found: source = { id = "...", at = "..." }')
            yield Problem(item.path, "L101", tr("the question cites no source"), advice)
    elif unexcused := _minding(bare, "L110"):
        advice = tr('add sources.NAME = { title = "..." } and cite it with source = { id = "NAME" }')
        message = trn(
            "{count} of {total} questions cites no source",
            "{count} of {total} questions cite no source",
            len(bare),
            total=number(len(items)),
        )
        yield Problem(unexcused[0].path, "L110", message, advice)


def repeated_prompts(items: Sequence[Item], words: Words) -> Iterator[Problem]:
    """L210: two questions of one type have the same prompt, but for capitals and white space.

    Such a pair is asked twice and confuses both memories. Questions with options or items of their own may share a
    general prompt (`Put these in order`) as long as they share none of these.
    """
    alike: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        alike[item.question.type, plain(item.question.prompt)].append(item)
    for same in alike.values():
        asked: dict[str, Item] = {}
        for item in same if len(same) > 1 else ():
            entries = _entries(item.question)
            first = next((asked[entry] for entry in entries if entry in asked), None)
            for entry in entries:
                asked.setdefault(entry, item)
            if first is not None:
                yield Problem(
                    (*item.path, "prompt"),
                    "L210",
                    tr("`{question}` has the same prompt", question=first.question.id),
                    tr("remove one of the two, or make clear how this one differs"),
                    also=(Also((*first.path, "prompt"), tr("same prompt here")),),
                )


def longest_is_right(items: Sequence[Item], words: Words) -> Iterator[Problem]:
    """L208: over the deck, the longest option is the right one more often than by chance.

    Haladyna, Downing & Rodriguez (2002), guideline 24. In a question with one longest option, chance makes it the right
    one in 1 of as many cases as there are options; the test is one-sided, exact (Poisson binomial), at a level of 0.05.
    """
    leads = [(item, lead) for item in _minding(items, "L208") if (lead := _lead(item.question)) is not None]
    chances = [lead.chance for _, lead in leads]
    telling = [(item, lead) for item, lead in leads if lead.by > 0]
    if len(leads) < FEWEST or len(telling) <= sum(chances) or at_least(len(telling), chances) >= SIGNIFICANCE:
        return
    worst = sorted(telling, key=lambda pair: pair[1].by, reverse=True)
    item, lead = telling[0]
    yield Problem(
        (*item.path, *lead.place),
        "L208",
        trn(
            "the right option is the longest in {count} of {total} questions; by chance it would be {expected}",
            "the right option is the longest in {count} of {total} questions; by chance it would be {expected}",
            len(telling),
            total=number(len(leads)),
            expected=number(round(sum(chances))),
        ),
        tr("shorten it or lengthen another, starting with {questions}", questions=some(item for item, _ in worst)),
    )


def unbalanced_statements(items: Sequence[Item], words: Words) -> Iterator[Problem]:
    """L213: of the statements to call true or false, far more are one than the other, so that guessing pays.

    The test is two-sided, exact (binomial with even chances), at a level of 0.05.
    """
    statements = [
        (item, item.question.answer) for item in _minding(items, "L213") if isinstance(item.question, TrueFalse)
    ]
    held = sum(answer for _, answer in statements)
    usual = 2 * held > len(statements)
    most = [item for item, answer in statements if answer is usual]
    if len(statements) >= FEWEST and 2 * at_least(len(most), [0.5] * len(statements)) < SIGNIFICANCE:
        count, total = len(most), number(len(statements))
        message = (
            trn("{count} of {total} statements is true", "{count} of {total} statements are true", count, total=total)
            if usual
            else trn(
                "{count} of {total} statements is false", "{count} of {total} statements are false", count, total=total
            )
        )
        yield Problem(
            (*most[0].path, "answer"),
            "L213",
            message,
            tr("rewrite some of them the other way round: {questions}", questions=some(most)),
        )


def _minding(items: Sequence[Item], code: str) -> list[Item]:
    """The items that do not allow this lint."""
    return [item for item in items if code not in item.question.allow]


@dataclass(frozen=True, slots=True)
class _Lead:
    """The right option's place, the characters by which it is the longest, and how often chance makes it so."""

    place: Path
    by: int
    chance: float


def _lead(question: AnyQuestion) -> _Lead | None:
    """Compare the lengths of the options of a question; None where no option is longer than all others."""
    match question:
        case Choice(options=options, answer=answer):
            right = length(options[answer])
            wrong = [length(text) for option, text in options.items() if option != answer]
            place: Path = ("options", answer)
        case Text(accept=(first, *_), distractors=options) if options:
            right, wrong, place = length(first), list(map(length, options.values())), ("accept", 0)
        case _:
            return None
    longest = max(wrong)
    if right == longest or (right < longest and wrong.count(longest) > 1):
        return None
    return _Lead(place, right - longest, 1 / (1 + len(wrong)))


def _entries(question: AnyQuestion) -> list[str]:
    """Return what tells questions with the same prompt apart: the entries of their lists, in file order."""
    match question:
        case Choice(options=table) | Multiple(options=table) | Order(items=table) | Match(left=table):
            return [plain(text) for text in table.values()]
        case _:
            return [""]
