"""The rules' view of a deck: a question in its place, the options that a student reads in it, and its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from quizapp.core.deferred import dataclass
from quizapp.core.formats import all_of
from quizapp.core.messages import trn
from quizapp.core.questions.choices import Choice, Multiple
from quizapp.core.questions.problems import Path
from quizapp.core.questions.typed import Text
from quizapp.core.questions.types import AnyQuestion

TOKEN = re.compile(r"[^\W_]+")
_LOWER = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
_LAST_WORD = re.compile(r"\S+\s*\Z")
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A valid question and where it stands; that of a translation is already in its language."""

    path: Path
    question: AnyQuestion


@dataclass(frozen=True, slots=True)
class Offer:
    """The options of an item, right and wrong, by id: those of a choice, or those that a text is first asked with.

    `words` are the words of all of them, by which most rules see at once that they have nothing to say.
    """

    item: Item
    right: Mapping[str, str]
    wrong: Mapping[str, str]
    words: frozenset[str]

    @property
    def stem(self) -> str:
        """The text that is asked."""
        return self.item.question.prompt

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every option: id and text."""
        yield from self.right.items()
        yield from self.wrong.items()

    def place(self, option: str) -> Path:
        """Return where the text of an option stands."""
        if not isinstance(self.item.question, Text):
            return (*self.item.path, "options", option)
        return (*self.item.path, "distractors", option) if option in self.wrong else (*self.item.path, "accept", 0)


def offered(item: Item) -> Offer | None:
    """The options that an item is answered with, or begins with on the ladder, if they are texts."""
    question = item.question
    right: Mapping[str, str]
    wrong: Mapping[str, str]
    if isinstance(question, Choice):
        wrong = dict(question.options)
        right = {question.answer: wrong.pop(question.answer)}
    elif isinstance(question, Multiple):
        right = {option: question.options[option] for option in question.answer}
        wrong = {option: text for option, text in question.options.items() if option not in right}
    elif isinstance(question, Text) and question.distractors:
        right, wrong = {"answer": question.accept[0]}, question.distractors
    else:
        return None
    return Offer(item, right, wrong, frozenset(tokens("\n".join((*right.values(), *wrong.values())))))


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in lower case; an apostrophe parts them too."""
    if text.isascii():  # as most texts are, and this is five times as fast
        return text.encode().translate(_LOWER).decode().split()
    return TOKEN.findall(text.lower())


def plain(text: str) -> str:
    """A text without regard to capitals and white space."""
    return " ".join(text.split()).casefold()


def piece(text: str, start: int, end: int) -> str:
    """`text[start:end]`, with as many words before it as make this its first occurrence."""
    while text.find(text[start:end]) != start and (before := _LAST_WORD.search(text, 0, start)):
        start = before.start()
    return text[start:end]


def spot(text: str, word: str) -> tuple[int, int]:
    """Return where in a text a word of its `tokens` begins and ends."""
    return next(token.span() for token in TOKEN.finditer(text) if word in tokens(token[0]))


def some(items: Iterable[Item]) -> str:
    """The ids of a few items, and how many more there are."""
    names = [item.question.id for item in items]
    left = len(names) - _NAMED
    return all_of([*names[:_NAMED], trn("{count} more", "{count} more", left)] if left > 0 else names)
