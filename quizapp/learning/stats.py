"""Statistics over real things: the sums of days, the card states and the decks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from quizapp.core import stats
from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError
from quizapp.core.log.days import DayRow
from quizapp.core.messages import tr
from quizapp.core.questions.presentation import asked
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.scheduling.fsrs import forgetting
from quizapp.core.stats import Bin, Calibration, Luck, Overview, Retention, Share, TagMemory, Time
from quizapp.decks.library import Library, LoadedDeck
from quizapp.store.progress import Progress
from quizapp.store.tables.standing import CardMemory

HEATMAP_WEEKS = 26
FORECAST_DAYS = 30
PACE_DAYS = 90
"""The pace is that of so many days: learners get quicker."""

HARDEST = 10
HARD_DIFFICULTY = 6.0
"""From this difficulty (1..10) on a card is hard that was never forgotten: one begun with Again has 6.4."""


@dataclass(frozen=True, slots=True)
class History:
    """The answers up to day number `day`: `days` has one row for each day with answers, practice too.

    `later` counts the answers that are dated after that day: by a clock that was ahead, or in another zone.
    """

    day: int
    days: Sequence[DayRow]
    overview: Overview
    time: Time
    retention: Retention
    calibration: Calibration | None
    calibration_by_form: Mapping[str, Calibration]
    guesses: Luck
    first_sight: Luck
    later: int


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card that is often forgotten, with its question as it is asked, and its recall tomorrow (0..1).

    Tomorrow, because today everything that was answered today counts as known.
    """

    deck: str
    memory: CardMemory
    question: AnyQuestion
    recall: float


@dataclass(frozen=True, slots=True)
class CardFigures:
    """Figures about the cards of some decks: how many were begun and are mature, what comes due, what is weak."""

    cards: int
    begun: int
    mature: int
    forecast: Sequence[int]
    tags: Sequence[TagMemory]
    hardest: Sequence[HardCard]


@dataclass(frozen=True, slots=True)
class Scope:
    """The subject of statistics: a deck, or all. `history` and `cards` read the figures; `cards` takes longer."""

    name: str
    deck: str
    history: Callable[[], History]
    cards: Callable[[], CardFigures]


def scopes(library: Library, progress: Progress, day: int, deck: LoadedDeck | None = None) -> list[Scope]:
    """The deck, if there is one, and all decks, on day number `day`."""

    def all_cards() -> CardFigures:
        return card_figures(progress, [one for one in library.decks() if isinstance(one, LoadedDeck)], day)

    listed = [Scope(tr("all decks"), "", partial(history, progress, day), all_cards)]
    if deck is not None:
        of_deck = partial(history, progress, day, deck.id)
        listed.insert(0, Scope(deck.info.title, deck.id, of_deck, partial(card_figures, progress, [deck], day)))
    return listed


def overview(progress: Progress, day: int, deck: str = "") -> Overview:
    """The streak, what was answered on day number `day`, and the pace; of one deck or (empty) of all."""
    return stats.overview(
        progress.days(deck=deck, by=["day"]), day, progress.days(day - PACE_DAYS, deck, by=["maturity"])
    )


def history(progress: Progress, day: int, deck: str = "") -> History:
    """All that the sums of days tell on day number `day`, of one deck or (empty) of all that were ever studied."""
    all_days = progress.days(deck=deck, by=["day"])
    days = [row for row in all_days if row.day <= day]
    alike = progress.days(deck=deck, by=["kind", "form", "maturity", "bin", "guessed"])
    return History(
        day,
        days,
        overview(progress, day, deck),
        stats.time_spent(days, day),
        stats.retention(alike),
        stats.calibration(alike),
        stats.calibration_by_form(alike),
        stats.guesses(alike),
        stats.first_sight(alike),
        sum(row.answers for row in all_days if row.day > day),
    )


def card_figures(progress: Progress, decks: Sequence[LoadedDeck], day: int) -> CardFigures:
    """Return figures about the cards in these decks on day number `day`; suspended ones are left out.

    Cards whose question has a new id are found once their deck was adopted (`Progress.adopt`).
    """
    stands = [progress.standing(deck.id, {ref.card for ref in deck.cards}, day) for deck in decks]
    due: Counter[int] = Counter()
    for stand in stands:
        due.update(stand.due)
    begun = [one for deck in decks for one in _begun(progress, deck)]
    model = forgetting()
    recalls = ((tags, model.recall(memory.stability, day + 1 - memory.day)) for _, _, tags, memory in begun)
    return CardFigures(
        sum(len(deck.cards) for deck in decks),
        len(begun),
        sum(stand.mature for stand in stands),
        stats.forecast(due, sum(stand.learning for stand in stands), day, FORECAST_DAYS),
        stats.memory_by_tag(recalls),
        _hardest(begun, day),
    )


