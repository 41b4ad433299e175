"""The schema of the settings file: an editor tells each mistake once, and nothing where there is none."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

from quizapp.authoring.schema import SETTINGS_SCHEMA, write_schemas
from quizapp.authoring.settings_schema import settings_schema
from quizapp.core.settings.fields import OF_A_DECK, everywhere, to_text, value_of
from quizapp.core.settings.settings import Settings
from quizapp.store.settings_file import parse

TOMBI = Path(sysconfig.get_path("scripts")) / "tombi"

MISTAKES = {
    "an unknown setting": "thme = 'nord'",
    "an unknown setting of studying": "[study]\nretension = 0.9",
    "a number that is too high": "[study]\nretention = 2.0",
    "a share as text": "[study]\nretention = '0.9'",
    "a whole number with a fraction": "[study]\nnew_per_day = 2.5",
    "an hour that is none": "[study]\nrollover = 24",
    "another word": "[study]\nnew_order = 'backwards'",
    "a switch as text": "[study]\nfuzz = 'yes'",
    "a time without a unit": "[study]\nlearn_ahead = '20'",
    "a table as a value": "study = 3",
    "an unknown setting of a deck": "[decks.vlasov]\nexams = 2027-01-20",
    "a limit of a deck as text": "[decks.vlasov]\nnew_per_day = '4'",
    "keys that are a number": '[keys]\n"study.hint" = 4',
}
SOUND = {
    "an empty file": "",
    "everything": """
theme = "nord"
language = "nl"

[study]
retention = 0.85
new_per_day = 10
reviews_per_day = 100
new_order = "random"
rollover = 3
learning_steps = ["1m", "10m"]
relearning_steps = "10m"
learn_ahead = "20m"
maximum_interval = 365
fuzz = false

[decks.vlasov]
exam = 2027-01-20
exam_minutes = 15
retention = 0.9
new_per_day = 5
reviews_per_day = 50
new_order = "deck"

[keys]
"study.hint" = "H, ctrl+h"
study.undo = "z"
""",
}


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The messages of tombi on each of the above, by name. Its home and settings are empty."""
    top = tmp_path_factory.mktemp("editor")
    folder, report = top / "settings", top / "report.json"
    write_schemas(folder)
    for name, content in (MISTAKES | SOUND).items():
        (folder / f"{name}.toml").write_text(f"#:schema ./{SETTINGS_SCHEMA}\n\n{content}\n", "utf-8")
    (top / "tombi.toml").write_text('toml-version = "v1.0.0"\n')
    subprocess.run(
        [
            TOMBI,
            "lint",
            "--offline",
            "--quiet",
            "--diagnostics-format=json",
            f"--diagnostics-file={report}",
            "settings",
        ],
        cwd=top,
        env={"HOME": str(top), **{f"XDG_{kind}_HOME": str(top) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}},
        timeout=60,
        check=False,
    )
    messages: dict[str, list[str]] = {name: [] for name in MISTAKES | SOUND}
    for item in json.loads(report.read_text("utf-8")):
        messages[Path(item["path"]).stem].append(item["message"])
    return messages


@pytest.mark.parametrize("name", MISTAKES)
def test_an_editor_tells_a_mistake_once(name: str, reported: Mapping[str, list[str]]) -> None:
    assert len(reported[name]) == 1, reported[name]


@pytest.mark.parametrize("name", MISTAKES)
def test_the_program_refuses_the_same_mistakes(name: str) -> None:
    assert len(parse(Path("config.toml"), MISTAKES[name].encode()).problems) == 1


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_has_no_problem(name: str, reported: Mapping[str, list[str]]) -> None:
    assert reported[name] == []
    assert parse(Path("config.toml"), SOUND[name].encode()).problems == ()


def test_every_setting_is_in_the_schema() -> None:
    properties = settings_schema()["properties"]
    for settable in everywhere():
        *tables, key = settable.name
        table = properties[tables[0]]["properties"] if tables else properties
        assert settable.purpose in table[key]["description"]
        assert to_text(value_of(Settings(), settable.name), settable.kind) or not tables
    assert properties["decks"]["additionalProperties"]["properties"].keys() == {own.name[0] for own in OF_A_DECK}
