"""Files that are no logs any more are imported: each valid one as it is, any other one not at all, with its line named.

What is read at once is held to what is read with care. `QUIZAPP_MUTATIONS` sets how many files there are.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.errors import QuizappError, UsageProblem
from quizapp.core.log.events import Event, Kind
from quizapp.core.log.records import event_of_record
from quizapp.store.database import integrity_problems
from quizapp.store.export import import_log
from quizapp.store.progress import Progress
from tests.support.making import event, void

pytestmark = pytest.mark.slow

MUTATIONS = int(os.environ.get("QUIZAPP_MUTATIONS", "1200"))
PARTS = 4
"""The parts that can be done at the same time."""

ONE_LOG = 500
"""So many files are imported into one log."""

EVIDENCE: dict[str, Any] = {
    "form": "choice",
    "of": "00c0ffee",
    "phase": "review",
    "response": ["moscow", {"year": "1941"}],
    "order": ["moscow", "berlin"],
    "score": 1,
    "right": True,
    "reason": "réponse exacte",
    "latency": 2_500,
    "recall": 0.9125,
    "interval": 0,
    "step": 1,
    "delay": 600,
}
PIECES = (
    *(
        b"NaN",
        b"Infinity",
        b"1e999",
        b"-1",
        b"0",
        b"5",
        b"1.0",
        b"1e3",
        b"true",
        b"null",
        b'""',
        b"[]",
        b"{}",
        b"[[[[[",
    ),
    *(b"9223372036854775807", b"9223372036854775808", b"-0", b"01", b'"\\ud800"', b'"\\u0000"', b'"\\u202e"', b"\\"),
    *(
        b"\x00",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\n",
        b"\r\n",
        b"\r",
        b" ",
        b"\t",
        b",",
        b":",
        b'"',
    ),
    *(b"}{", b"},{", b"],[", b"]", b"}", b"{", b'"review"', b'"practice"', b'"void"', b'"setting"', b'"adopt"'),
    *(b'"step"', b'"interval"', b'"rating"', b'"id"', b'"data"', b'"mood"', b'"x": 1,', b"253402214400000", b"3652060"),
)


def lines(chance: random.Random, number: int) -> list[bytes]:
    """Some lines of a log, each with ids of its own."""
    first, log = 10_000 * (1 + number), list[Event]()
    for nth in range(chance.randint(1, 4)):
        match chance.randrange(8):
            case 0 if log:
                log.append(void(first + nth, log[0]))
            case 1:
                log.append(event(first + nth, Kind.PRACTICE, data={**EVIDENCE, "points": 1.5, "seed": 7}))
            case 2:
                log.append(event(first + nth, Kind.ADOPT, data={"stability": 3.5, "difficulty": 5.0, "due": 739_999}))
            case 3:
                log.append(event(first + nth, Kind.SETTING, deck="", card="", data={"retention": 0.9}))
            case _:
                log.append(event(first + nth, data=EVIDENCE))
    return [json.dumps(each.as_json(), ensure_ascii=chance.random() < 0.5).encode() + b"\n" for each in log]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with some bytes changed, left out, put in or moved; values of JSON more often than parts of them."""
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        place = chance.randrange(len(content) + 1)
        end = min(len(content), place + chance.choice([0, 1, 1, 2, 8, 40]))
        match chance.randrange(7):
            case 0:
                content = content[:place] + chance.randbytes(end - place) + content[end:]
            case 1:
                content = content[:place] + content[end:]
            case 2:
                content = content[:end] + content[place:]
            case 3:
                content = content[:place] + chance.choice(PIECES) + content[end:]
            case 4 if values := list(re.finditer(rb'(?<=: )("[^"]*"|[\d.]+|true|null|\[[^]]*\])', content)):
                value = chance.choice(values)
                content = content[: value.start()] + chance.choice(PIECES) + content[value.end() :]
            case 5 if names := list(re.finditer(rb'"[^"]*"(?=:)', content)):
                name = chance.choice(names)
                content = content[: name.start()] + chance.choice(PIECES) + content[name.end() :]
            case 6:
                content = content[:place] + content[place:end][::-1] + content[end:]
    return content


def read_with_care(content: bytes) -> Iterator[Event]:
    """The events of a file, line by line.

    Raises:
        ValueError: with the number of the first line that is none.
    """
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            try:
                yield event_of_record(json.loads(line.decode()))
            except (ValueError, RecursionError) as error:
                raise ValueError(number) from error


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_log_is_imported_as_it_is_or_not_at_all(tmp_path: Path, part: int) -> None:
    chance, outcomes = random.Random(part), set[bool]()
    for begun in range(0, MUTATIONS // PARTS, ONE_LOG):
        numbers = range(begun, min(begun + ONE_LOG, MUTATIONS // PARTS))
        with closing(Progress(tmp_path / f"data-{begun}")) as progress:
            progress.connection.execute("PRAGMA synchronous = OFF")
            outcomes |= {is_imported(progress, tmp_path / "log.jsonl", number, chance) for number in numbers}
            log = {each.id: each for each in progress.events()}
            assert len(log) == progress.extent()[1]
            assert (integrity_problems(progress.connection), progress.damaged_events()) == ([], 0)
            assert (progress.stale_cards(), progress.stale_days()) == ([], [])
    assert outcomes == {True, False}, "some are valid, and some are not"


def is_imported(progress: Progress, path: Path, number: int, chance: random.Random) -> bool:
    """Import a mutated log; return whether it was valid."""
    path.write_bytes(content := mutated(b"".join(lines(chance, number)), chance))
    before = progress.extent()
    try:
        expected = list(read_with_care(content))
    except ValueError as error:
        with pytest.raises(UsageProblem, match=rf"^Line {error} of .* is not an event: .* Nothing was imported"):
            import_log(progress, path, other_learner=True)
        assert progress.extent() == before, content
        return False
    count = import_log(progress, path, other_learner=True)
    assert count.added + count.known == len(expected), content
    assert count.added == progress.extent()[1] - before[1], content
    assert all(progress.has(each.id) for each in expected), content
    return True


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_progress_file_is_imported_or_refused_and_spoils_nothing(tmp_path: Path, part: int) -> None:
    chance, path = random.Random(part), tmp_path / "copy.sqlite3"
    with closing(Progress(tmp_path / "other")) as other:
        other.merge(event(number, card=f"card-{number % 7}", data=EVIDENCE) for number in range(60))
    whole = (tmp_path / "other" / "progress.sqlite3").read_bytes()
    with closing(Progress(tmp_path / "data")) as progress:
        progress.connection.execute("PRAGMA synchronous = OFF")
        for _ in range(MUTATIONS // PARTS // 20):
            content = bytearray(whole)
            for _ in range(chance.choice([1, 3, 50])):
                content[chance.randrange(chance.choice([100, 4096, len(content)]))] ^= 1 << chance.randrange(8)
            path.write_bytes(content[: chance.choice([len(content), len(content), chance.randrange(len(content))])])
            before = progress.extent()
            try:
                import_log(progress, path, other_learner=True)
            except QuizappError:
                assert progress.extent() == before
        assert integrity_problems(progress.connection) == []
        assert progress.damaged_events() == 0
        assert {each.id for each in progress.events()} <= {event(number).id for number in range(60)}
