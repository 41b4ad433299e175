"""Words of a language that the rules about wording know, all in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizapp.core.lint.items import tokens

SHORTEST_ROOT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """The words by which a question asks for what does not hold."""

    askers: frozenset[str] = frozenset()
    """Words that open a question which picks something out (which, who); not those that ask for a reason."""
    orders: frozenset[str] = frozenset()
    """Words that open a request to do so (choose)."""
    openers: frozenset[str] = frozenset()
    """Words that open a clause of another kind (because, that): what is denied there belongs to the matter."""
    negatives: frozenset[str] = frozenset()
    """Words that deny by themselves (not)."""
    denials: frozenset[str] = frozenset()
    """Words that do so behind one of the `copulas` (is no cause), but else belong to the matter (has no coast)."""
    copulas: frozenset[str] = frozenset()
    harmless: frozenset[str] = frozenset()
    """Words before which a negative is part of a phrase (not only)."""
    exceptions: frozenset[str] = frozenset()
    """Words that leave something out at the end of a sentence; `fillers` may follow (except for)."""
    fillers: frozenset[str] = frozenset()
    tokens: frozenset[str] = field(init=False)
    """The tokens by which any of all this is noticed."""

    def __post_init__(self) -> None:
        words = self.negatives | self.denials | self.exceptions
        object.__setattr__(self, "tokens", frozenset(word.rpartition("'")[2] for word in words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a language. With none, as for a language without a list, rules about wording find nothing."""

    stop: frozenset[str] = frozenset()
    """Words that say little by themselves."""
    endings: tuple[str, ...] = ()
    """The endings of inflection, longest first."""
    absolutes: frozenset[str] = frozenset()
    """Words that allow no exception (always)."""
    idioms: frozenset[str] = frozenset()
    """Pairs of words in which an absolute is harmless (at all)."""
    total: re.Pattern[str] | None = None
    """Fits the tokens of a whole option that is about the others (all of the above), with a space between two."""
    pointers: frozenset[str] = frozenset()
    """Words of which `total` needs one."""
    months: tuple[str, ...] = ()
    """January first."""
    decimal: str = ""
    """The mark before a fraction."""
    articles: frozenset[str] = frozenset()
    """Articles that depend on the sound of the next word, as in English."""
    negation: Negation = field(default_factory=Negation)

    def content(self, text: str) -> Iterator[str]:
        """The words of a text that say what it is about: neither stop words nor single letters."""
        return (token for token in tokens(text) if len(token) > 1 and token not in self.stop)

    def root(self, word: str) -> str:
        """Return the part of a word that its inflections share, roughly; it keeps `SHORTEST_ROOT` letters at least."""
        if word.endswith(self.endings):
            for ending in self.endings:
                if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
                    return word[: -len(ending)]
        return word


def words(listed: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(listed.split())


def phrases(listed: str) -> frozenset[str]:
    """The phrases of a list with commas between them."""
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))
