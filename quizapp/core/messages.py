"""The sentences of the program, in the language of its interface.

English stands in the code, any other language in a catalogue of gettext, which quizapp/store/catalogues.py loads.

A sentence is one literal, with named placeholders for what is put in: `tr("{deck} is hidden.", deck=name)`. Without
values its braces stand as they are. Nobody translates pieces of sentences, so none are glued together. One language at
a time holds for the whole process, as for any program that gettext translates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
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


def use_catalogue(language: str, catalogue: NullTranslations | None) -> None:
    """Speak `language` from now on, by a catalogue that need not be installed; None for English."""
    global _language, _catalogue
    _language, _catalogue = language, catalogue


def language() -> str:
    """The language of the interface, as a BCP 47 tag."""
    return _language