def as_json(past: History, cards: CardFigures, deck: str = "") -> dict[str, Any]:
    """Everything as plain data, as `quizapp stats --json` prints it.

    Shares (`rate`, `recall`, `predicted`, `actual`) are 0..1, times in seconds, stability in days, `day` a day number.
    `recall` is tomorrow's: today everything that was answered today counts as known.
    """
    seen = past.overview
    since = stats.monday(past.day) - stats.WEEK * (HEATMAP_WEEKS - 1)
    return {
        "deck": deck or None,
        "day": past.day,
        "date": _iso(past.day),
        "streak": {"days": seen.streak.now, "longest": seen.streak.longest, "today": seen.streak.today},
        "today": _share(seen.today) | {"seconds": seen.seconds},
        "pace": {"review": seen.pace.review, "new": seen.pace.new},
        "time": {
            "seconds": past.time.seconds,
            "days": past.time.days,
            "last_7_days": past.time.week,
            "last_30_days": past.time.month,
        },
        "days": [
            {"day": row.day, "date": _iso(row.day), "answers": row.answers, "right": row.right, "seconds": row.seconds}
            for row in past.days
            if since <= row.day
        ],
        "later": past.later,
        "retention": _share(past.retention.overall)
        | {
            "maturity": {name: _share(share) for name, share in past.retention.by_maturity.items()},
            "form": {name: _share(share) for name, share in past.retention.by_form.items()},
        },
        "calibration": past.calibration
        and _calibration(past.calibration)
        | {
            "bins": [_bin(one) for one in past.calibration.bins],
            "form": {name: _calibration(one) for name, one in past.calibration_by_form.items()},
        },
        "guesses": _luck(past.guesses),
        "first_sight": _luck(past.first_sight),
        "cards": {"total": cards.cards, "begun": cards.begun, "mature": cards.mature},
        "forecast": [
            {"day": past.day + ahead, "date": _iso(past.day + ahead), "due": due}
            for ahead, due in enumerate(cards.forecast)
        ],
        "tags": [{"tag": one.tag, "cards": one.cards, "recall": one.recall} for one in cards.tags],
        "hardest": [
            {
                "deck": one.deck,
                "card": one.memory.card,
                "prompt": one.question.prompt,
                "lapses": one.memory.lapses,
                "difficulty": one.memory.difficulty,
                "stability": one.memory.stability,
                "recall": one.recall,
            }
            for one in cards.hardest
        ],
    }


_Begun = tuple[LoadedDeck, str, Sequence[str], CardMemory]
"""A card that was answered before: its deck, the id and the tags of its question, what is remembered of it."""


def _begun(progress: Progress, deck: LoadedDeck) -> Iterator[_Begun]:
    memories = progress.memories(deck.id)
    if memories:
        questions = {ref.card: ref.question for ref in deck.cards}
        tags = {ref.question: ref.tags for ref in deck.listing()}
        for memory in memories:
            if (question := questions.get(memory.card)) is not None:
                yield deck, question, tags.get(question, ()), memory


def _hardest(begun: Sequence[_Begun], day: int) -> list[HardCard]:
    """Those forgotten most often, then those of the greatest difficulty and the least stability."""
    hard = [one for one in begun if one[3].lapses or one[3].difficulty >= HARD_DIFFICULTY]
    hard.sort(key=lambda one: (-one[3].lapses, -one[3].difficulty, one[3].stability, one[0].id, one[3].card))
    shown = (_shown(deck, question, memory, day) for deck, question, _, memory in hard)
    return list(islice((card for card in shown if card is not None), HARDEST))


def _shown(deck: LoadedDeck, name: str, memory: CardMemory, day: int) -> HardCard | None:
    """The card with its question; None if its deck was changed meanwhile."""
    try:
        question = deck.question(name)
    except (KeyError, QuizappError):
        return None
    put = asked(question, memory.card, memory.stability, deck.info.language)
    return HardCard(deck.id, memory, put, forgetting().recall(memory.stability, day + 1 - memory.day))


def _share(share: Share) -> dict[str, Any]:
    return {"answers": share.answers, "right": share.right, "rate": share.rate}


def _luck(luck: Luck) -> dict[str, Any]:
    return {"answers": luck.answers, "right": luck.right, "by_chance": luck.by_chance}


def _calibration(calibration: Calibration) -> dict[str, Any]:
    scores = {"log_loss": calibration.log_loss, "baseline": calibration.baseline, "rmse": calibration.rmse}
    return {"answers": calibration.answers, "predicted": calibration.predicted, "actual": calibration.actual, **scores}


def _bin(bin: Bin) -> dict[str, Any]:
    means = {"predicted": bin.predicted, "actual": bin.actual}
    return {"from": bin.start, "to": bin.end, "answers": bin.answers, **means}


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
