"""The settings file: read through a cache, so that only a changed file costs the start of the program anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from quizapp import __version__
from quizapp.core.errors import cause
from quizapp.core.messages import language, tr
from quizapp.core.settings.settings import Settings, SettingsError, settings_from_record, settings_record
from quizapp.store.folders import private_folder

FILE_NAME = "config.toml"
CACHE_NAME = "settings.json"
WRITABLE = 0o222
"""Permissions to write: a file without any of them is meant to stay as it is."""

_VERSION = f"{__version__}/3"


def read_settings(folder: Path, cache: Path) -> Settings:
    """Return the settings in the file in `folder`, if there is one.

    Values that are wrong are told in `problems` and have their defaults, and the rest counts: a slip in this file keeps
    nobody from studying.
    """
    path = folder / FILE_NAME
    try:
        content = read_content(path)
    except SettingsError as error:
        return Settings(problems=(tr("{problem} Until you fix it, none of your settings apply.", problem=error),))
    if content is None:
        return Settings()
    return _cached(cache, path, content) or _parsed(cache, path, content)


def write_settings(folder: Path, cache: Path, changes: Mapping[tuple[str, ...], Any]) -> Settings:
    """Change settings in the file in `folder`, making it if need be; return those then in force.

    `changes` are values as TOML has them, by name (`core.settable`); None takes a setting out, back to its default.
    Whatever else is in the file stays, right or wrong, with its comments and its layout.

    Raises:
        SettingsError: if a value is not allowed, or the file is not valid TOML or may not be written.
    """
    from quizapp.store.atomic import replace  # 2 ms with tempfile
    from quizapp.store.settings_text import changed  # 150 ms with pydantic and tomlkit

    path = folder / FILE_NAME
    before = read_content(path)
    content = changed(path, before or b"", changes)
    try:
        if before is not None and not path.stat().st_mode & WRITABLE:
            raise SettingsError(tr("{path} is write-protected, so nothing was saved.", path=path))
        private_folder(folder)
        replace(path, content)
    except OSError as error:
        raise SettingsError(
            tr("Cannot write to {path} ({reason}), so nothing was saved.", path=path, reason=cause(error))
        ) from error
    return _parsed(cache, path, content)


def read_content(path: Path) -> bytes | None:
    """Return what is in the file; None if it is not there.

    Raises:
        SettingsError: if it cannot be read.
    """
    try:
        if not path.is_file() and path.exists():
            raise SettingsError(tr("{path} is not a file. Move it away, or put your settings file there.", path=path))
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(
            tr("{path} cannot be read ({reason}). Check its permissions.", path=path, reason=cause(error))
        ) from error


def _parsed(cache: Path, path: Path, content: bytes) -> Settings:
    from quizapp.store.atomic import replace  # 2 ms with tempfile
    from quizapp.store.settings_file import parse  # 150 ms with pydantic

    settings = parse(path, content)
    record = {"path": str(path), "content": content.hex(), "settings": settings_record(settings)}
    record |= {"version": _VERSION, "language": language() if settings.problems else ""}
    with suppress(OSError):  # the next start parses it again
        private_folder(cache)
        replace(cache / CACHE_NAME, json.dumps(record).encode())
    return settings


def _cached(cache: Path, path: Path, content: bytes) -> Settings | None:
    """Return the settings if this very file was parsed before."""
    try:
        record = json.loads((cache / CACHE_NAME).read_bytes())
        same = (_VERSION, str(path), content.hex()) == tuple(record[key] for key in ("version", "path", "content"))
        same = same and record["language"] in ("", language())
        return settings_from_record(record["settings"]) if same else None
    except (OSError, AttributeError, KeyError, TypeError, ValueError):
        return None  # not there, or written by something else
