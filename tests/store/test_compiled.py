"""Compiled catalogues: the standard library's gettext reads the same in them."""

from __future__ import annotations

import gettext
import io
from array import array

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from quizapp.store.compiled import Compiled
from tests import messages


def compiled(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


@pytest.fixture
def polish() -> bytes:
    """A small catalogue of a language with three forms of the plural."""
    catalogue = Catalog(locale="pl")
    catalogue.add("Right", "Dobrze")
    catalogue.add("right", "prawy", context="side")
    catalogue.add(("{count} card", "{count} cards"), ("{count} karta", "{count} karty", "{count} kart"))
    return compiled(catalogue)


def test_messages_are_found_by_text_context_and_number(polish: bytes) -> None:
    words = Compiled(polish)
    assert words.gettext("Right") == "Dobrze"
    assert words.pgettext("side", "right") == "prawy"
    forms = [words.ngettext("{count} card", "{count} cards", count) for count in (1, 3, 5, 22)]
    assert forms == ["{count} karta", "{count} karty", "{count} kart", "{count} karty"]


def test_what_is_not_there_is_the_message_itself(polish: bytes) -> None:
    words = Compiled(polish)
    assert words.gettext("Wrong") == words.pgettext("side", "Wrong") == "Wrong"
    assert words.gettext("") == ""
    assert [words.ngettext("{count} day", "{count} days", count) for count in (1, 2)] == ["{count} day", "{count} days"]


def test_the_other_byte_order_reads_the_same(polish: bytes) -> None:
    numbers = array("I", polish[: len(polish) - len(polish) % 4])
    count, originals, translations = numbers[2:5]
    swapped = array("I", numbers)
    swapped.byteswap()
    content = bytearray(polish)
    for start, length in ((0, 28), (originals, 8 * count), (translations, 8 * count)):
        content[start : start + length] = swapped.tobytes()[start : start + length]
    assert Compiled(bytes(content)).gettext("Right") == "Dobrze"


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no \.mo file"):
        Compiled(b"not a catalogue at all")


@pytest.mark.parametrize("language", messages.translated())
def test_the_catalogues_read_as_gettext_reads_them(language: str) -> None:
    content = messages.catalogue_path(language).with_suffix(".mo").read_bytes()
    ours, theirs = Compiled(content), gettext.GNUTranslations(io.BytesIO(content))
    for message in messages.read(language):
        match message.id, message.context:
            case str(text), None if text:
                assert ours.gettext(text) == theirs.gettext(text)
            case str(text), str(context):
                assert ours.pgettext(context, text) == theirs.pgettext(context, text)
            case (one, many), None:
                for count in (0, 1, 2, 5):
                    assert ours.ngettext(one, many, count) == theirs.ngettext(one, many, count)
