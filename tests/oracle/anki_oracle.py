"""What the real Anki engine makes of histories of answers: JSON from standard input, JSON to standard output.

Runs in an environment of its own that has `anki` (AGPL, so never one of ours), and imports nothing of quizapp. Days
pass by moving a card's last review and due date into the past; answers go through the engine's own scheduling. Input:

    {"seeds": 2100, "groups": [{"learning": [60, 600], "relearning": [600], "retention": 0.9, "maximum": 36500,
      "histories": [[[rating, days since the answer before], ...], ...]}]}

Output: `fuzz`, for each seed from 0 on the interval that it gives a card at the longest interval of 36,500 days; and
`groups`, for each history `seed` (of its first answer; the next has the next one), `answers` (before each answer: the
engine's stored memory and its four next states) and `replayed`, the memory that it computes from its review log alone.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BASE = 1_000_000_000_000
"""The card id that has fuzz seed 0; Anki seeds fuzz by card id plus number of reviews."""
DAY = 86_400
RATINGS = ("again", "hard", "good", "easy")
CALIBRATION: dict[str, Any] = {"learning": [60], "relearning": [600], "retention": 0.7, "maximum": 36_500}
LONGEST_STABILITY = 36_500.0


def main() -> None:
    """Answer one request."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    from anki.collection import Collection

    request = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder, "collection.anki2")))
        collection.db.execute("pragma synchronous = off")  # nothing here outlives the process
        collection.set_config("fsrs", True)
        collection.set_config("loadBalancerEnabled", False)
        # The day must not end while this runs.
        collection.set_config("rollover", (time.gmtime().tm_hour + 12) % 24)
        engine = Engine(collection)
        answer = {
            "fuzz": engine.fuzz(request["seeds"]),
            "groups": [engine.group(**group) for group in request["groups"]],
        }
        collection.close()
    json.dump(answer, sys.stdout)


