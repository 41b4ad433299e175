"""What is wrong with a screen: text that is cut off without a sign, lines that do not fit, keys that do nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.content import Content
from textual.scroll_view import ScrollView
from textual.widget import Widget

from tests.support.student import Student

Opening = Callable[[str], AbstractAsyncContextManager[Student]]
"""Brings a student to a moment of the app, in a world of the given name that nothing has happened in before."""

BETWEEN = frozenset("23bc")
"""Keys in the middle of a span such as 1-4: they do what its first and its last key do, and need not all be tried."""


def faults(app: App[Any]) -> list[str]:
    """Why a student could miss something on the screen on top; empty if nothing is wrong.

    A widget that is not all in view needs a scroll bar around it, a widget that has more lines or wider lines than it
    shows needs one of its own (or an ellipsis), and no line may be wider or narrower than the terminal.
    """
    shown = [widget for widget in app.screen.query("*") if _is_displayed(widget)]
    told = [f"{_name(widget)}: {fault}" for widget in shown for fault in _faults(widget)]
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        if not strip.cell_length == cell_len(strip.text) == app.size.width:
            told.append(f"line {y} takes {strip.cell_length} cells, its text {cell_len(strip.text)}: {strip.text!r}")
    return told


async def can_be_read(student: Student, moment: str = "") -> None:
    """Fail unless the screen on top comes to rest without faults."""
    with suppress(AssertionError):
        await student.until(lambda: not faults(student.app), "a screen without faults")
    told = faults(student.app)
    assert told == [], "\n".join([f"{moment}:", *told, student.screen])


def _faults(widget: Widget) -> Iterator[str]:
    if not _scrolls(widget) and not any(_scrolls(parent) for parent in widget.ancestors if isinstance(parent, Widget)):
        place = widget.screen.find_widget(widget)
        if place.region.intersection(place.clip) != place.region:
            yield f"{place.region} sticks out of {place.clip}"
    size = widget.content_size
    if isinstance(widget, ScrollView) and widget.max_scroll_y > 0 and not _scrolls(widget):
        yield f"{widget.max_scroll_y} more lines, and no scroll bar"
    if not widget.is_container and not widget.is_scrollable and size.width:
        content = widget.render()
        needed = widget.get_content_height(size, widget.app.size, size.width)
        if needed > size.height and not (isinstance(content, Content) and not content.plain.strip()):
            yield f"{needed} lines in {size.height}"
        if isinstance(content, Content):
            widest = max((line.cell_length for line in content.split("\n", allow_blank=True)), default=0)
            is_cut = widget.styles.text_wrap == "nowrap" and widget.styles.text_overflow != "ellipsis"
            if widest > size.width and is_cut:
                yield f"a line of {widest} cells in {size.width}"


def _scrolls(widget: Widget) -> bool:
    return bool(widget.show_vertical_scrollbar and widget.scrollbar_size_vertical)


def _is_displayed(widget: Widget) -> bool:
    """Return whether it can be seen; a hidden container, as that of the palette, has no place of its own."""
    return widget.visible and all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))


def _name(widget: Widget) -> str:
    return f"{type(widget).__name__}{f'#{widget.id}' if widget.id else ''}"


async def idle_keys(opening: Opening) -> list[str]:
    """The keys shown at a moment, at the foot or on the sheet of keys, that change nothing to be seen."""
    async with opening("sheet") as student:
        keys = await student.keys()
        assert set(keys) >= set(student.foot_keys), student.screen
    return await idle(opening, keys)


async def idle(opening: Opening, keys: Iterable[str]) -> list[str]:
    """Those of `keys` that change nothing to be seen when they are pressed at that moment."""
    found = []
    for key in [key for key in keys if key not in BETWEEN]:
        async with opening(f"for {key}".replace("/", "slash")) as student:
            before = student.picture
            await student.press(key)
            if student.picture == before:
                found.append(key)
    return found


async def moments(student: Student) -> AsyncIterator[str]:
    """Go through a session, giving up on every card; what is on screen then: each question, and each verdict."""
    while (showing := student.study.showing) is not None:
        name = f"{showing.question.type}, {{}}, {student.app.size.width} wide"
        yield name.format("asked")
        while student.showing.verdict is None:
            await student.press("enter")
        yield name.format("judged")
        await student.press("x")
