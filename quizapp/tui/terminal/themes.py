"""The colours: which theme a name means, and words that can be read in every theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.color import Color

from quizapp.core.formats import all_of, any_of
from quizapp.core.messages import tr

MEANT = {"dark": "textual-dark", "light": "textual-light"}
"""Words for the two themes that come first."""

LEGIBLE = 4.5
"""The contrast that WCAG 2.2 asks of text (success criterion 1.4.3, level AA)."""

QUIET = 0.75
"""The share of the foreground in quiet text; the rest is background."""

_STEP = 0.05
_DARKENED = 0.15
_WORDS = ("text-accent", "text-success", "text-warning", "text-error")


def theme_named(name: str, available: Collection[str]) -> str | None:
    """The name of the theme that a learner's word means, or None."""
    name = MEANT.get(name, name)
    return name if name in available else None


def no_theme(name: str, available: Collection[str]) -> str:
    """Say that there is no theme of that name, and which ones come near."""
    import difflib  # 5 ms, for a mistyped name

    near = difflib.get_close_matches(name, [*MEANT, *available], 3, 0.5)
    if near:
        likely = any_of([f"`{other}`" for other in near])
        return tr("There is no theme `{name}`. Did you mean {likely}?", name=name, likely=likely)
    themes = all_of([*MEANT, *sorted(set(available) - set(MEANT.values()))])
    return tr("There is no theme `{name}`. The themes are {themes}.", name=name, themes=themes)


def legible(variables: Mapping[str, str], *, dark: bool) -> dict[str, str]:
    """A theme's colours, those of words and of quiet text moved away from the background until they can be read."""
    changed = dict(variables)
    background = Color.parse(variables["background"])
    if background.ansi is not None:
        return changed  # the terminal's own colours, which only it knows
    for name in _WORDS:
        colour = Color.parse(variables[name])
        if not dark and name != "text-error":
            colour = colour.darken(_DARKENED)
        changed[name] = _moved(colour, background, 1.0, dark=dark).hex
    changed["foreground"] = _moved(Color.parse(variables["foreground"]), background, QUIET, dark=dark).hex
    return changed


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _moved(colour: Color, background: Color, part: float, *, dark: bool) -> Color:
    """`colour`, lighter or darker until `part` of it over the background can be read."""
    for _ in range(round(1 / _STEP)):
        if contrast(background.blend(colour, part), background) >= LEGIBLE:
            break
        colour = colour.lighten(_STEP) if dark else colour.darken(_STEP)
    return colour


def _luminance(colour: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
