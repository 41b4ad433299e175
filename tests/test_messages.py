"""The catalogues: every sentence is in them, whole, and every language says all of it."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from quizapp.core.messages import ENGLISH
from quizapp.store.catalogues import languages
from tests import messages
from tests.support.spoken import calls, placeholders, slips, texts_of

PACKAGE = messages.PACKAGE
OTHERS = [language for language in languages() if language != ENGLISH]
MODULES = sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_sentence_is_in_the_catalogue_in_one_piece(module: Path) -> None:
    assert [str(slip) for slip in slips(module)] == []


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_placeholder_has_a_value(module: Path) -> None:
    for call in calls(module):
        given = {keyword.arg for keyword in call.keywords}
        for text in texts_of(call):
            if text is not None and (given or len(texts_of(call)) > 1):
                assert placeholders(text) - {"count"} <= given, text


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything(language: str) -> None:
    missing = [message.id for message in messages.read(language) if message.id and not all(_texts(message))]
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_placeholders_of_its_original(language: str) -> None:
    for message in messages.read(language):
        counted = {"count"} if isinstance(message.id, list | tuple) else set()  # which "tomorrow" does without
        originals = {_fields(str(text)) - counted for text in ([*message.id] if counted else [message.id])}
        for text in filter(None, _texts(message) if message.id else ()):
            assert _fields(text) - counted in originals, text


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_up_to_date_and_compiled(language: str) -> None:
    path = messages.catalogue_path(language)
    text, compiled = messages.written(messages.updated(language, messages.template()))
    assert path.read_bytes() == text, "`just messages` brings it up to date"
    assert path.with_suffix(".mo").read_bytes() == compiled, "`just messages` compiles it"


@pytest.mark.parametrize("language", OTHERS)
def test_a_compiled_catalogue_can_be_read(language: str) -> None:
    with messages.catalogue_path(language).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).pgettext("between thousands", ",") in ".,\u00a0\u202f'"


def _texts(message: Message) -> tuple[str, ...]:
    return tuple(
        str(text or "") for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    )


def _fields(text: str) -> frozenset[str]:
    """The placeholders of a message; braces that hold no name are text, as in `{{gap}}`."""
    return placeholders(text) if re.search(r"(?<!\{)\{[a-z_]+\}(?!\})", text) else frozenset()
