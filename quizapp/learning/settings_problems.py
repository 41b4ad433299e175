"""Everything that is wrong in the settings file, each with its line and column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from quizapp.core.messages import tr
from quizapp.core.settings.fields import Day, settable
from quizapp.core.settings.settings import UNTIL_MENDED, Settings, SettingsError
from quizapp.decks.findings import Located
from quizapp.decks.toml.recover import mended
from quizapp.decks.toml.spans import Positions
from quizapp.decks.toml.statements import header_above, header_name, key_of
from quizapp.store.settings import read_content
from quizapp.store.settings_file import Trouble, settings_of, validated

Unfit = Callable[[Settings], Sequence[Trouble]]
"""Finds the settings that are allowed, and cannot be had all the same."""


def all_problems(path: Path, unfit: Unfit) -> list[str]:
    """Return a sentence for each syntax error and each value that does not count, in the order of the file."""
    try:
        content = read_content(path) or b""
        text = content.decode("utf-8-sig")
    except SettingsError as error:
        return [str(error)]
    except UnicodeDecodeError:
        return [tr("{path} is not UTF-8. Save it in that encoding.", path=path)]
    lines = text.replace("\r\n", "\n").split("\n")
    parsed = mended(lines.copy(), text)
    problems = [(error.line, error.column, _syntax_error(error, lines)) for error in parsed.syntax_errors]
    if parsed.tree is not None:
        positions = Positions(parsed.text)
        values, troubles = validated(parsed.tree)
        troubles += [(name, f"{text} {tr(UNTIL_MENDED)}") for name, text in unfit(settings_of(values))]
        for name, sentence in troubles:
            span = positions.find(_path(parsed.tree, name), on="value" if settable(name) else "key")
            problems.append((span.line, span.column, sentence))
    return [f"{path}:{line}:{column}: {sentence}" for line, column, sentence in sorted(problems)]


def _syntax_error(error: Located, lines: Sequence[str]) -> str:
    """Return a sentence on a syntax error; as dates stand in quotes in a deck, the advice on them is not for here."""
    message, advice = error.problem.message, error.problem.help
    header = header_above(lines, error.line)
    table = header_name(lines[header - 1]) if header else ""
    name = tuple(filter(None, [*table.split("."), *key_of(lines[error.line - 1]).split(".")]))
    setting = settable(name)
    if setting is not None and isinstance(setting.kind, Day):
        advice = tr("write {wanted}", wanted=setting.wanted)
    begin = message[:1].upper() + message[1:]
    return tr("{slip}: {advice}. Until you fix it, none of your settings apply.", slip=begin, advice=advice)


def _path(tree: dict[str, Any], name: tuple[str, ...]) -> tuple[str, ...]:
    """Return where a setting stands in the data; the id of a binding may be a dotted key there."""
    if name[0] == "keys" and len(name) > 1 and name[1] not in tree["keys"]:
        return (name[0], *name[1].split("."))
    return name
