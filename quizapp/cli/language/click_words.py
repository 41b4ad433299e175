"""The sentences that click says by itself, in the language of the interface."""

from __future__ import annotations

import sys

from quizapp.core.messages import tr, tr_noop

SENTENCES = (
    tr_noop("Usage:"),
    tr_noop("Options"),
    tr_noop("Commands"),
    tr_noop("Show this message and exit."),
    tr_noop("Show the version and exit."),
    tr_noop("default: {default}"),
    tr_noop("env var: {var}"),
    tr_noop("Try '{command} {option}' for help."),
    tr_noop("Error: {message}"),
    tr_noop("Aborted!"),
    tr_noop("Missing command."),
    tr_noop("Missing argument"),
    tr_noop("Missing option"),
    tr_noop("Invalid value: {message}"),
    tr_noop("Invalid value for {param_hint}: {message}"),
    tr_noop("No such option {name!r}."),
    tr_noop("No such command {name!r}."),
    tr_noop("Did you mean {possibility}?"),
    tr_noop("(Did you mean one of: {possibilities}?)"),
    tr_noop("Got unexpected extra argument ({args})"),
    tr_noop("Got unexpected extra arguments ({args})"),
    tr_noop("Option {name!r} requires an argument."),
    tr_noop("Option {name!r} does not take a value."),
    tr_noop("{value!r} is not {choice}."),
    tr_noop("{value!r} is not one of {choices}."),
    tr_noop("{value!r} is not a valid {number_type}."),
    tr_noop("{value} is not in the range {range}."),
    tr_noop("{name} {filename!r} is a file."),
    tr_noop("{name} {filename!r} is not readable."),
)
"""Those that can be met, as click has them."""

NAMES = (
    tr_noop("integer"),
    tr_noop("integer range"),
    tr_noop("float range"),
    tr_noop("directory"),
    tr_noop("path"),
    tr_noop("[OPTIONS]"),
    tr_noop("COMMAND [ARGS]..."),
    tr_noop("[COMMAND] [ARGS]..."),
)
"""The names of types that those sentences are about, and the words of a usage line."""


def translate_click() -> None:
    """Let click look its sentences up in the catalogue of the interface.

    By itself it asks gettext, which goes by the variables of the system; those are left to the programs started from
    this one.
    """
    for module in [module for name, module in sys.modules.items() if name.startswith("click.")]:
        for name, function in (("_", tr), ("ngettext", _either)):
            if hasattr(module, name):
                setattr(module, name, function)


def _either(one: str, several: str, count: int) -> str:
    """The sentence about one thing or the one about several: click lists them, and says no number."""
    return tr(one if count == 1 else several)
