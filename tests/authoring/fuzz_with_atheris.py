"""Looks for files that break the check of decks, led by what code they reach.

    pip install atheris
    python -m tests.authoring.fuzz_with_atheris -max_total_time=30

It begins with the decks of the corpus and the shipped ones, takes the options of libFuzzer, and stops at the first file
that brings about anything but a report or a `QuizappError`. With a tomli that is not compiled (`pip install --no-binary
tomli tomli`) it finds its way through TOML too.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["quizapp.authoring", "quizapp.decks", "quizapp.core", "tomli"]):
    from quizapp.authoring.check import check_files
    from quizapp.authoring.diagnostics import render
    from quizapp.core.errors import QuizappError
    from quizapp.core.questions.types import QUESTION_TYPES

CORPUS = Path(__file__).with_name("corpus")
DECKS = Path(__file__).parents[2] / "decks"
LONGEST = 4096
"""In bytes: enough for ten questions, and few enough for dozens of files in a second."""

TOKENS = (
    *('"""', "'''", "[[questions]]", "[questions.source]", "{{", "}}", "\\u0000", "\\e", "12:30", "= {", "= ["),
    *("options.", "answer = ", "accept = [", "gaps.", "feedback.", "distractors.", "allow = [", 'type = "', 'id = "'),
    *QUESTION_TYPES,
)


def check(folder: Path) -> None:
    """Check the decks of a folder, and show all there is to say about them."""
    with contextlib.suppress(QuizappError):
        for checked in check_files([folder / "rivers.toml"]):
            for diagnostic in checked.diagnostics:
                render(diagnostic, checked.lines)
                json.dumps(diagnostic.as_json())
                diagnostic.as_github()


def main() -> None:
    """Fuzz until libFuzzer's options say that it is enough."""
    with tempfile.TemporaryDirectory(prefix="quizapp-fuzz-") as place:
        deck, translation, seeds = (Path(place, name) for name in ("deck", "translation", "seeds"))
        for folder in (deck, translation, seeds):
            folder.mkdir()
        shutil.copy(CORPUS / "healthy-translation.toml", translation / "rivers.toml")
        for path in (*CORPUS.glob("*.toml"), *DECKS.glob("*.toml")):
            shutil.copy(path, seeds)
        tokens = Path(place, "tokens.dict")
        tokens.write_text("".join(f"{json.dumps(token)}\n" for token in TOKENS))
        os.environ["PATH"] = os.devnull  # no git: asking it takes longer than all the rest

        def one_file(content: bytes) -> None:
            folder, name = (translation, "rivers.nl.toml") if b"translates" in content else (deck, "rivers.toml")
            (folder / name).write_bytes(content)
            check(folder)

        options = [
            f"-max_len={LONGEST}",
            f"-dict={tokens}",
            f"-artifact_prefix={tempfile.gettempdir()}/",
            *sys.argv[1:],
        ]
        atheris.Setup([sys.argv[0], *options, str(seeds)], one_file)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
