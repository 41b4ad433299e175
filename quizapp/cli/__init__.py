"""The command line: one short function per command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program: what is asked for most often is read without click, which takes 10 ms to import."""
    from quizapp.cli.fast_path import asked_for

    if (act := asked_for(sys.argv[1:])) is not None:
        sys.exit(act())
    from quizapp.cli.root import main as root

    root()
