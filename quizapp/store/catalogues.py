"""The catalogues of the interface: which languages there are, and which of them to use.

Every language but English is one file, locale/LANGUAGE/LC_MESSAGES/messages.po, from which `just messages` makes the
messages.mo beside it. For English nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.core.messages import ENGLISH, language, use_catalogue

if TYPE_CHECKING:
    from gettext import NullTranslations

FOLDER = Path(__file__).parents[1] / "locale"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the language of programs, the strongest first; LANGUAGE may name several."""


def use_language(chosen: str) -> None:
    """Speak the language `chosen` from now on.

    Raises:
        FileNotFoundError: if it is not one of `languages()`.
    """
    if chosen != language():
        use_catalogue(chosen, None if chosen == ENGLISH else _installed(chosen))


def languages() -> list[str]:
    """The languages that the interface knows, as BCP 47 tags, English first."""
    return [ENGLISH, *sorted(path.parents[1].name for path in FOLDER.glob("*/LC_MESSAGES/messages.mo"))]


def language_name(tag: str) -> str:
    """The name of a language that the interface knows, in that language."""
    if tag == ENGLISH:
        return "English"
    return _installed(tag).pgettext("name of this language", "English")  # not shown


def _installed(tag: str) -> NullTranslations:
    from quizapp.store.compiled import Compiled  # 1 ms with gettext, for languages other than English

    return Compiled(_file(tag).read_bytes())


def _file(tag: str) -> Path:
    return FOLDER / tag / "LC_MESSAGES" / "messages.mo"


def wanted(names: Iterable[str]) -> str | None:
    """Return the first of these languages or locales (`nl`, `nl-BE`, `nl_NL.UTF-8`) that the interface knows."""
    for name in names:
        primary = name.replace("_", "-").partition(".")[0].partition("-")[0].lower()
        if primary in (ENGLISH, "c", "posix"):
            return ENGLISH
        if primary.isalpha() and _file(primary).is_file():  # cheaper than to list them all
            return primary
    return None


def wanted_by(environment: Mapping[str, str]) -> str:
    """Return the language that the variables of the system ask for; English if they name none that there is."""
    named = (environment[variable] for variable in VARIABLES if environment.get(variable))
    first = next(named, "")
    if first and first == environment.get("LANGUAGE"):
        return wanted(first.split(":")) or wanted([next(named, "")]) or ENGLISH
    return wanted([first]) or ENGLISH
