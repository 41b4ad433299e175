"""Finds decks by name and reads them, through the cache where it can."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizapp.core.decks.deck import CardRef, Deck, DeckInfo, QuestionRef, Source
from quizapp.core.deferred import dataclass, replace
from quizapp.core.errors import QuizappError, UsageProblem
from quizapp.core.messages import tr
from quizapp.decks.cache import Cached, DeckCache, Stamp
from quizapp.decks.filing import file_apart, file_deck, is_large, read_files

if TYPE_CHECKING:
    from quizapp.core.marking.vocabulary import Vocabulary
    from quizapp.core.questions.types import AnyQuestion


@dataclass(frozen=True)
class LoadedDeck:
    """A deck to study: its outline at hand, its questions built when they are asked for.

    `question(id)` gives one question; it raises KeyError if the deck has none of that id (any more), and DeckError if
    its file has to be read again and is not valid now. `listing()` gives what each can be chosen by, in file order,
    without building any; `matching(words)` the ids of those in whose text all of these (folded) words stand.
    `answers()` gives every answer in the deck, right and wrong.
    `questions_of_cards` has the id of the question that makes each card, by the card's id, in the order of the cards;
    `sorted_cards()` gives those ids sorted, with a space between two. `hides` is a deck of the same name in a later
    folder, if the library lists this one.
    """

    path: Path
    info: DeckInfo
    questions_of_cards: Mapping[str, str]
    aliases: Mapping[str, str]
    question: Callable[[str], AnyQuestion]
    listing: Callable[[], Sequence[QuestionRef]]
    matching: Callable[[Sequence[str]], Collection[str]]
    sorted_cards: Callable[[], str]
    answers: Callable[[], Iterable[str]]
    hides: Path | None = None

    @property
    def id(self) -> str:
        return self.info.id

    @cached_property
    def cards(self) -> tuple[CardRef, ...]:
        """The cards in order."""
        return tuple(map(CardRef._make, self.questions_of_cards.items()))

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that make the cards, in file order."""
        return tuple(dict.fromkeys(self.questions_of_cards.values()))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that a response may be instead of a slip."""
        from quizapp.core.marking.vocabulary import Vocabulary  # 5 ms, which a first question does without

        titles = (self.info.title, *(source.title for source in self.info.sources.values()))
        return Vocabulary(self.answers, titles, self.info.language)

    @property
    def question_count(self) -> int:
        """The number of questions that make the cards."""
        return len(self.questions)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file among the decks that cannot be used, and why."""

    path: Path
    error: QuizappError
    hides: Path | None = None


