"""Differences between two versions of a deck, and what each means for the progress of those who learn from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import assert_never

from quizapp.core.decks.deck import Deck
from quizapp.core.deferred import dataclass
from quizapp.core.formats import all_of, any_of
from quizapp.core.language.folding import USUAL
from quizapp.core.language.spelling import fold
from quizapp.core.language.typos import nearly
from quizapp.core.marking.mark import Mark, Response
from quizapp.core.marking.marking import mark
from quizapp.core.messages import tr, trn
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion

SAME_QUESTION = 80
"""From this likeness on (rapidfuzz's `ratio`, 0..100) a new question is taken for one that is gone."""

MOST_COMPARED = 10_000_000
"""More pairs than this are not compared (it would take seconds): then the two are hardly versions of one deck."""

_TOLD_OTHERWISE = frozenset({"id", "type", "aliases", "allow", "reverse"})
"""Keys that are no edit: an id, a type and `reverse` are changes of their own, the others mean nothing to learners."""


@dataclass(frozen=True, slots=True)
class DeckRenamed:
    """The deck has another id."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class New:
    """A question that was not there. `former` is the id of the question that had this one's before, or empty."""

    new: AnyQuestion
    former: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A question that is no longer there. `successor` is a new one much like it, if any."""

    old: AnyQuestion
    successor: AnyQuestion | None = None


@dataclass(frozen=True, slots=True)
class Renamed:
    """A question with another id, and the old one among its aliases. `fields` are the keys edited besides."""

    old: AnyQuestion
    new: AnyQuestion
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A question whose id is now an alias of one that goes on under its own id, or that another was renamed to."""

    old: AnyQuestion
    new: AnyQuestion


@dataclass(frozen=True, slots=True)
class Retyped:
    """A question of another type than before."""

    old: AnyQuestion
    new: AnyQuestion


@dataclass(frozen=True, slots=True)
class AnswerChanged:
    """A question of which something that was right is right no more. `fields` are the keys that differ."""

    old: AnyQuestion
    new: AnyQuestion
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question that was edited, while what was right still is. `fields` are the keys that differ."""

    old: AnyQuestion
    new: AnyQuestion
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardsChanged:
    """A question that makes other cards. `came` are the ids of new ones, `gone` those of the ones it makes no more."""

    old: AnyQuestion
    new: AnyQuestion
    came: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AliasesDropped:
    """A question that no longer lists ids which it used to have."""

    old: AnyQuestion
    new: AnyQuestion
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The questions stand in another order; told once for the whole deck."""


Edit = Renamed | Retyped | AnswerChanged | Reworded | CardsChanged | AliasesDropped
"""Changes to a question that is in both versions; several can happen to one."""

Change = DeckRenamed | New | Gone | Merged | Edit | Moved


def changes(old: Deck, new: Deck) -> list[Change]:
    """All that differs between two versions of a deck: in the order of the old one, then what is new.

    A question may have several: it can be renamed and have another answer. Those that only moved have none.
    """
    own = {question.id: question for question in new.questions}
    heirs = {alias: question for question in new.questions for alias in question.aliases}
    kept = {question.id for question in old.questions if question.id in own}
    pairs: list[tuple[AnyQuestion, AnyQuestion]] = []
    differences: list[Change] = []
    lost: list[AnyQuestion] = []
    if old.info.id != new.info.id:
        differences.append(DeckRenamed(old.info.id, new.info.id))
    for question in old.questions:
        heir = own.get(question.id) or heirs.get(question.id)
        if heir is None:
            lost.append(question)
        elif question.id != heir.id and heir.id in kept:
            differences.append(Merged(question, heir))
        else:
            kept.add(heir.id)
            pairs.append((question, heir))
            differences += _edits(question, heir, new.info.language)
            if dropped := tuple(name for name in question.aliases if name not in own and name not in heirs):
                differences.append(AliasesDropped(question, heir, dropped))
    fresh = [question for question in new.questions if question.id not in kept]
    successors = _successors(lost, fresh, new.info.language)
    differences += [Gone(question, successors.get(question.id)) for question in lost]
    former = {alias: question.id for question in old.questions for alias in question.aliases}
    differences += [New(question, former.get(question.id, "")) for question in fresh]
    place = {question.id: index for index, question in enumerate(new.questions)}
    if any(place[before.id] > place[after.id] for (_, before), (_, after) in pairwise(pairs)):
        differences.append(Moved())
    return differences


def unchanged(new: Deck, changes: Sequence[Change]) -> int:
    """Return how many questions of the new version are as they were; having moved is no difference."""
    touched = {change.new.id for change in changes if not isinstance(change, DeckRenamed | Gone | Moved | Merged)}
    return len(new.questions) - len(touched)


def effect(change: Change) -> str:
    """Describe what happens to the progress of learners, in a sentence."""
    match change:
        case DeckRenamed(old=old):
            return tr("Everyone starts over: progress belongs to the deck `{id}`, and a deck has no aliases.", id=old)
        case New(former=""):
            return tr("It starts as new.")
        case New(former=former):
            return tr("It may inherit the progress of `{id}`, which had this id before.", id=former)
        case Gone():
            return tr("It is no longer asked; its history is kept.")
        case Renamed():
            return tr("Its progress moves to the new id.")
        case Merged(new=new):
            return tr("Its history is added to that of `{id}`.", id=new.id)
        case Retyped(old=old, new=new) if _kinds(old).isdisjoint(_kinds(new)):
            return tr("It now makes different cards, which start as new.")
        case Retyped():
            return tr("Its progress is kept; the next review asks it in the new form.")
        case AnswerChanged():
            return tr("Its progress is kept; learners who knew the old answer meet the new one at the next review.")
        case Reworded():
            return tr("Its progress is kept.")
        case CardsChanged(came=came, gone=gone):
            starts = trn("{cards} starts as new.", "{cards} start as new.", len(came), cards=all_of(came))
            ends = trn(
                "{cards} is no longer asked; its history is kept.",
                "{cards} are no longer asked; their history is kept.",
                len(gone),
                cards=all_of(gone),
            )
            return " ".join(sentence for sentence, cards in ((starts, came), (ends, gone)) if cards)
        case AliasesDropped(names=names):
            listed = any_of([f"`{name}`" for name in names])
            return tr("Anyone who last studied it as {names} starts over.", names=listed)
        case Moved():
            return tr("All progress is kept; new cards come in the new order.")


def advice(change: Change) -> str:
    """Advise what to do if the change was not meant; empty if there is nothing to do."""
    match change:
        case DeckRenamed(old=old):
            return tr("to keep everyone's progress, write {example}", example=f'id = "{old}"')
        case New(former=former) if former:
            return tr("give it an id that was never used before")
        case Gone(old=old, successor=successor) if successor is not None:
            names = (*successor.aliases, *old.aliases, old.id)
            return tr("if `{id}` is the same question, add {example} to it", id=successor.id, example=_aliases(names))
        case AnswerChanged():
            return tr("to have everyone learn it again, give it a new id without an alias")
        case AliasesDropped(new=new, names=names):
            return tr("write {example}", example=_aliases((*new.aliases, *names)))
        case _:
            return ""


def _aliases(names: Sequence[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f"aliases = [{listed}]"  # not shown


def _edits(old: AnyQuestion, new: AnyQuestion, language: str) -> Iterator[Edit]:
    """Yield the differences between two versions of one question."""
    edited = _edited(old, new)
    if edited and not _still_right(old, new, language):
        yield AnswerChanged(old, new, edited)
        edited = ()
    if old.id != new.id:
        yield Renamed(old, new, edited)
    elif edited:
        yield Reworded(old, new, edited)
    if type(old) is not type(new):
        yield Retyped(old, new)
    came = tuple(card for card in new.cards if card.removeprefix(new.id) not in _kinds(old))
    gone = tuple(card for card in old.cards if card.removeprefix(old.id) not in _kinds(new))
    if came or gone:
        yield CardsChanged(old, new, came, gone)


def _kinds(question: AnyQuestion) -> frozenset[str]:
    """The cards of a question without its id: the plain one, `/reverse`, `/gap`."""
    return frozenset(card.removeprefix(question.id) for card in question.cards)


def _edited(old: AnyQuestion, new: AnyQuestion) -> tuple[str, ...]:
    """The keys of two questions of one type that differ; gaps that only one has are cards that came or went."""
    if type(old) is not type(new):
        return ()
    names = [entry.name for entry in fields(new) if entry.name not in _TOLD_OTHERWISE]
    differing = [name for name in names if getattr(old, name) != getattr(new, name)]
    if isinstance(old, Cloze) and isinstance(new, Cloze) and "gaps" in differing:
        shared = old.gaps.keys() & new.gaps.keys()
        if all(old.gaps[name] == new.gaps[name] for name in shared):
            differing.remove("gaps")
    return tuple(differing)


def _still_right(old: AnyQuestion, new: AnyQuestion, language: str) -> bool:
    """Return whether all that was right, of the same type, would be marked right today."""
    match old, new:
        case Cloze(), Cloze():
            return all(
                _agree(old.only(name), new.only(name), {name: text}, language)
                for name, gap in old.gaps.items()
                if name in new.gaps
                for text in gap.accept
            )
        case Card(back=before), Card(back=after):
            return _says_the_same(before, after)
        case _:
            return all(_agree(old, new, response, language) for response in _right_responses(old, language))


def _agree(old: AnyQuestion, new: AnyQuestion, response: Response, language: str) -> bool:
    def right(question: AnyQuestion) -> bool:
        judged = mark(question, response, language)
        return isinstance(judged, Mark) and judged.right

    return right(new) or not right(old)


def _right_responses(question: AnyQuestion, language: str) -> list[Response]:
    match question:
        case Choice(answer=option):
            return [option]
        case TrueFalse(answer=truth):
            return [truth]
        case Multiple(answer=options) | Order(answer=options):
            return [list(options)]
        case Match(answer=partners):
            return [dict(partners)]
        case Text(accept=accept):
            return list(accept)
        case Number() | Date():
            return [model_answer(question, language)]
        case Card() | Cloze() | Open():  # the student is the judge; gaps are looked at one by one
            return []
        case _:
            assert_never(question)


def _says_the_same(before: str, after: str) -> bool:
    """Return whether the back of a flashcard, which no program marks, only lost or gained words or a typo."""
    was, now = (set(fold(text).split()) for text in (before, after))
    return was <= now or now <= was or nearly(before, after, USUAL, 1) is not None


def _successors(lost: list[AnyQuestion], fresh: list[AnyQuestion], language: str) -> dict[str, AnyQuestion]:
    """For questions that are gone, the new ones that are most like them; none is named for two."""
    waiting = {_text(question, language): question for question in fresh}
    successors: dict[str, AnyQuestion] = {}
    unlike: dict[str, str] = {}
    for question in lost:
        text = _text(question, language)
        if text in waiting:
            successors[question.id] = waiting.pop(text)
        else:
            unlike[question.id] = text
    if not 0 < len(unlike) * len(waiting) <= MOST_COMPARED:
        return successors
    from rapidfuzz import fuzz, process  # 20 ms, and most versions lose no question

    texts = list(waiting)
    likenesses = [
        (score, name, like)
        for name, text in unlike.items()
        for like, score, _ in process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=SAME_QUESTION, limit=3)
    ]
    for _, name, like in sorted(likenesses, key=lambda likeness: -likeness[0]):
        if name not in successors and like in waiting:
            successors[name] = waiting.pop(like)
    return successors


def _text(question: AnyQuestion, language: str) -> str:
    """By which questions are compared: with the answer, for many prompts differ by a word (`Who led the 2nd Army?`)."""
    return f"{question.prompt}\n{model_answer(question, language)}"