class Engine:
    """A collection that studies histories."""

    def __init__(self, collection: Any) -> None:
        self.collection = collection
        self.note_type = collection.models.by_name("Basic")
        self.cards = 0

    def fuzz(self, seeds: int) -> list[int]:
        """The interval that each seed gives a card of the longest stability, after Hard at 70 % retention.

        It is the longest interval, fuzzed: the band is so wide there that the place in it tells the fuzz factor to
        three digits.
        """
        card = self._new_card(self._deck(**CALIBRATION))
        data = json.dumps({"s": LONGEST_STABILITY, "d": 5.0, "dr": 0.7, "decay": 0.154, "lrt": int(time.time()) - DAY})
        self._write(card, "type = 2, queue = 2, ivl = 1, due = 0, reps = 0, factor = 2500, data = ?", data)
        found = []
        for seed in range(seeds):
            self._write(card, "id = ?", BASE + seed)
            card = BASE + seed
            found.append(self._states(card).hard.normal.review.scheduled_days)
        self._write(card, "id = ?", BASE - 1)
        return found

    def group(self, histories: list[list[list[int]]], **policy: Any) -> list[dict[str, Any]]:
        """What comes of histories under one policy."""
        deck, total = self._deck(**policy), {name: len(policy[name]) for name in ("learning", "relearning")}
        return [self._history(deck, total, history) for history in histories]

    def _history(self, deck: int, total: dict[str, int], history: list[list[int]]) -> dict[str, Any]:
        from anki.scheduler_pb2 import CardAnswer

        seed, card = self.cards, self._new_card(deck)
        self._write(card, "id = ?", BASE + seed)
        card = BASE + seed
        self.cards += 1
        answers: list[dict[str, Any]] = []
        log: list[tuple[int, int, int]] = []
        for rating, wait in history:
            if wait:
                self._pass(card, wait)
                log = [(at - wait * DAY * 1000, rated, kind) for at, rated, kind in log]
            states = self._states(card)
            kind, data = self.collection.db.first("select type, data from cards where id = ?", card)
            stored = json.loads(data or "{}")
            answers.append(
                {
                    "stored": [stored["s"], stored["d"]] if "s" in stored else None,
                    "next": [_state(getattr(states, name), total) for name in RATINGS],
                }
            )
            now = max(int(time.time() * 1000), log[-1][0] + 1000 if log and not wait else 0)
            new = getattr(states, RATINGS[rating - 1])
            self.collection._backend.answer_card(
                CardAnswer(
                    card_id=card,
                    current_state=states.current,
                    new_state=new,
                    rating=rating - 1,
                    answered_at_millis=now,
                    milliseconds_taken=1000,
                )
            )
            log.append((now, rating, (0, 0, 1, 2)[kind]))
        return {"seed": seed, "answers": answers, "replayed": self._replayed(card, log)}

    def _replayed(self, card: int, log: list[tuple[int, int, int]]) -> list[float]:
        """The memory state that the engine computes from the review log (ms, rating, kind) of a card."""
        database = self.collection.db
        database.execute("delete from revlog")
        database.executemany(
            "insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) "
            "values (?, ?, -1, ?, 1, 1, 2500, 1000, ?)",
            [(at, card, rating, kind) for at, rating, kind in log],
        )
        state = self.collection._backend.compute_memory_state(card).state
        return [state.stability, state.difficulty]

    def _pass(self, card: int, days: int) -> None:
        """Let days go by."""
        queue, data = self.collection.db.first("select queue, data from cards where id = ?", card)
        known = json.loads(data)
        known["lrt"] -= days * DAY
        moved = days * DAY if queue == 1 else days
        self._write(card, "due = due - ?, data = ?", moved, json.dumps(known))

    def _deck(self, learning: list[int], relearning: list[int], retention: float, maximum: int) -> int:
        decks = self.collection.decks
        deck = decks.id(f"Deck {len(decks.all_names_and_ids())}")
        preset = decks.add_config(f"Preset {deck}")
        preset["new"]["delays"] = [seconds / 60 for seconds in learning]
        preset["lapse"]["delays"] = [seconds / 60 for seconds in relearning]
        preset["lapse"]["leechAction"] = 1
        preset["rev"]["maxIvl"] = maximum
        preset["desiredRetention"] = retention
        decks.update_config(preset)
        decks.set_config_id_for_deck_dict(decks.get(deck), preset["id"])
        return int(deck)

    def _new_card(self, deck: int) -> int:
        note = self.collection.new_note(self.note_type)
        note["Front"] = note["Back"] = "?"
        self.collection.add_note(note, deck)
        return int(note.card_ids()[0])

    def _states(self, card: int) -> Any:
        return self.collection._backend.get_scheduling_states(card)

    def _write(self, card: int, assignments: str, *values: object) -> None:
        self.collection.db.execute(f"update cards set {assignments} where id = ?", *values, card)


def _state(state: Any, total: dict[str, int]) -> dict[str, Any]:
    """A next state: the memory (stability, difficulty), and `days`, or `step` and `delay` in seconds."""
    normal = state.normal
    match normal.WhichOneof("kind"):
        case "review":
            review = normal.review
            found = {"days": review.scheduled_days, "lapses": review.lapses, "leech": review.leeched}
            memory = review.memory_state
        case "learning":
            learning, steps = normal.learning, total["learning"]
            found = {"step": steps - learning.remaining_steps, "delay": learning.scheduled_secs}
            memory = learning.memory_state
        case "relearning":
            learning, steps = normal.relearning.learning, total["relearning"]
            review = normal.relearning.review
            found = {
                "step": steps - learning.remaining_steps,
                "delay": learning.scheduled_secs,
                "lapses": review.lapses,
                "leech": review.leeched,
            }
            memory = learning.memory_state
    return {**found, "memory": [memory.stability, memory.difficulty]}


if __name__ == "__main__":
    main()
