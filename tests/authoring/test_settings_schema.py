"""The schema of config.toml for editors: tombi tells every mistake once, and finds none where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from quizapp.authoring.schema import SETTINGS_SCHEMA, write_schemas
from quizapp.authoring.settings_schema import settings_schema
from quizapp.core.messages import ENGLISH, language
from quizapp.core.settings.fields import everywhere, from_text, of_deck, to_text, value_of
from quizapp.core.settings.settings import Settings
from quizapp.store.catalogues import use_language
from quizapp.store.settings_file import parse
from tests.support.editor import Verdicts, verdicts_on

MISTAKES = {
    "an unknown setting": ("thme", 'thme = "nord"'),
    "an unknown scale": ("german", 'grade_scale = "german"'),
    "more than everything to pass": ("101", "pass_mark = 101"),
    "an unknown table": ("colours", "[colours]\nback = 1"),
    "a theme that is a number": ("5", "theme = 5"),
    "a blank theme": ('" "', 'theme = " "'),
    "a language that is none": ("dutch!", 'language = "dutch!"'),
    "a value for all decks that is no table": ("5", "study = 5"),
    "an unknown setting for all decks": ("retenton", "[study]\nretenton = 0.9"),
    "too high a retention": ("0.97", "[study]\nretention = 0.98"),
    "too low a retention": ("0.7", "[study]\nretention = 0.5"),
    "a retention in quotes": ('"0.9"', '[study]\nretention = "0.9"'),
    "half a card": ("2.5", "[study]\nnew_per_day = 2.5"),
    "fewer than no cards": ("-1", "[study]\nreviews_per_day = -1"),
    "an hour that does not exist": ("24", "[study]\nrollover = 24"),
    "an unknown order": ("backwards", '[study]\nnew_order = "backwards"'),
    "yes for true": ('"yes"', '[study]\nfuzz = "yes"'),
    "a time without a unit": ("20", '[study]\nlearn_ahead = "20"'),
    "a time that is a number": ("20", "[study]\nlearn_ahead = 20"),
    "a step without a unit": ("10", '[study]\nlearning_steps = ["1m", "10"]'),
    "steps that are a number": ("10", "[study]\nrelearning_steps = 10"),
    "too many steps": ("11", f"[study]\nlearning_steps = {['1m'] * 11}"),
    "no days at all": ("0", "[study]\nmaximum_interval = 0"),
    "a deck that is no table": ("5", "[decks]\nrivers = 5"),
    "an unknown setting of a deck": ("fuzz", "[decks.rivers]\nfuzz = true"),
    "an exam in words": ("20 January", '[decks.rivers]\nexam = "20 January"'),
    "an exam at nine": ("09:00", "[decks.rivers]\nexam = 2027-01-20T09:00:00"),
    "a day of more minutes than it has": ("1440", "[decks.rivers]\nexam_minutes = 1441"),
    "a key that is a number": ("7", '[keys]\n"study.hint" = 7'),
    "a key that is a number, in a dotted key": ("7", "[keys]\nstudy.hint = 7"),
    "keys without one after the comma": ("h, ", '[keys]\nstudy.hint = "h, "'),
}
"""Each with a word that the editor says, or points at."""

EXAMPLE = """
theme = "nord"
ui_language = "nl"
language = "nl"
grade_scale = "dutch"
pass_mark = 60

[study]
retention = 0.85
new_per_day = 10
reviews_per_day = 100
new_order = "random"
rollover = 3
learning_steps = ["90s", "10m", "1h"]
relearning_steps = []
learn_ahead = "0m"
maximum_interval = 365
fuzz = false

[decks.rivers]
retention = 0.95
new_per_day = 5
reviews_per_day = 50
new_order = "deck"
exam = 2027-01-20
exam_minutes = 15

[decks.lakes]

[keys]
"study.hint" = "H, ctrl+h"
study.undo = "Z"
"""


def defaults() -> str:
    """A file with the default of every setting that has one."""
    tables: dict[str, Any] = {"study": {}}
    for settable in everywhere():
        text = to_text(value_of(Settings(), settable.name), settable.kind)
        *above, key = settable.name
        (tables["study"] if above else tables)[key] = from_text(settable.kind, text)
    return tomli_w.dumps(
        {
            "theme": tables.pop("theme"),
            "ui_language": tables.pop("ui_language"),
            "language": tables.pop("language"),
            "grade_scale": tables.pop("grade_scale"),
            "pass_mark": tables.pop("pass_mark"),
            **tables,
        }
    )


SOUND = {"nothing": "", "the defaults": defaults(), "every setting": EXAMPLE}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What tombi says of all of the above, by name."""
    folder = tmp_path_factory.mktemp("editor") / "settings"
    write_schemas(folder)
    for name, content in ({name: text for name, (_, text) in MISTAKES.items()} | SOUND).items():
        (folder / f"{name}.toml").write_text(f"#:schema ./{SETTINGS_SCHEMA}\n\n{content}\n", "utf-8")
    return verdicts_on(folder)


@pytest.mark.parametrize("name", MISTAKES)
def test_an_editor_tells_a_mistake_once(name: str, verdicts: Verdicts) -> None:
    word, _ = MISTAKES[name]
    [told] = verdicts[name]
    assert told.severity == "error"
    assert word in told.message or word in told.pointed_at


@pytest.mark.parametrize("name", MISTAKES)
def test_what_an_editor_calls_a_mistake_does_not_count(name: str) -> None:
    assert len(parse(Path("config.toml"), MISTAKES[name][1].encode()).problems) == 1


@pytest.mark.parametrize("name", SOUND)
def test_an_editor_finds_nothing_in_what_is_sound(name: str, verdicts: Verdicts) -> None:
    assert verdicts[name] == []


@pytest.mark.parametrize("name", SOUND)
def test_what_an_editor_calls_sound_counts(name: str) -> None:
    assert parse(Path("config.toml"), SOUND[name].encode()).problems == ()


def test_the_example_has_every_setting() -> None:
    settings = parse(Path("config.toml"), EXAMPLE.encode())
    for settable in (*everywhere(), *of_deck("rivers")):
        assert value_of(settings, settable.name) != value_of(Settings(), settable.name), settable.name


def test_the_schema_has_every_setting_with_what_it_does_and_its_default() -> None:
    properties = settings_schema()["properties"]
    for settable in (*everywhere(), *of_deck("rivers")):
        match settable.name:
            case ("decks", _, key):
                about = properties["decks"]["additionalProperties"]["properties"][key]
            case (table, key):
                about = properties[table]["properties"][key]
            case (key,):
                about = properties[key]
        assert about["description"].startswith(settable.purpose)
        text = to_text(value_of(Settings(), settable.name), settable.kind)
        assert about.get("default", "") == (from_text(settable.kind, text) if text else "")


def test_it_is_english_in_every_language() -> None:
    english = settings_schema()
    use_language("nl")
    try:
        assert settings_schema() == english
        assert language() == "nl"
    finally:
        use_language(ENGLISH)
