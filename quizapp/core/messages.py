"""The sentences of the program, in the language of its interface.

English stands in the code, and any other language in a catalogue of gettext: locale/LANGUAGE/LC_MESSAGES/messages.po,
from which `just messages` makes the messages.mo beside it. For English nothing is loaded.

A sentence is one literal, with named placeholders for what is put in: `tr("{deck} is hidden.", deck=name)`. Without
values its braces stand as they are. Nobody translates pieces of sentences, so none are glued together. One language at
a time holds for the whole process, as for any program that gettext translates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
FOLDER = Path(__file__).parents[1] / "locale"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the language of programs, the strongest first; LANGUAGE may name several."""

_language = ENGLISH
_catalogue: NullTranslations | None = None


def tr(message: str, /, **values: object) -> str:
    """A sentence in the language of the interface, with the values for its placeholders."""
    if _catalogue is not None:
        message = _catalogue.gettext(message)
    return message.format(**values) if values else message


def trc(context: str, message: str, /, **values: object) -> str:
    """`tr` for words that mean something else elsewhere: `context` tells translators what they mean here."""
    if _catalogue is not None:
        message = _catalogue.pgettext(context, message)
    return message.format(**values) if values else message


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """`tr` for a sentence about a number of things: `{count}` is that number, written as the language writes it."""
    message = (one if count == 1 else many) if _catalogue is None else _catalogue.ngettext(one, many, count)
    return message.format(count=number(count), **values)


def number(value: int) -> str:
    """A whole number as the language writes it: `12,000`, in Dutch `12.000`."""
    return f"{value:,}".replace(",", trc("between thousands", ",")) if abs(value) > 999 else str(value)


def tr_noop(message: str) -> str:
    """`message` as it is: for a constant that goes through `tr` where it is shown, once the language is known."""
    return message


def use_language(language: str) -> None:
    """Speak `language` from now on.

    Raises:
        FileNotFoundError: if it is not one of `languages()`.
    """
    global _language, _catalogue
    if language == _language:
        return
    if language == ENGLISH:
        use_catalogue(ENGLISH, None)
        return
    use_catalogue(language, _installed(language))


def use_catalogue(language: str, catalogue: NullTranslations | None) -> None:
    """Speak `language` from now on, by a catalogue that need not be installed; None for English."""
    global _language, _catalogue
    _language, _catalogue = language, catalogue


def language() -> str:
    """The language of the interface, as a BCP 47 tag."""
    return _language


def languages() -> list[str]:
    """The languages that the interface knows, as BCP 47 tags, English first."""
    return [ENGLISH, *sorted(path.parents[1].name for path in FOLDER.glob("*/LC_MESSAGES/messages.mo"))]


def language_name(language: str) -> str:
    """The name of a language that the interface knows, in that language."""
    if language == ENGLISH:
        return "English"
    return _installed(language).pgettext("name of this language", "English")


def _installed(language: str) -> NullTranslations:
    from gettext import GNUTranslations  # 1 ms, for languages other than English

    with (FOLDER / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return GNUTranslations(file)


def wanted(names: Iterable[str]) -> str | None:
    """Return the first of these languages or locales (`nl`, `nl-BE`, `nl_NL.UTF-8`) that the interface knows."""
    known = languages()
    for name in names:
        primary = name.replace("_", "-").partition(".")[0].partition("-")[0].lower()
        if primary in known:
            return primary
        if primary in ("c", "posix"):
            return ENGLISH
    return None


def wanted_by(environment: Mapping[str, str]) -> str:
    """Return the language that the variables of the system ask for; English if they name none that there is."""
    named = (environment[variable] for variable in VARIABLES if environment.get(variable))
    first = next(named, "")
    if first and first == environment.get("LANGUAGE"):
        return wanted(first.split(":")) or wanted([next(named, "")]) or ENGLISH
    return wanted([first]) or ENGLISH
