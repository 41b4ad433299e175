"""The characters of numbers, units and dates, whatever keyboard they were typed on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DASHES = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        "\u02da": "°",
        "\u00ba": "°",
        "\u060c": ",",
        "\u2e41": ",",
        "\u066a": "%",
        "\u2044": "/",
        "\u2019": "'",
        "\u02bc": "'",
    }
)


def plain(text: str) -> str:
    """`text` with ASCII digits, dashes and apostrophes, `10^2` for 10², ` 1/2` for ½, and nothing invisible."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", "".join(_spelled_out(text.translate(_ALIKE)))).strip()


def folded(text: str) -> str:
    """`text` without case and accents, every character in its old place."""
    return "".join(map(_folded, text))


def _spelled_out(text: str) -> list[str]:
    parts, raised = [], False
    for character in unicodedata.normalize("NFC", text):
        if not (compatible := character if character.isascii() else _compatible(character)):
            continue
        raises = compatible.startswith("^")
        parts.append(compatible[1:] if raises and raised else compatible)
        raised = raises
    return parts


@lru_cache(maxsize=1024)
def _compatible(character: str) -> str:
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Zs" | "Zl" | "Zp" | "Cc":
            return " "
    kind, _, _ = unicodedata.decomposition(character).partition(" ")
    compatible = unicodedata.normalize("NFKC", character).translate(_ALIKE)
    match kind:
        case "<fraction>":
            return f" {compatible}"
        case "<super>" if compatible in "0123456789+-":
            return f"^{compatible}"
        case _:
            return compatible


@lru_cache(maxsize=1024)
def _folded(character: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", character.casefold()) if not unicodedata.combining(c))
    bare = bare.replace("ı", "i")
    return bare if len(bare) == 1 else character
