"""The colours: quizapp's own two themes, which theme a name means, and words that can be read in every theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from quizapp.core.formats import all_of, any_of
from quizapp.core.messages import tr

MEANT = {"dark": "quizapp-dark", "light": "quizapp-light"}
"""Words for the two themes that come first."""

OWN = (
    Theme(
        name=MEANT["dark"],
        dark=True,
        primary="#7aa5f0",
        secondary="#86b6a8",
        accent="#f0b866",
        warning="#f0a35c",
        error="#ee7b88",
        success="#86cc8f",
        foreground="#e6e3dc",
        background="#15171c",
        surface="#1e2128",
        panel="#272b34",
        variables={"input-selection-background": "#7aa5f0 25%"},
    ),
    Theme(
        name=MEANT["light"],
        dark=False,
        primary="#2c5cad",
        secondary="#2f6d60",
        accent="#93560a",
        warning="#a55408",
        error="#b0263c",
        success="#2a7339",
        foreground="#2c2a26",
        background="#fbf8f1",
        surface="#f2ede2",
        panel="#e8e1d2",
    ),
)
"""Ink: amber on blue-black. Paper: dark ink on off-white, which glares less than white."""

THEMES: Mapping[str, Theme] = BUILTIN_THEMES | {theme.name: theme for theme in OWN}
"""Textual's themes and quizapp's own, by name."""

LEGIBLE = 4.5
"""The contrast that WCAG 2.2 asks of text (success criterion 1.4.3, level AA)."""

QUIET = 0.75
"""The share of the foreground in quiet text; the rest is background."""

_STEP = 0.05
_LIT = 0.15
"""The share of the foreground behind the field or the line that has the cursor."""
_CARD = (0.05, 0.1)
"""The share of the foreground in the front of a flashcard, and in its back."""
_WORDS = ("text-accent", "text-success", "text-warning", "text-error")
TONES = {"again": "error", "hard": "warning", "good": "success", "easy": "primary"}
"""The colours of the ratings, and of what goes wrong, half wrong and right, by the theme's colour that each comes from.

For each there is `$on-good`, words on a background of `$good`, which is the theme's colour over so much of its
background; and `$mark-good`, for bars and signs on the usual background.
"""
HEAT = ("heat-1", "heat-2", "heat-3")
"""What is behind the first three shades of a heatmap: so many steps from the background towards the accent.

The signs are in `$mark-accent`, as all figures that are drawn. `$mark-none` is for what does not count: an empty day,
or the rest of a bar.
"""
_HOTTEST = 42
"""The percentage of the accent in the third of them; less where its signs could not be seen."""
_NONE = 0.3
"""The least share of the foreground in `$mark-none`."""
_TONE = {True: 0.26, False: 0.2}
"""The share of a colour in the background of its tone, in dark and in light themes."""
_SIGN = 3.0
"""The contrast that WCAG 2.2 asks of signs and bars (success criterion 1.4.11, level AA)."""


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


def legible(variables: Mapping[str, str], *, dark: bool, has_shades: bool = True) -> dict[str, str]:
    """A theme's colours, those of words and of quiet text moved away from the background until they can be read.

    On a terminal of sixteen colours, which has no shades of them, nothing has a background of its own tone: what comes
    nearest to that would be as bright as the words.
    """
    changed = dict(variables)
    background = Color.parse(variables["background"])
    if background.ansi is not None:  # the terminal's own colours, which only it knows
        for name, source in TONES.items():
            changed |= {name: "transparent", f"on-{name}": variables[source], f"mark-{name}": variables[source]}
        changed |= dict.fromkeys(("card", "card-back", *HEAT), "transparent")
        return changed | {"mark-accent": variables["accent"], "mark-none": variables["foreground"]}
    foreground, grounds = Color.parse(variables["foreground"]), [background, Color.parse(variables["surface"])]
    for _ in range(2):  # what is lit changes with it
        foreground = _moved(foreground, [*grounds, background.blend(foreground, _LIT)], QUIET, dark=dark)
    changed["foreground"] = foreground.hex
    grounds.append(background.blend(foreground, _LIT))
    for name in _WORDS:
        # In light themes Textual darkens these until hardly any colour is left.
        colour = Color.parse(variables[name if dark else name.removeprefix("text-")])
        changed[name] = _moved(colour, grounds, dark=dark).hex
    for name, source in TONES.items():
        colour = Color.parse(variables[source])
        tone = background.blend(colour, _TONE[dark])
        changed[name] = tone.hex
        changed[f"on-{name}"] = _moved(colour, [tone], dark=dark).hex
        changed[f"mark-{name}"] = _moved(colour, [background], dark=dark, least=_SIGN).hex
    if not has_shades:
        return changed | dict.fromkeys((*TONES, "card", "card-back"), "transparent")
    changed["card"], changed["card-back"] = (background.blend(foreground, part).hex for part in _CARD)
    accent = _moved(Color.parse(variables["accent"]), [background], dark=dark)
    return changed | _heat(accent, foreground, background)


def _heat(accent: Color, foreground: Color, background: Color) -> dict[str, str]:
    """The colours of a heatmap: what does not count, and three steps towards the accent."""
    none = next(
        shade
        for part in range(round(_NONE / _STEP), round(1 / _STEP) + 1)
        if contrast(shade := background.blend(foreground, part * _STEP), background) >= _SIGN
    )
    most = next(
        part / len(HEAT) / 100
        for part in range(_HOTTEST, 0, -1)
        if contrast(background.blend(accent, part / 100), accent) >= _SIGN
    )
    heat = {name: background.blend(accent, step * most).hex for step, name in enumerate(HEAT, 1)}
    return heat | {"mark-accent": accent.hex, "mark-none": none.hex}


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _moved(colour: Color, grounds: Sequence[Color], part: float = 1.0, *, dark: bool, least: float = LEGIBLE) -> Color:
    """`colour`, lighter or darker until `part` of it over each of the grounds has that contrast with it."""
    for _ in range(round(1 / _STEP)):
        if all(contrast(ground.blend(colour, part), ground) >= least for ground in grounds):
            break
        colour = colour.lighten(_STEP) if dark else colour.darken(_STEP)
    return colour


def _luminance(colour: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
