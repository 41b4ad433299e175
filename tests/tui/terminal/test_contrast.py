"""Every pair of colours that the screens put together can be read, in every theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from textual.color import Color

import quizapp.tui
from quizapp.tui.terminal.base_app import TerminalApp
from quizapp.tui.terminal.themes import THEMES, TONES, contrast

WORDS, SIGNS = 4.5, 3.0
"""The contrast that words and signs need at least with what is behind them (WCAG 2.2, 1.4.3 and 1.4.11)."""

COLOURED = sorted(name for name, theme in THEMES.items() if not theme.ansi)
ROOM = Path(quizapp.tui.__file__).parent
SOURCES = [*ROOM.rglob("*.tcss"), *ROOM.rglob("*.py")]
COLOUR = r"\$(?!mark|heat|on-|text\b(?!-))([a-z][a-z0-9-]*)(?: (\d+)%)?"
STYLE = re.compile(rf'"(?:bold |italic |underline )*{COLOUR}"')
"""A style of words that are put together in Python."""

HEX = re.compile("#[0-9A-Fa-f]{6}")
RULE = re.compile(rf"(?<![-\w])color: {COLOUR}")
GROUND = re.compile(r"(?<![-\w])background: \$([a-z][a-z0-9-]*)(?: (\d+)%)?")
LINES = {("foreground", "20"), ("foreground", "40")}
"""Of ornaments: rules, frames, what is not there."""


def found(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """The colours, with their shares, that the style sheets and modules of the screens have."""
    return {(name, share or "100") for path in SOURCES for name, share in pattern.findall(path.read_text("utf-8"))}


@cache
def colours(theme: str) -> dict[str, Color]:
    app = TerminalApp()
    app.theme = theme
    return {key: Color.parse(value) for key, value in app.get_css_variables().items() if HEX.fullmatch(value)}


def grounds(theme: str) -> Iterator[tuple[str, Color]]:
    """What words stand on: the backgrounds of the style sheets, each over that of the screen.

    Tones have words of their own.
    """
    there = colours(theme)
    for name, share in sorted(found(GROUND) - {(tone, "100") for tone in TONES}):
        yield f"{name} {share}%", there["background"].blend(there[name], int(share) / 100)


def test_the_colours_of_words_and_grounds_are_found() -> None:
    assert found(STYLE) | found(RULE) >= {("text-accent", "100"), ("foreground", "75"), ("foreground", "100")}
    assert found(GROUND) >= {("background", "100"), ("surface", "100"), ("foreground", "15")}


@pytest.mark.parametrize("theme", COLOURED)
def test_words_can_be_read_on_whatever_is_behind_them(theme: str) -> None:
    faint = set()
    for on, ground in grounds(theme):
        for name, share in (found(STYLE) | found(RULE)) - LINES:
            ratio = contrast(ground.blend(colours(theme)[name], int(share) / 100), ground)
            if ratio < WORDS:
                faint.add(f"{name} {share}% on {on}: {ratio:.2f}")
    assert faint == set()


@pytest.mark.parametrize("theme", COLOURED)
def test_words_on_a_tone_or_a_card_can_be_read(theme: str) -> None:
    there = colours(theme)
    for tone in TONES:
        assert contrast(there[f"on-{tone}"], there[tone]) >= WORDS, tone
    for card in ("card", "card-back"):
        for share in (1, 0.75):
            assert contrast(there[card].blend(there["foreground"], share), there[card]) >= WORDS, (card, share)


@pytest.mark.parametrize("theme", COLOURED)
def test_bars_and_signs_can_be_seen(theme: str) -> None:
    there = colours(theme)
    for name in (f"mark-{name}" for name in (*TONES, "accent", "none")):
        assert contrast(there[name], there["background"]) >= SIGNS, name
    for step in (1, 2, 3):
        assert contrast(there["mark-accent"], there[f"heat-{step}"]) >= SIGNS, step
    shades = [contrast(there[name], there["background"]) for name in ("heat-1", "heat-2", "heat-3", "mark-accent")]
    assert shades == sorted(shades), "each shade is stronger than the one before"
