"""Pictures of an app that is running: when to take them, and SVG that is the same each time."""

from __future__ import annotations

import re
from contextlib import suppress
from html import escape, unescape
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from textual.worker import WorkerCancelled

ENDLESS = frozenset(("_follow",))
"""Threads that run as long as their app: the preview's, which waits for saves."""


async def settled(app: App[Any], pilot: Pilot[Any]) -> None:
    """Wait until the threads are done and the screen is the same twice; cursors stop blinking."""
    before: list[object] = []
    while True:
        await pilot.pause()
        for line in app.screen.query("Input, TextArea"):
            assert isinstance(line, Input | TextArea)
            line.cursor_blink = False
        running = [worker for worker in app.workers if worker.name not in ENDLESS and not worker.is_finished]
        if running:
            with suppress(WorkerCancelled):
                await app.workers.wait_for_complete(running)
            continue
        now: list[object] = list(app.screen._compositor.render_strips())
        if now == before:
            return
        before = now


def picture_of(app: App[Any]) -> str:
    """The screen on top as SVG without fonts from elsewhere, and every word in its column whatever the font.

    Textual names a font by its address, which is not fetched for an image in a page, and sets whole lines at once, so
    that another font's width moves what follows. Here every word has its own place and width. The random part of the
    names is taken out, too.
    """
    svg = app.export_screenshot(simplify=True)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "screen", svg)
    svg = re.sub(r'<clipPath id="screen-line-\d+">.*?</clipPath>', "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: 'Fira Code', 'DejaVu Sans Mono', monospace")
    svg = re.sub(
        r'<text class="(screen-r\d+)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"[^>]*>([^<]*)</text>', _words, svg
    )
    lines = (line.strip() for line in svg.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _words(run: re.Match[str]) -> str:
    style, x, y, length, escaped = run.groups()
    text = unescape(escaped)
    width = float(length) / len(text)
    return "".join(
        f'\n<text class="{style}" x="{float(x) + word.start() * width:g}" y="{y}" '
        f'textLength="{len(word[0]) * width:g}" lengthAdjust="spacingAndGlyphs">{escape(word[0])}</text>'
        for word in re.finditer(r"[^\s\xa0]+", text)
    )
