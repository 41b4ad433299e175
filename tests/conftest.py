"""Fixtures for all tests: every test has its own progress, decks and clock."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from quizapp.core.messages import ENGLISH
from quizapp.store.catalogues import VARIABLES, use_language
from quizapp.store.progress import Progress
from tests.support import program, terminal
from tests.support.making import FixedClock

os.environ["TZ"] = program.ZONE
time.tzset()
for variable in VARIABLES:
    os.environ.pop(variable, None)
os.environ["LANG"] = "C.UTF-8"

settings.register_profile("quizapp", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quizapp")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark `clock` all tests of modules that start the program, which knows what time it is."""
    starters = (program.run, program.answer_by_line, terminal.Terminal)

    @cache
    def starts_programs(module: ModuleType) -> bool:
        return any(value in starters for value in vars(module).values())

    for item in items:
        if isinstance(item, pytest.Function) and starts_programs(item.module):
            item.add_marker("clock")


gc.set_threshold(20_000, 20, 50)  # ten thousand tests stay to the end: to look through them took a fifth of the time


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English, whatever the one before it spoke."""
    use_language(ENGLISH)
    yield
    use_language(ENGLISH)


@pytest.fixture
def clock() -> FixedClock:
    """Noon of an ordinary day; it stands still until the test moves it."""
    return FixedClock()


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    """A learner who has not answered anything yet."""
    opened = Progress(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shifter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that moves the clock of a program in which it is preloaded."""
    if shutil.which("cc") is None:
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("clock") / "shift.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, Path(__file__).parent / "clock" / "shift.c"], check=True)
    return library
