"""The themes: every one of Textual's and of our own can be had, and read."""

from __future__ import annotations

import pytest
from textual.color import Color

from quizapp.tui.terminal.base_app import TerminalApp
from quizapp.tui.terminal.themes import QUIET, THEMES, TONES, contrast, no_theme, theme_named
from tests.support.making import choice
from tests.support.student import SitDown

WORDS = ("foreground", "text-accent", "text-success", "text-warning", "text-error")
COLOURED = sorted(name for name, theme in THEMES.items() if not theme.ansi)


def test_contrast_is_that_of_the_guidelines() -> None:
    white, black, grey = Color.parse("#ffffff"), Color.parse("#000000"), Color.parse("#767676")
    assert contrast(white, black) == contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.005)
    assert contrast(grey, grey) == 1


@pytest.mark.parametrize("name", COLOURED)
def test_words_and_quiet_words_can_be_read_in_every_theme(name: str) -> None:
    app = TerminalApp()
    app.theme = name
    variables = app.get_css_variables()
    background, *words = (Color.parse(variables[key]) for key in ("background", *WORDS))
    quiet = background.blend(words[0], QUIET)
    assert min(contrast(word, background) for word in (*words, quiet)) >= 4.5


@pytest.mark.parametrize("name", COLOURED)
def test_words_can_be_read_on_every_tone_and_its_marks_be_seen(name: str) -> None:
    app = TerminalApp()
    app.theme = name
    variables = {key: value for key, value in app.get_css_variables().items() if not value.startswith("auto")}
    background = Color.parse(variables["background"])
    for tone in TONES:
        on, behind, mark = (Color.parse(variables[key]) for key in (f"on-{tone}", tone, f"mark-{tone}"))
        assert contrast(on, behind) >= 4.5 and contrast(mark, background) >= 3, tone
    words = [Color.parse(variables["foreground"])]
    for behind in (Color.parse(variables[key]) for key in ("card", "card-back")):
        assert min(contrast(word, behind) for word in words) >= 4.5


@pytest.mark.parametrize("name", sorted(name for name, theme in THEMES.items() if theme.ansi))
def test_a_theme_of_the_terminals_own_colours_has_tones_without_a_background(name: str) -> None:
    app = TerminalApp()
    app.theme = name
    variables = app.get_css_variables()
    assert {variables[tone] for tone in TONES} == {"transparent"}


@pytest.mark.parametrize(("word", "theme"), [("dark", "quizapp-dark"), ("light", "quizapp-light"), ("nord", "nord")])
def test_a_word_means_a_theme(word: str, theme: str) -> None:
    assert theme_named(word, list(THEMES)) == theme


def test_an_unknown_theme_is_answered_with_those_that_come_near() -> None:
    assert theme_named("nordd", THEMES) is None
    assert no_theme("nordd", THEMES) == "There is no theme `nordd`. Did you mean `nord`?"
    assert "The themes are dark, light, ansi-dark" in no_theme("qqq", THEMES)


@pytest.mark.parametrize("name", ["light", "ansi-dark", "solarized-light"])
async def test_the_app_has_the_theme_of_the_settings(sit_down: SitDown, name: str) -> None:
    (sit_down.folder / "config.toml").write_text(f"theme = '{name}'")
    async with sit_down(choice()) as student:
        await student.see("Which river is the longest?")
        assert student.app.theme == theme_named(name, student.app.available_themes)
        await student.press("3", "enter")
        await student.see("right")


async def test_an_unknown_theme_is_told_on_screen_and_the_dark_one_is_there(sit_down: SitDown) -> None:
    (sit_down.folder / "config.toml").write_text("theme = 'nordd'")
    async with sit_down(choice()) as student:
        await student.see("1 problem; see `quizapp settings`", "Which river is the longest?")
        assert student.app.theme == "quizapp-dark"
