"""The settings file: what counts in it, what is told, and that nothing in it is lost."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
import tomli

from quizapp.core.formats import all_of
from quizapp.core.messages import ENGLISH, use_catalogue
from quizapp.core.scheduling.scheduler import Policy
from quizapp.core.settings.fields import Settable, everywhere, from_text, of_deck, settable, to_text, value_of
from quizapp.core.settings.settings import DeckSettings, Settings, SettingsError, UnfitSetting
from quizapp.learning.settings import Preferences, log_settings
from quizapp.store.progress import Progress
from quizapp.store.settings import CACHE_NAME, FILE_NAME, read_settings, write_settings
from tests.support.making import FixedClock
from tests.support.program import python
from tests.support.pseudo import PSEUDO, Pseudo

GOOD = """
theme = "nord"
language = "nl"
[study]
retention = 0.85
new_per_day = 5
rollover = 3
learning_steps = ["90s", "10m", "1h"]
learn_ahead = "0m"
new_order = "random"
fuzz = false
[decks.rivers]
retention = 0.95
exam = 2027-01-20
[keys]
"study.hint" = "H"
study.undo = "ctrl+u, Z"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the settings file is."""
    return tmp_path / "config"


def read(folder: Path, text: str | None = None) -> Settings:
    """The settings that the file gives, which has `text` now if that is given."""
    if text is not None:
        folder.mkdir(exist_ok=True)
        (folder / FILE_NAME).write_text(text, "utf-8")
    return read_settings(folder, folder / "cache")


def write(folder: Path, **study: object) -> Settings:
    """Write settings of the table `study`."""
    changes: dict[tuple[str, ...], object] = {("study", name): value for name, value in study.items()}
    return write_settings(folder, folder / "cache", changes)


def content(folder: Path) -> dict[str, object]:
    return tomli.loads((folder / FILE_NAME).read_text("utf-8"))


# Reading


def test_without_a_file_there_are_the_defaults_and_nothing_is_written(folder: Path) -> None:
    assert read(folder) == Settings()
    assert not folder.exists()


def test_what_is_in_the_file_counts(folder: Path) -> None:
    study = Policy(0.85, (90, 600, 3600), learn_ahead=0, new_per_day=5, rollover=3, fuzz=False)
    decks = {"rivers": DeckSettings(retention=0.95, exam=date(2027, 1, 20))}
    keys = {"study.hint": "H", "study.undo": "ctrl+u, Z"}
    assert read(folder, GOOD) == Settings("system", "nl", "nord", study, "random", decks=decks, keys=keys)


def test_a_second_reading_gives_the_same(folder: Path) -> None:
    assert read(folder, GOOD) == read(folder)


def test_all_that_is_wrong_is_told_and_the_rest_counts(folder: Path) -> None:
    text = "langage = 'nl'\n[study]\nretention = 1.2\nrollover = 5\n[decks.rivers]\nfuzz = true\nexam = 2027-01-20"
    settings = read(folder, text)
    assert [problem.partition(": ")[2] for problem in settings.problems] == [
        "There is no setting `langage`. Did you mean `language`?",
        "`study.retention` cannot be 1.2; it must be a number from 0.70 to 0.97. Until you fix it, 0.90 applies.",
        "There is no setting `decks.rivers.fuzz`. A deck has "
        + all_of([f"`{own.name[-1]}`" for own in of_deck("rivers")])
        + ".",
    ]
    assert (settings.study, settings.exams) == (Policy(rollover=5), {"rivers": date(2027, 1, 20)})


def test_problems_name_the_file_and_are_told_again_at_the_next_start(folder: Path) -> None:
    problems = read(folder, "thme = 'nord'").problems
    assert problems[0].startswith(str(folder / FILE_NAME))
    assert read(folder).problems == problems


@pytest.mark.parametrize(
    "line",
    [
        "retention = 0.69", "retention = 0.98", "retention = nan", "retention = '0.9'", "retention = true",
        "new_per_day = -1", "new_per_day = 2.5", "new_per_day = 10000", "new_per_day = true", "reviews_per_day = [1]",
        "rollover = 24", "rollover = 04:00:00", "learn_ahead = 20", "learn_ahead = '2d'", "maximum_interval = 0",
        "learning_steps = [60]", "learning_steps = ['0s']", "learning_steps = '1m 10'", "relearning_steps = {}",
        "learning_steps = ['1m', '1m', '1m', '1m', '1m', '1m', '1m', '1m', '1m', '1m', '1m']",
        "new_order = 'Deck'", "fuzz = 'yes'", "fuzz = 1", "new_per_day = " + "9" * 400,
    ],
)  # fmt: skip
def test_a_value_that_is_not_allowed_is_told_and_the_default_counts(folder: Path, line: str) -> None:
    settings = read(folder, f"[study]\n{line}\n")
    name = line.partition(" ")[0]
    known = settable(("study", name))
    assert known is not None
    assert len(settings.problems) == 1
    assert f"`study.{name}` cannot be" in settings.problems[0]
    assert f"it must be {known.wanted}." in settings.problems[0]
    assert settings == Settings(problems=settings.problems)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("study = 5", "`study` must be a table: write [study]"),
        ("[decks]\nrivers = 5", "`decks.rivers` must be a table: write [decks.rivers]"),
        ("retention = 0.9", "There is no setting `retention`. Did you mean `study.retention`?"),
        ("[study]\nretenton = 0.9", "Did you mean `study.retention`?"),
        ("[decks.rivers]\nexm = 2027-01-20", "Did you mean `decks.rivers.exam`?"),
        ("[decks.rivers]\nexam = '20 January'", "it must be a date such as 2027-01-20"),
        ("[decks.rivers]\nexam = 2027-01-20T09:00:00", "it must be a date such as 2027-01-20"),
        ("language = 'dutch!'", "it must be a language code, such as nl"),
        ("[keys]\n'study.hint' = 'h, '", "it must be keys separated by commas"),
        ("[keys]\n'study.hint' = 7", "it must be keys separated by commas"),
        ("[colours]\nback = 1", "There is no setting `colours`. `quizapp settings` lists them all."),
        (
            "a = \n",
            "is not valid TOML (line 1, column 5). `quizapp doctor` says what is wrong. "
            "Until you fix it, none of your settings apply.",
        ),
    ],
)
def test_a_problem_says_what_to_do(folder: Path, text: str, told: str) -> None:
    settings = read(folder, text)
    assert len(settings.problems) == 1
    assert told in settings.problems[0]
    assert settings == Settings(problems=settings.problems)


def test_a_file_that_is_not_utf_8_is_told(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes("theme = 'déjà'".encode("latin-1"))
    assert "is not UTF-8" in read(folder).problems[0]


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 500 + "]" * 500])
def test_a_file_that_is_too_much_for_the_parser_is_told(folder: Path, value: str) -> None:
    assert "a number is too long, or lists are nested too deeply" in read(folder, f"theme = {value}").problems[0]


def test_a_folder_in_the_place_of_the_file_is_told(folder: Path) -> None:
    (folder / FILE_NAME).mkdir(parents=True)
    assert "is not a file" in read(folder).problems[0]
    with pytest.raises(SettingsError, match="is not a file"):
        write(folder, rollover=5)


# The cache


def test_only_a_changed_file_is_parsed(folder: Path, tmp_path: Path) -> None:
    loaded = (
        "import sys; from pathlib import Path; from quizapp.store.settings import read_settings; "
        f"read_settings(Path({str(folder)!r}), Path({str(folder / 'cache')!r})); "
        "print(sorted({'pydantic', 'tomli', 'tomlkit', 'textual'} & sys.modules.keys()))"
    )
    assert python(tmp_path, loaded) == "[]\n"
    read(folder, GOOD)
    assert python(tmp_path, loaded) == "[]\n"
    (folder / FILE_NAME).write_text(GOOD + "# changed", "utf-8")
    assert python(tmp_path, loaded) == "['pydantic', 'tomli']\n"


def test_a_change_that_size_and_time_do_not_show_counts(folder: Path) -> None:
    read(folder, "theme = 'nord'")
    before = (folder / FILE_NAME).stat()
    (folder / FILE_NAME).write_text("theme = 'dark'", "utf-8")
    os.utime(folder / FILE_NAME, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read(folder).theme == "dark"


def test_problems_are_told_in_the_language_of_the_interface_whatever_the_cache_has(folder: Path) -> None:
    english = read(folder, "theme = 5").problems
    use_catalogue(PSEUDO, Pseudo())
    assert "dark aappliiees." in read(folder).problems[0]
    use_catalogue(ENGLISH, None)
    assert read(folder).problems == english


def test_problems_found_before_the_language_was_chosen_are_told_in_it(folder: Path) -> None:
    english = read(folder, "theme = 5").problems
    use_catalogue(PSEUDO, Pseudo())
    preferences = Preferences(folder, folder / "cache")
    assert preferences.settings.problems != english
    preferences.speak()
    assert preferences.settings.problems == english


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', "\0"])
def test_a_damaged_cache_does_no_harm(folder: Path, text: str) -> None:
    settings = read(folder, GOOD)
    (folder / "cache" / CACHE_NAME).write_text(text)
    assert read(folder) == settings


def test_a_cache_of_something_else_does_no_harm(folder: Path) -> None:
    settings = read(folder, GOOD)
    path = folder / "cache" / CACHE_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "settings": {"study": {"retention": "high"}}}))
    assert read(folder) == settings


def test_a_cache_folder_that_cannot_be_made_does_no_harm(folder: Path) -> None:
    folder.mkdir()
    (folder / "cache").write_text("a file")
    assert read(folder, GOOD).theme == "nord"


# Writing


def test_what_is_written_is_in_force_and_read_again(folder: Path) -> None:
    settings = write(folder, retention=0.8, learning_steps=["5m"])
    assert settings == read(folder) == Settings(study=Policy(retention=0.8, learning_steps=(300,)))


def test_a_value_taken_out_is_the_default_again(folder: Path) -> None:
    write(folder, retention=0.8)
    assert write(folder, retention=None) == Settings()
    assert content(folder) == {}


def test_what_else_is_in_the_file_stays_right_or_wrong(folder: Path) -> None:
    read(folder, "thme = 'nord'\n[study]\nrollover = 99\nfuzz = false\n[keys]\nstudy.hint = 'H'\n")
    settings = write(folder, retention=0.8)
    assert content(folder) == {
        "thme": "nord",
        "study": {"rollover": 99, "fuzz": False, "retention": 0.8},
        "keys": {"study": {"hint": "H"}},
    }
    assert len(settings.problems) == 2


@pytest.mark.parametrize("one", [*everywhere(), *of_deck("rivers")], ids=lambda one: ".".join(one.name))
def test_every_default_can_be_written(folder: Path, one: Settable) -> None:
    value = value_of(Settings(), one.name)
    raw = None if value is None else from_text(one.kind, to_text(value, one.kind))
    assert write_settings(folder, folder / "cache", {one.name: raw}) == Settings()


def test_a_value_that_is_not_allowed_is_not_written(folder: Path) -> None:
    with pytest.raises(UnfitSetting, match=r"`study.retention` cannot be 2; it must be a number from 0.70 to 0.97"):
        write(folder, rollover=5, retention=2)
    assert not folder.exists()


def test_a_file_that_cannot_be_understood_is_not_overwritten(folder: Path) -> None:
    read(folder, "theme = ")
    with pytest.raises(SettingsError, match=r"is not valid TOML.* Nothing was saved"):
        write(folder, retention=0.8)
    assert (folder / FILE_NAME).read_text() == "theme = "


@pytest.mark.parametrize("content", ["theme = 'déjà'".encode("latin-1"), b"[study]\n[study]\n", b"\xef\xbb\xbfa"])
def test_what_is_no_toml_is_not_overwritten(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(content)
    with pytest.raises(SettingsError, match=r"is not (valid TOML|UTF-8).* Nothing was saved\.$"):
        write(folder, retention=0.8)
    assert (folder / FILE_NAME).read_bytes() == content


def test_an_empty_file_is_written_to(folder: Path) -> None:
    read(folder, "")
    write(folder, rollover=5)
    assert (folder / FILE_NAME).read_text() == "[study]\nrollover = 5\n"


def test_a_write_protected_file_stays_as_it_is(folder: Path) -> None:
    read(folder, "theme = 'nord'\n")
    (folder / FILE_NAME).chmod(0o444)
    with pytest.raises(SettingsError, match=r"config.toml is write-protected, so nothing was saved\.$"):
        write(folder, rollover=5)
    assert (folder / FILE_NAME).read_text() == "theme = 'nord'\n"


def test_permissions_stay_as_they_are(folder: Path) -> None:
    read(folder, "theme = 'nord'\n")
    (folder / FILE_NAME).chmod(0o640)
    write(folder, rollover=5)
    assert (folder / FILE_NAME).stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_file_that_is_not_there_yet_makes_it(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).symlink_to(tmp_path / "dotfiles.toml")
    write(folder, rollover=5)
    assert (folder / FILE_NAME).is_symlink()
    assert (tmp_path / "dotfiles.toml").read_text() == "[study]\nrollover = 5\n"


def test_a_link_to_the_file_stays_a_link(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("theme = 'nord'\n")
    folder.mkdir()
    (folder / FILE_NAME).symlink_to(kept)
    write(folder, rollover=5)
    assert (folder / FILE_NAME).is_symlink()
    assert tomli.loads(kept.read_text()) == {"theme": "nord", "study": {"rollover": 5}}


# The log


@pytest.fixture
def preferences(folder: Path) -> Preferences:
    return Preferences(folder, folder / "cache")


def logged(progress: Progress) -> list[tuple[str, str, object]]:
    """The setting events: deck, card and data."""
    return [(event.deck, event.card, dict(event.data)) for event in progress.events() if event.kind == "setting"]


def test_nothing_is_logged_as_long_as_all_is_as_it_was(progress: Progress, clock: FixedClock) -> None:
    log_settings(Settings(theme="nord", language="nl", keys={"study.hint": "H"}), progress, clock)
    assert logged(progress) == []


def test_each_change_is_logged_once(progress: Progress, clock: FixedClock) -> None:
    settings = Settings(study=Policy(retention=0.85, learning_steps=(60,)), new_order="random")
    for _ in range(2):
        log_settings(settings, progress, clock)
    assert logged(progress) == [
        ("", "", {"retention": 0.85}),
        ("", "", {"learning_steps": [60]}),
        ("", "", {"new_order": "random"}),
    ]


def test_a_decks_own_settings_are_logged_under_its_id_and_null_when_they_go(
    progress: Progress, clock: FixedClock
) -> None:
    log_settings(Settings(decks={"rivers": DeckSettings(exam=date(2027, 1, 20))}), progress, clock)
    for _ in range(2):
        log_settings(Settings(), progress, clock)
    assert logged(progress) == [("rivers", "", {"exam": "2027-01-20"}), ("rivers", "", {"exam": None})]


def test_a_way_back_to_the_default_is_logged_too(progress: Progress, clock: FixedClock) -> None:
    log_settings(Settings(study=Policy(fuzz=False)), progress, clock)
    log_settings(Settings(), progress, clock)
    assert logged(progress) == [("", "", {"fuzz": False}), ("", "", {"fuzz": True})]


def test_what_was_logged_last_can_be_folded_from_the_log_again(progress: Progress, clock: FixedClock) -> None:
    log_settings(Settings(study=Policy(retention=0.85)), progress, clock)
    log_settings(Settings(study=Policy(retention=0.95)), progress, clock)
    progress.rebuild()
    assert progress.logged_settings() == {("", "retention"): 0.95}


def test_a_change_made_through_the_program_is_in_force_at_once(preferences: Preferences) -> None:
    assert preferences.settings == Settings()
    preferences.change({("study", "rollover"): 5})
    assert preferences.settings.rollover == 5
