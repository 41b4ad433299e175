"""What the documents show is true: their decks can be studied."""

from __future__ import annotations

import re
from pathlib import Path

from program import run, working_folder

from quizapp.core.questions import QUESTION_TYPES

TOP = Path(__file__).parent.parent
REFERENCE = TOP / "decks" / "README.md"


def toml_blocks(document: Path) -> list[str]:
    """The blocks of TOML in a document, in order."""
    return re.findall(r"^```toml\n(.*?)^```$", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def studied(folder: Path, deck: str, name: str) -> str:
    """What the line mode says when `deck` is opened."""
    (working_folder(folder) / f"{name}.toml").write_text(deck, "utf-8")
    done = run(folder, "--deck", f"{name}.toml")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_deck_in_the_readme_can_be_studied(tmp_path: Path) -> None:
    deck = next(block for block in toml_blocks(TOP / "README.md") if 'id = "moons"' in block)
    assert "1 of 4. Choice. Which is the largest moon?" in studied(tmp_path, deck, "moons")


def test_the_format_reference_has_an_example_of_every_type_and_all_of_them_make_a_deck(tmp_path: Path) -> None:
    head, *others = toml_blocks(REFERENCE)
    examples = [block for block in others if block.startswith("[[questions]]")]
    types = {kind for block in examples for kind in re.findall(r'^type = "(.*)"', block, re.MULTILINE)}
    assert types == set(QUESTION_TYPES)
    assert "1 of " in studied(tmp_path, "\n".join([head, *examples]), "example")
