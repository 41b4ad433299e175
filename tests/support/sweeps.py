"""Tests of the same thing in many places: some of them run every time, all of them with `-m slow`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

import pytest


def sweep(
    names: str, values: Iterable[Any], *, always: Collection[Any], ids: Callable[[Any], str] = str
) -> pytest.MarkDecorator:
    """`pytest.mark.parametrize`, in which all values but those `always` tested are slow."""
    several = "," in names
    each = [
        pytest.param(*(value if several else [value]), id=ids(value), marks=() if value in always else pytest.mark.slow)
        for value in values
    ]
    return pytest.mark.parametrize(names, each)
