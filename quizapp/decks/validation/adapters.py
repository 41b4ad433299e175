"""Plain data -> decks and questions, by pydantic. What is wrong with data that do not fit is for `validation`."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import Annotated, TypeVar

from pydantic import Discriminator, TypeAdapter
from pydantic_core import to_json

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.questions.self_graded import Card
from quizapp.core.questions.types import AnyQuestion


def _without_plugins() -> None:
    """Have pydantic look for no plugins: decks are for none of them.

    Finding out that there are none takes 10 ms, and even when told not to look, as here, pydantic imports what it would
    look with, importlib.metadata and the parser of mail headers that this uses: 15 ms of a deck's first reading. So
    while the module that would look is imported, something empty stands in for it.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    name = "importlib.metadata"
    if name not in sys.modules:
        stand_in = ModuleType(name)
        stand_in.entry_points = lambda **_: ()  # type: ignore[attr-defined]
        sys.modules[name] = stand_in
        try:
            with suppress(ImportError):  # of another version, which looks in another way
                importlib.import_module("pydantic.plugin._loader")
        finally:
            del sys.modules[name]


_without_plugins()

T = TypeVar("T")
Tagged = Annotated[AnyQuestion, Discriminator("type")]


@cache
def question_adapter() -> TypeAdapter[AnyQuestion]:
    """Return the adapter for one question."""
    return TypeAdapter(Tagged)


@cache
def questions_adapter() -> TypeAdapter[tuple[AnyQuestion, ...]]:
    """Return the adapter for all questions of a deck at once."""
    return TypeAdapter(tuple[Tagged, ...])


@cache
def card_adapter() -> TypeAdapter[Card]:
    """Return the adapter for a flashcard, as which a question without a type is looked at."""
    return TypeAdapter(Card)


@cache
def info_adapter() -> TypeAdapter[DeckInfo]:
    """Return the adapter for a deck's description of itself."""
    return TypeAdapter(DeckInfo)


def strictly(adapter: TypeAdapter[T], data: object) -> T:
    """`data` (as TOML gives it) as the adapter's type; dates count as text where text is wanted, nothing else does.

    Raises:
        ValidationError: if it is not valid.
    """
    return adapter.validate_json(to_json(data), strict=True)