class Library:
    """The decks in some folders. When two folders have a deck of the same name, the earlier folder's counts.

    `preferred` is the language in which decks are read that have it, unless another one is asked for.
    """

    def __init__(self, folders: Sequence[Path], cache: Path, preferred: str = "") -> None:
        self.preferred = preferred
        self._folders = folders
        self._cache_folder = cache
        self._cache = DeckCache(cache)
        self._unfiled: list[Callable[[], None]] | None = None

    def paths(self) -> dict[str, Path]:
        """Deck files by name (the file's, without `.toml`), sorted by name."""
        return {name: files[0] for name, files in self._files().items()}

    def _files(self) -> dict[str, list[Path]]:
        """The files of each name: the deck, and those that it hides."""
        files: dict[str, list[Path]] = {}
        for folder in self._folders:
            if folder.is_dir():
                for name in _toml_files(folder):
                    if "." not in name.removesuffix(".toml"):  # a dot marks a translation
                        files.setdefault(name.removesuffix(".toml"), []).append(folder / name)
        return dict(sorted(files.items()))

    def decks(self, language: str = "") -> Iterator[LoadedDeck | Unreadable]:
        """Every deck found, by name; broken ones too. In `language` where there is a translation into it."""
        for path, *others in self._files().values():
            hides = next((other for other in others if not _is_same(path, other)), None)
            try:
                deck = self.read(path, language if _overlay(path, language) else "")
                yield deck if hides is None else replace(deck, hides=hides)
            except QuizappError as error:
                yield Unreadable(path, error, hides)

    def find(self, name: str, language: str = "") -> LoadedDeck:
        """The deck that `--deck NAME` means: a path to a file, or a name; in `language` instead of its own, if given.

        Raises:
            UsageProblem: if there is no such deck (the message lists the near misses) or no such translation.
            DeckError: if there is, but its file is not valid.
        """
        return self.read(self._path(name), language)

    def _path(self, name: str) -> Path:
        if name.endswith(".toml") or os.sep in name or Path(name).is_file():
            return Path(name)
        for folder in self._folders:
            path = folder / f"{name}.toml"
            if "." not in name and os.path.lexists(path):  # what is no file is told when it is read
                return path
        for deck in self.decks():
            if isinstance(deck, LoadedDeck) and deck.id == name:
                return deck.path
        if Path(f"{name}.toml").is_file():
            return Path(f"{name}.toml")  # as `quizapp new` has just written it
        import difflib  # 5 ms, for a mistyped name

        from quizapp.core.formats import any_of

        known = list(self.paths())
        near = difflib.get_close_matches(name, known, 3, 0.5)
        sentences = [tr("There is no deck called `{name}`.", name=name)]
        if near:
            sentences.append(tr("Did you mean {names}?", names=any_of([f"`{other}`" for other in near])))
        if known:
            sentences.append(tr("These are the decks: {names}.", names=", ".join(known)))
        else:
            sentences.append(tr("No decks were found. Name a folder with --decks."))
        raise UsageProblem(" ".join(sentences))

    def read(self, path: Path, language: str = "") -> LoadedDeck:
        """The deck in one file; in `language` instead of its own, if given.

        Raises:
            UsageProblem: if it has no such translation.
            DeckError: if a file cannot be used.
        """
        path = path.absolute()
        if not language and _overlay(path, self.preferred):
            language = self.preferred
        return self._read(path, language)

    def _read(self, path: Path, language: str) -> LoadedDeck:
        files = [path]
        if language:
            if overlay := _overlay(path, language):
                files.append(overlay)
            elif (own := self._read(path, "")).info.language != language:
                there = ", ".join([own.info.language, *translations(path)])
                raise UsageProblem(
                    tr(
                        "The deck `{deck}` is not available in `{language}`. Available: {languages}.",
                        deck=own.id, language=language, languages=there,
                    )
                )  # fmt: skip
        cached = self._cache.find(files)
        if cached is None and is_large(files):
            file_apart(files, self._cache_folder)
            cached = self._cache.find(files)
        if cached is not None:
            try:
                return self._from_cache(files, cached)
            except (KeyError, TypeError, ValueError, AttributeError):
                pass  # written by something else: read the file itself
        stamp = Stamp.of(files) if path.exists() else None
        deck = read_files(files)
        if stamp is not None:
            if self._unfiled is None:
                file_deck(self._cache, files, stamp, deck)
            else:
                self._unfiled.append(partial(file_deck, DeckCache(self._cache_folder), files, stamp, deck))
        return _from_file(path, deck)

    def file_later(self) -> None:
        """From now on, leave decks that had to be read out of the cache until `file` is called."""
        self._unfiled = []

    def file(self) -> None:
        """File in the cache what was left out of it; it can be called from another thread."""
        waiting, self._unfiled = self._unfiled or [], None
        for filing in waiting:
            filing()

    def _from_cache(self, files: Sequence[Path], cached: Cached) -> LoadedDeck:
        def question(name: str) -> AnyQuestion:
            from quizapp.core.questions.types import question_from_record  # 5 ms, and the list of decks shows none

            record = self._cache.question(cached.digest, name)
            try:
                return question_from_record(record) if isinstance(record, dict) else reread().question(name)
            except (KeyError, TypeError, ValueError, AttributeError):
                return reread().question(name)  # written by something else

        @cache
        def reread() -> LoadedDeck:
            """For when the file was changed meanwhile, or the cache lost it."""
            return _from_file(files[0], read_files(files))

        def listing() -> Sequence[QuestionRef]:
            known = self._cache.listing(cached.digest)
            ids = dict.fromkeys(cards.values())
            return [QuestionRef(id, *known[id]) for id in ids] if ids.keys() == known.keys() else reread().listing()

        def matching(words: Sequence[str]) -> Collection[str]:
            matches = self._cache.matching(cached.digest, words)
            if not matches and self._cache.question(cached.digest, next(iter(cards.values()))) is None:
                return reread().matching(words)
            return matches

        def sorted_cards() -> str:
            return self._cache.sorted_cards(cached.digest) or " ".join(sorted(cards))

        def answers() -> Iterable[str]:
            from quizapp.core.marking.vocabulary import answers_of

            records = self._cache.questions(cached.digest)
            return chain.from_iterable(map(answers_of, records)) if records else reread().answers()

        cards = _cards_of_text(cached.outline["cards"])
        info = _thaw_info(cached.outline["info"])
        aliases = cached.outline["aliases"]
        return LoadedDeck(files[0], info, cards, aliases, question, listing, matching, sorted_cards, answers)


