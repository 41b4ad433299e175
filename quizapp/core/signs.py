"""What is written instead of signs and letters that an encoding does not have, such as those of cp1252 and ASCII."""

from __future__ import annotations

import unicodedata

ASCII = {
    "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╴": "-", "╶": "-", "╵": "|", "╷": "|",
    "━": "=", "┃": "|", "╍": "~", "╌": "-", "┊": ":", "╎": ":", "┆": ":", "║": "|", "═": "=",
    "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%", "█": "#",
    "░": ":", "▒": "+", "▓": "%", "▀": "=", "▔": "-", "▎": "|", "▊": "|", "▌": "|", "▐": "|", "▏": "|", "▕": "|",
    "▰": "=", "▱": "-", "■": "#", "□": ".", "▪": "*", "▲": "^", "▼": "v", "▶": ">", "◀": "<", "▸": ">", "◂": "<",
    "●": "*", "○": "o", "◐": "~", "◆": "*", "★": "*", "⚑": "!", "•": "*", "·": ".",
    "✓": "v", "✗": "x", "×": "x", "→": ">", "←": "<", "↑": "^", "↓": "v", "⇅": "^", "↵": "<",
    "…": "~", "–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'",
    "‹": "<", "›": ">", "«": '"', "»": '"', "\xa0": " ",
}  # fmt: skip
"""Signs, each with one of ASCII that takes as many cells; those of a bar, of a chart and of a heatmap differ."""


def replacement(error: UnicodeError) -> tuple[str, int]:
    """What is written instead of the characters that an encoding does not have, and the place to go on from.

    It takes as many cells on a terminal. `codecs.register_error` takes this function.

    Raises:
        UnicodeError: if something else than writing went wrong.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(_instead(character) for character in characters), error.end


def _instead(character: str) -> str:
    if character in ASCII:
        return ASCII[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if unicodedata.east_asian_width(character) in "WF":
        return "??"
    apart = unicodedata.normalize("NFKD", character)
    return apart[0] if apart[0].isascii() and all(map(unicodedata.combining, apart[1:])) else "?"
