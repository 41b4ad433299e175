"""Lints: what makes an item easier, harder or less clear than its matter is, by the rules of item writing.

Every rule is a function that says where its advice comes from. It is told the item, or the options as the student reads
them, or all items, and the words of their language; it finds what it finds, whether or not a question allows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quizapp.core.deferred import dataclass
from quizapp.core.lint import completeness, deckwide, giveaways, letters, options, stems, structure
from quizapp.core.lint.dutch import DUTCH
from quizapp.core.lint.english import ENGLISH
from quizapp.core.lint.items import Item, Offer, offered
from quizapp.core.lint.words import Words
from quizapp.core.questions.arranging import Match
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.problems import Problem
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import QUESTION_TYPES, AnyQuestion

__all__ = ["DECK_WIDE", "Item", "lint", "lint_translation"]

WORDS = {"en": ENGLISH, "nl": DUTCH}
NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about an item of one of some types; `build` if it is about what a translation shares with its original."""

    check: Callable[[Item, Words], Iterator[Problem]]
    types: tuple[type[AnyQuestion], ...]
    build: bool = False


@dataclass(frozen=True, slots=True)
class DeckRule:
    """A rule about all items of a deck together."""

    check: Callable[[Sequence[Item], Words], Iterator[Problem]]
    build: bool = False


ALL = tuple(QUESTION_TYPES.values())

RULES = (
    Rule(completeness.unexplained, tuple(kind for kind in ALL if kind not in (Card, Open)), build=True),
    Rule(completeness.unanswered, (Choice, Multiple, Text, Number, Date), build=True),
    Rule(structure.unordered_numbers, (Choice, Multiple), build=True),
    Rule(structure.option_count, (Choice, Multiple, Text, Number, Date), build=True),
    Rule(structure.equal_lists, (Match,), build=True),
    Rule(structure.twins, tuple(kind for kind in ALL if kind not in (Card, TrueFalse))),
    Rule(structure.folded_together, (Text, Cloze)),
    Rule(stems.unmarked_negation, (Choice, Multiple)),
    Rule(stems.long_stem, ALL),
    Rule(letters.deceptive_letters, ALL),
)

OFFER_RULES: tuple[Callable[[Offer, Words], Iterator[Problem]], ...] = (
    options.about_the_others,
    options.absolutes,
    options.conspicuous_length,
    stems.clang,
    stems.telling_article,
)
"""Rules about options as the student reads them; all are about wording."""

DECK_RULES = (
    DeckRule(deckwide.unbalanced_statements, build=True),
    DeckRule(deckwide.longest_is_right),
    DeckRule(deckwide.repeated_prompts),
    DeckRule(giveaways.giveaways),
)

DECK_WIDE = frozenset({"L110", "L208", "L213"})
"""Codes of rules that count over a whole deck and leave out the questions that allow them."""


def lint(items: Sequence[Item], language: str, *, cited: bool = False) -> Iterator[Problem]:
    """Yield the doubts about a deck, item by item, then over the whole; `language` is a BCP 47 tag.

    `cited` says whether a question of the deck that is not among the items, because it is not valid, cites a source.
    """
    yield from _found(items, language, RULES, DECK_RULES)
    yield from deckwide.uncited(items, elsewhere=cited)


def lint_translation(items: Sequence[Item], language: str) -> Iterator[Problem]:
    """Yield the doubts about the wording of a translation, without those that its original shares."""
    return _found(
        items, language, [rule for rule in RULES if not rule.build], [rule for rule in DECK_RULES if not rule.build]
    )


def _found(
    items: Sequence[Item], language: str, rules: Iterable[Rule], deck_rules: Iterable[DeckRule]
) -> Iterator[Problem]:
    words = WORDS.get(language.partition("-")[0].lower(), NO_WORDS)
    by_type = {kind: [rule.check for rule in rules if kind in rule.types] for kind in ALL}
    for item in items:
        for check in by_type[type(item.question)]:
            yield from check(item, words)
        if offer := offered(item):
            for about in OFFER_RULES:
                yield from about(offer, words)
    for rule in deck_rules:
        yield from rule.check(items, words)