def translations(path: Path) -> list[str]:
    """The languages that the deck at `path` is translated into: `nl` for `NAME.nl.toml` beside it."""
    begins = f"{path.stem}."
    names = [name.removesuffix(".toml") for name in _toml_files(path.parent) if name.startswith(begins)]
    return sorted(name.rpartition(".")[2] for name in names if len(name) > len(begins))


def _overlay(path: Path, language: str) -> Path | None:
    """The file that translates the deck at `path`, if there is one: beside it, whatever `language` has been given."""
    name = f"{path.stem}.{language}.toml"
    overlay = path.parent / name
    try:
        return overlay if language and overlay.name == name and overlay.is_file() else None
    except OSError:  # the name is too long
        return None


def _is_same(path: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, as in a checkout, whose ./decks are the bundled ones."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _toml_files(folder: Path) -> list[str]:
    """The names of the TOML files in a folder, none if it cannot be read. (`glob` compiles a pattern for each deck.)"""
    try:
        return [path.name for path in folder.iterdir() if path.name.endswith(".toml")]
    except OSError:
        return []


def deck_folders(extra: Sequence[Path], data: Path) -> list[Path]:
    """Return the folders of decks: `extra` (--decks or QUIZAPP_DECKS), ./decks, the learner's own, the bundled."""
    return [*extra, Path("decks"), data / "decks", bundled_decks()]


def bundled_decks() -> Path:
    """The decks that come with quizapp: inside the package in a wheel, beside it in a checkout or editable install."""
    inside = Path(__file__).parent / "bundled"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "decks"


def _from_file(path: Path, deck: Deck) -> LoadedDeck:
    questions = {question.id: question for question in deck.questions}

    def listing() -> Sequence[QuestionRef]:
        return [QuestionRef(question.id, question.type, question.tags, question.points) for question in deck.questions]

    def matching(words: Sequence[str]) -> Collection[str]:
        from quizapp.core.questions.search import searched_text  # 1 ms, which a deck in the cache does without

        texts = ((question.id, searched_text(question)) for question in deck.questions)
        return {id for id, text in texts if all(word in text for word in words)}

    def sorted_cards() -> str:
        return " ".join(sorted(card.card for card in deck.cards))

    def answers() -> Iterable[str]:
        from quizapp.core.marking.vocabulary import answers_of

        return chain.from_iterable(map(answers_of, deck.questions))

    cards, aliases = dict(deck.cards), deck.aliases
    return LoadedDeck(path, deck.info, cards, aliases, questions.__getitem__, listing, matching, sorted_cards, answers)


def _cards_of_text(text: str) -> dict[str, str]:
    lines = text.split("\n")
    if " " not in text:
        return dict(zip(lines, lines, strict=True))
    parts = (line.partition(" ") for line in lines)
    return {card: question or card for card, _, question in parts}


def _thaw_info(record: Mapping[str, Any]) -> DeckInfo:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
    values["sources"] = {key: _thaw_source(source) for key, source in values["sources"].items()}
    return DeckInfo(**values)


def _thaw_source(record: Mapping[str, Any]) -> Source:
    published = record["published"]
    return Source(**{**record, "published": published and date.fromisoformat(published)})
