"""How the screens look: pictures to compare with, and colours that can be read in both themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from making import choice, flashcard, multiple, text, write_deck
from rich.color import Color
from rich.color_triplet import ColorTriplet
from student import SitDown, Student
from textual.pilot import Pilot
from textual.widgets import Input

THEMES = ("textual-dark", "textual-light")
WORDS, SIGNS = 4.5, 3.0
"""The contrast that words and signs need at least with what is behind them (WCAG 2.2, 1.4.3 and 1.4.11)."""

ORNAMENTS = frozenset("─│╭╮╰╯▁▂▃▄▅▆▇█▊▔▎▱ ")
QUESTION = choice(
    prompt="Which river is the longest, from its farthest source to the sea, by the usual count?",
    feedback={"amazon": "It carries far more water, but it is shorter by most counts."},
    explanation="It is some 6,650 km long. Its sources were in dispute until the nineteenth century.",
    hint="It ends in Egypt.",
    source={"id": "atlas", "at": "page 12"},
    tags=["geography"],
    difficulty=2,
)
TYPED = text(explanation="The Sava meets the Danube below the fortress.", reject={"Zagreb": "Zagreb lies upstream."})
TURNED = flashcard(explanation="Named after the letter Δ.")
HEAD: dict[str, Any] = {
    "title": "Rivers of the world",
    "sources": {"atlas": {"title": "The Great Atlas", "author": "G. Mercator"}},
}

MOMENTS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "question": ([QUESTION], "h 2"),
    "verdict": ([QUESTION], "1 enter"),
    "typed": ([TYPED], "Z a g r e b enter"),
    "turned": ([TURNED], "space"),
    "summary": ([TURNED, QUESTION], "1 enter enter space 4 3 enter enter"),
    "home": ([], "down"),
    "keys": ([QUESTION], "?"),
}
MORE: dict[str, tuple[list[dict[str, Any]], str]] = {
    "several": ([multiple()], "2 enter"),
    "source": ([QUESTION], "3 enter s"),
}


@pytest.fixture
def shelf(sit_down: SitDown) -> SitDown:
    """Decks for the home screen: one with something due, one with a problem."""
    sit_down.knows("longest")
    folder = sit_down.folder / "decks"
    write_deck(folder, QUESTION, TYPED, **HEAD)
    write_deck(folder, TURNED, id="words", title="Words for water, and where they come from in the end")
    write_deck(folder, choice(answer="volga"), id="broken")
    return sit_down


@pytest.mark.parametrize(
    ("size", "theme"),
    [((80, 24), THEMES[0]), ((80, 24), THEMES[1]), ((40, 12), THEMES[0])],
    ids=["80x24-dark", "80x24-light", "40x12-dark"],
)
@pytest.mark.parametrize("name", MOMENTS)
def test_the_screen_looks_as_it_did(
    shelf: SitDown, snap_compare: Callable[..., bool], name: str, size: tuple[int, int], theme: str
) -> None:
    questions, keys = MOMENTS[name]
    app, _ = shelf.app(*questions, **HEAD if questions else {})

    async def arrive(pilot: Pilot[None]) -> None:
        app.theme = theme
        await pilot.press(*keys.split())
        for line in app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=arrive)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", [*MOMENTS, *MORE])
async def test_every_word_stands_out_from_what_is_behind_it(shelf: SitDown, name: str, theme: str) -> None:
    questions, keys = (MOMENTS | MORE)[name]
    async with shelf(*questions, **HEAD if questions else {}) as student:
        student.app.theme = theme
        await student.press(*keys.split())
        assert faint(student) == set()


def faint(student: Student) -> set[str]:
    """The pieces of text on the screen on top that do not stand out enough, with their contrasts."""
    return {
        f"{words!r} {found:.1f}"
        for words, found in contrasts(student)
        if found < (WORDS if any(character.isalnum() for character in words) else SIGNS)
    }


def contrasts(student: Student) -> Iterator[tuple[str, float]]:
    """Every piece of text of the screen on top, with its contrast."""
    top = student.app.screen.query_one("#sheet, #column").region
    for y, strip in enumerate(student.strips):
        for segment in strip.crop(top.x, top.right) if top.y <= y < top.bottom else ():
            words, style = segment.text.strip(), segment.style
            if set(words) - ORNAMENTS and style and style.color and style.bgcolor:
                yield words, contrast(style.color, style.bgcolor)


def contrast(one: Color, other: Color) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one.get_truecolor()), luminance(other.get_truecolor())))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: ColorTriplet) -> float:
    """WCAG's relative luminance, 0 to 1."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
