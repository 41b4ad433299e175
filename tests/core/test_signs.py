"""What is written instead of signs that an encoding does not have."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quizapp.core.signs import ASCII, replacement

codecs.register_error("signs", replacement)


def written(text: str, encoding: str = "ascii") -> str:
    return text.encode(encoding, "signs").decode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding", "seen"),
    [
        ("━━╍╍──", "ascii", "==~~--"),
        ("· ░░▒▒▓▓██", "cp1252", "· ::++%%##"),
        ("✓ Right", "cp1252", "v Right"),
        ("“Où finit la Save…”", "ascii", '"Ou finit la Save~"'),
        ("“Où finit la Save…”", "cp1252", "“Où finit la Save…”"),
        ("Dvořák", "cp1252", "Dvorák"),
        ("長江 5", "latin-1", "???? 5"),
        ("Ж", "ascii", "?"),
        ("\udcff", "cp1252", "?"),
    ],
)
def test_signs_and_letters_become_like_ones(text: str, encoding: str, seen: str) -> None:
    assert written(text, encoding) == seen


@pytest.mark.parametrize("sign", ASCII)
def test_each_sign_becomes_one_of_ascii_that_is_as_wide(sign: str) -> None:
    assert written(sign).isascii() and cell_len(written(sign)) == cell_len(sign)


@pytest.mark.parametrize("signs", ["━╍─", "·░▒▓█", "▁▂▃▄▅▆▇█", "✓✗◐"])
def test_signs_that_are_told_apart_stay_different(signs: str) -> None:
    assert len(set(written(signs))) == len(signs)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), st.sampled_from(["ascii", "cp1252", "cp437"]))
def test_any_text_can_be_written(text: str, encoding: str) -> None:
    written(text, encoding)


def test_what_cannot_be_read_is_not_its_business() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", "signs")
