"""A large deck is read in a process of its own, and comes out of the cache; if that fails, as any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.errors import QuizappError
from quizapp.decks import filing
from quizapp.decks.library import Library
from tests.support.making import flashcard, text, write_deck
from tests.support.program import python

READ = """
import sys
from pathlib import Path
from quizapp.decks import filing
from quizapp.decks.library import Library
filing.LARGE = int(sys.argv[2])
deck = Library((), Path(sys.argv[3])).read(Path(sys.argv[1]))
print(deck.question("one").prompt, "pydantic" in sys.modules)
"""


@pytest.mark.parametrize(("large", "stays"), [(0, False), (1_000_000, True)])
def test_what_validated_a_large_deck_does_not_stay(tmp_path: Path, large: int, stays: bool) -> None:
    path = write_deck(tmp_path, text("one", prompt="Which river?"), flashcard("two"))
    assert python(tmp_path, READ, str(path), str(large), str(tmp_path / "cache")) == f"Which river? {stays}\n"


def test_a_package_in_the_working_folder_is_not_taken_for_this_one(tmp_path: Path) -> None:
    path = write_deck(tmp_path, text("one", prompt="Which river?"))
    package = tmp_path / "work" / "quizapp"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit(1)")
    read = READ.replace("import sys\n", "import sys\nsys.path.remove('')\n", 1)
    assert python(tmp_path, read, str(path), "0", str(tmp_path / "cache")) == "Which river? False\n"


def test_what_is_wrong_with_a_large_deck_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "LARGE", 0)
    path = write_deck(tmp_path, text("one", prompt=""))
    with pytest.raises(QuizappError, match="blank"):
        Library((), tmp_path / "cache").read(path)


def test_a_large_deck_that_cannot_be_filed_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "LARGE", 0)
    path = write_deck(tmp_path, text("one", prompt="Which river?"))
    (tmp_path / "cache").write_text("no folder")
    assert Library((), tmp_path / "cache").read(path).question("one").prompt == "Which river?"
