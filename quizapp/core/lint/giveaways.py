"""Items that give one another away: the answer to one stands in the prompt of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain

from quizapp.core.language.dates import Moment
from quizapp.core.lint.items import TOKEN, Item, piece, tokens
from quizapp.core.lint.words import Words
from quizapp.core.messages import tr
from quizapp.core.questions.choices import Choice, Multiple
from quizapp.core.questions.cloze import GAP_PATTERN, Cloze
from quizapp.core.questions.problems import Also, Problem
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion

Phrase = tuple[str, ...]

MOST_PROMPTS = 3
"""An answer that stands in more prompts than this is a matter of the whole deck, such as its hero's name."""

FEWEST_SHARED = 2
"""So many words the two prompts must share, beside the answer, to be about the same thing."""

COMMON = 0.1
"""A word in more than this part of the prompts says nothing about what one of them is about."""

LONGEST_PHRASE = 4
"""Answers of more words are whole sentences, and do not come back word for word."""


def giveaways(items: Sequence[Item], words: Words) -> Iterator[Problem]:
    """L214: the prompt of one item holds the answer to another that is about the same thing.

    Haladyna, Downing & Rodriguez (2002), guideline 4: keep items independent. For information only, because in study
    the two may meet weeks apart, and one may well build on the other.
    """
    if not words.stop:
        return
    shown = [tokens(_shown(item.question)) for item in items]
    owners: defaultdict[Phrase, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for phrase in _phrases(item.question, words):
            owners[phrase].append(index)
    root = cache(words.root)
    counts: Counter[str] | None = None
    reported: set[tuple[int, int]] = set()
    for phrase, prompts in _occurrences(shown, owners).items():
        if len(owners[phrase]) > MOST_PROMPTS:
            continue
        for owner in owners[phrase]:
            others = [index for index in prompts if index != owner]
            for giver in others if len(others) <= MOST_PROMPTS else ():
                if (owner, giver) in reported:
                    continue
                shared = _shared(shown[owner], shown[giver], phrase, words, root)
                if len(shared) < FEWEST_SHARED:
                    continue
                counts = counts or Counter(chain.from_iterable(shown))
                limit = max(1 + MOST_PROMPTS, COMMON * len(items))
                if sum(counts[word] <= limit for word in shared) >= FEWEST_SHARED:
                    reported.add((owner, giver))
                    yield _problem(items[owner], items[giver], phrase)


def _problem(owner: Item, giver: Item, phrase: Phrase) -> Problem:
    prompt = giver.question.prompt
    spoken = list(TOKEN.finditer(_shown(giver.question)))
    plainly = [token[0].lower() for token in spoken]
    start = next(place for place in range(len(spoken)) if tuple(plainly[place : place + len(phrase)]) == phrase)
    span = spoken[start].start(), spoken[start + len(phrase) - 1].end()
    return Problem(
        (*giver.path, "prompt"),
        "L214",
        tr("this gives away the answer to `{question}`", question=owner.question.id),
        tr("reword it, unless it is meant to help"),
        part=piece(prompt, *span),
        also=(Also((*owner.path, "prompt"), tr("asked here")),),
    )


def _occurrences(words: list[list[str]], owners: dict[Phrase, list[int]]) -> dict[Phrase, list[int]]:
    """In which prompts each phrase stands, in one pass over all words."""
    firsts = {phrase[0] for phrase in owners}
    occurrences: defaultdict[Phrase, list[int]] = defaultdict(list)
    for index, prompt in enumerate(words):
        if firsts.isdisjoint(prompt):  # as a third of them are
            continue
        for place, word in enumerate(prompt):
            if word in firsts:
                for size in range(1, LONGEST_PHRASE + 1):
                    phrase = tuple(prompt[place : place + size])
                    if len(phrase) == size and phrase in owners and occurrences[phrase][-1:] != [index]:
                        occurrences[phrase].append(index)
    return occurrences


def _shared(prompt: list[str], other: list[str], phrase: Phrase, words: Words, root: Callable[[str], str]) -> list[str]:
    """The words of `prompt` that stand in `other` too, in whatever form, apart from the answer and stop words."""
    roots = set(map(root, other)).difference(map(root, phrase))
    own = {root(word): word for word in prompt if len(word) > 1 and word not in words.stop}
    return [word for root, word in own.items() if root in roots]


def _shown(question: AnyQuestion) -> str:
    """The prompt as a student sees it, without the names of gaps but of the same length."""
    if isinstance(question, Cloze):
        return GAP_PATTERN.sub(lambda gap: " " * len(gap[0]), question.prompt)
    return question.prompt


def _phrases(question: AnyQuestion, words: Words) -> Iterator[Phrase]:
    """The right answers to a question as the words that would give them away."""
    match question:
        case Choice():
            texts = [question.options[question.answer]]
        case Multiple():
            texts = [question.options[option] for option in question.answer]
        case Text():
            texts = list(question.accept)
        case Cloze():
            texts = [text for gap in question.gaps.values() for text in gap.accept]
        case Number(answer=int(figure)) if figure >= 1_000:
            yield tuple(f"{figure:,}".split(","))
            if figure >= 10_000:  # four figures in a row may be a year
                yield (str(figure),)
            return
        case Date():
            yield from _written(question.moment, words)
            return
        case _:
            return
    for text in texts:
        if text.count(" ") >= 2 * LONGEST_PHRASE:
            continue
        spoken = tokens(text)
        while spoken and spoken[0] in words.stop:
            del spoken[0]
        if 0 < len(spoken) <= LONGEST_PHRASE and not all(map(str.isdecimal, spoken)):
            yield tuple(spoken)


def _written(moment: Moment, words: Words) -> Iterator[Phrase]:
    if moment.month is None:
        return
    name, year = words.months[moment.month - 1], str(moment.year)
    if moment.day is None:
        yield (name, year)
    else:
        yield (str(moment.day), name, year)
        yield (name, str(moment.day), year)
