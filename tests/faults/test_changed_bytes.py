"""A byte of the progress file changes by itself: no event is lost, or changed unnoticed.

`QUIZAPP_BYTES` sets how many bytes are changed, each in a file of its own.
"""

from __future__ import annotations

import os
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.core.log.events import Event
from quizapp.core.scheduling.scheduler import CardState
from quizapp.store.database import FILE_NAME, StoreError
from quizapp.store.progress import Progress
from quizapp.store.restore import is_damaged, restore
from tests.support.making import event

pytestmark = pytest.mark.slow

BYTES = int(os.environ.get("QUIZAPP_BYTES", "20"))
ANSWERS = 80


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a progress file whose every event is in its backup."""
    folder = tmp_path_factory.mktemp("whole")
    with closing(Progress(folder)) as progress:
        for number in range(ANSWERS):
            data = {"interval": 1 + number % 9, "form": "text", "response": f"réponse {number}"}
            progress.append(event(number, card=f"card-{number % 9}", learner=progress.learner, data=data))
        progress.back_up("2025-10-01")
    return folder


def contents(folder: Path) -> tuple[list[Event], dict[str, CardState]]:
    """The log and the states of a progress file, made anew from the log as `doctor --rebuild` does."""
    with closing(Progress(folder)) as progress:
        progress.rebuild()
        return list(progress.events()), progress.states("rivers")


@pytest.mark.parametrize("seed", range(BYTES))
def test_a_changed_byte_costs_no_event_and_changes_none_unnoticed(whole: Path, tmp_path: Path, seed: int) -> None:
    before = contents(whole)
    folder = tmp_path / "data"
    shutil.copytree(whole, folder)
    path, chance = folder / FILE_NAME, random.Random(seed)
    content = bytearray(path.read_bytes())
    used = [place for place in range(len(content)) if content[place]] if seed % 2 else range(len(content))
    place = chance.choice(used)
    content[place] ^= chance.randrange(1, 256)
    path.write_bytes(content)
    try:
        damaged = is_damaged(path)
    except StoreError:  # it is said to be of a newer version, so it is left alone
        assert 60 <= place < 64, "no other byte is the version"
        return
    if damaged:
        restore(path)
        assert not is_damaged(path)
    assert contents(folder) == before
