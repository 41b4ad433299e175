"""The settings file as text: a change leaves everything else as its owner wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.settings.settings import SettingsError, UnfitSetting
from quizapp.store.settings_file import entries, toml_tables
from quizapp.store.settings_text import changed

PATH = Path("config.toml")
THEME = ("theme",)
RETENTION = ("study", "retention")
FUZZ = ("study", "fuzz")
STEPS = ("study", "learning_steps")
EXAM = ("decks", "rivers", "exam")
HINT = ("keys", "study.hint")
DAY = date(2027, 1, 20)

Name = tuple[str, ...]


def change(text: str, name: Name, raw: Any) -> str:
    return changed(PATH, text.encode(), {name: raw}).decode()


CHANGED: dict[str, tuple[str, Name, Any, str]] = {
    "a value between comments": (
        "# mine\n\n  theme   =  'nord'   # blue\n# next\n",
        THEME,
        "dark",
        '# mine\n\n  theme   =  "dark"   # blue\n# next\n',
    ),
    "a value in a table": (
        "[study] # all decks\nfuzz = true\n\tretention = 0.90 # exam\n\n# mine\n[keys]\n",
        RETENTION,
        0.8,
        "[study] # all decks\nfuzz = true\n\tretention = 0.8 # exam\n\n# mine\n[keys]\n",
    ),
    "a dotted key": (
        "study.retention = 0.9 # c\ntheme = 'x'\n",
        RETENTION,
        0.8,
        "study.retention = 0.8 # c\ntheme = 'x'\n",
    ),
    "an inline table": (
        "study = { fuzz=true,  retention = 0.90 } # c\n",
        RETENTION,
        0.8,
        "study = { fuzz=true,  retention = 0.8 } # c\n",
    ),
    "a dotted key in an inline table": ("keys = { study.hint = 'x' }\n", HINT, "H", 'keys = { study.hint = "H" }\n'),
    "a binding in quotes": ("[keys]\n'study.hint' = 'x' # c\n", HINT, "H", "[keys]\n'study.hint' = \"H\" # c\n"),
    "a binding without quotes": ("[keys]\nstudy.hint = 'x' # c\n", HINT, "H", '[keys]\nstudy.hint = "H" # c\n'),
    "a binding in a table of its own": ("[keys.study]\nhint = 'x' # c\n", HINT, "H", '[keys.study]\nhint = "H" # c\n'),
    "a binding that is written twice": (
        "[keys]\n'study.hint' = 'x'\nstudy.hint = 'y'\n",
        HINT,
        "H",
        "[keys]\n'study.hint' = 'x'\nstudy.hint = \"H\"\n",
    ),
    "one of two tables that are apart": (
        "[decks.lakes]\nexam = 2026-01-01\n[study]\n[decks.rivers]\nexam = 2026-02-02 # c\n",
        EXAM,
        DAY,
        "[decks.lakes]\nexam = 2026-01-01\n[study]\n[decks.rivers]\nexam = 2027-01-20 # c\n",
    ),
    "a list with comments in it": (
        "[study]\n  learning_steps = [\n  '1m', # one\n  '10m',\n] # two\n",
        STEPS,
        ["5m"],
        '[study]\n  # one\n  learning_steps = ["5m"] # two\n',
    ),
    "a number where text must stand": ("theme = 5 # c\n", THEME, "dark", 'theme = "dark" # c\n'),
    "the last line, without an end": ("theme = 'nord'", THEME, "dark", 'theme = "dark"'),
    "the line ends of Windows": (
        "# c\r\ntheme = 'nord'\r\n\r\n[study]\r\n",
        THEME,
        "dark",
        '# c\r\ntheme = "dark"\r\n\r\n[study]\r\n',
    ),
    "a byte order mark": ("\ufefftheme = 'nord'\n", THEME, "dark", '\ufefftheme = "dark"\n'),
    "what is wrong": (
        "thme = 'nord'\n[study]\nfuzz = 'maybe' # c\nretention = nan\n",
        THEME,
        "dark",
        "thme = 'nord'\ntheme = \"dark\"\n\n[study]\nfuzz = 'maybe' # c\nretention = nan\n",
    ),
}
ADDED: dict[str, tuple[str, Name, Any, str]] = {
    "to nothing": ("", RETENTION, 0.8, "[study]\nretention = 0.8\n"),
    "to comments": ("# mine\n", THEME, "dark", '# mine\ntheme = "dark"\n'),
    "above the comment on the first table": (
        "#:schema ./config.schema.json\n\n# mine\n[study]\n",
        THEME,
        "dark",
        '#:schema ./config.schema.json\n\ntheme = "dark"\n\n# mine\n[study]\n',
    ),
    "below the line with the schema": (
        "#:schema ./config.schema.json\n[study]\n",
        THEME,
        "dark",
        '#:schema ./config.schema.json\ntheme = "dark"\n\n[study]\n',
    ),
    "below the last key of its table": (
        "[study]\n  fuzz = true # c\n\n# about keys\n[keys]\n",
        RETENTION,
        0.8,
        "[study]\n  fuzz = true # c\n  retention = 0.8\n\n# about keys\n[keys]\n",
    ),
    "to a table without keys": (
        "[study] # all\n\n# about keys\n[keys]\n",
        RETENTION,
        0.8,
        "[study] # all\nretention = 0.8\n\n# about keys\n[keys]\n",
    ),
    "to the last line, without an end": (
        "[study]\nfuzz = true # c",
        RETENTION,
        0.8,
        "[study]\nfuzz = true # c\nretention = 0.8\n",
    ),
    "in a new table": ("theme = 'nord'", EXAM, DAY, "theme = 'nord'\n\n[decks.rivers]\nexam = 2027-01-20\n"),
    "in a new table beside others": (
        "[decks.lakes]\nretention = 0.9\n\n",
        EXAM,
        DAY,
        "[decks.lakes]\nretention = 0.9\n\n[decks.rivers]\nexam = 2027-01-20\n",
    ),
    "with the line ends of Windows": (
        "theme = 'nord'\r\n",
        RETENTION,
        0.8,
        "theme = 'nord'\r\n\r\n[study]\r\nretention = 0.8\r\n",
    ),
    "to a table with the line ends of Windows": (
        "[study]\r\nfuzz = true\r\n[keys]\r\n",
        RETENTION,
        0.8,
        "[study]\r\nfuzz = true\r\nretention = 0.8\r\n[keys]\r\n",
    ),
    "to dotted keys": (
        "study.fuzz = true # c\ntheme = 'x'\n",
        RETENTION,
        0.8,
        "study.fuzz = true # c\nstudy.retention = 0.8\ntheme = 'x'\n",
    ),
    "to an inline table": (
        "study = { fuzz=true } # c\n",
        RETENTION,
        0.8,
        "study = { fuzz=true, retention = 0.8 } # c\n",
    ),
    "to an empty inline table": ("study = {}\n", RETENTION, 0.8, "study = {retention = 0.8}\n"),
    "to an inline table of tables": (
        "decks = { lakes = {} }\n",
        EXAM,
        DAY,
        "decks = { lakes = {}, rivers = {exam = 2027-01-20} }\n",
    ),
    "to a table below that of all decks": (
        "[decks]\n[decks.lakes]\nretention = 0.9\n",
        EXAM,
        DAY,
        "[decks]\n[decks.lakes]\nretention = 0.9\n\n[decks.rivers]\nexam = 2027-01-20\n",
    ),
    "a binding beside dotted ones": (
        "[keys]\nstudy.undo = 'z' # c\n",
        HINT,
        "H",
        '[keys]\nstudy.undo = \'z\' # c\n"study.hint" = "H"\n',
    ),
    "a binding beside a table of its own": (
        "[keys.study]\nundo = 'z'\n",
        HINT,
        "H",
        '[keys.study]\nundo = \'z\'\n\n[keys]\n"study.hint" = "H"\n',
    ),
}
TAKEN_OUT: dict[str, tuple[str, Name, Any, str]] = {
    "of the top": (
        "# mine\ntheme = 'nord'\n# next\nlanguage = 'nl'\n",
        THEME,
        None,
        "# mine\n# next\nlanguage = 'nl'\n",
    ),
    "with a comment, which stays": ("theme = 'nord' # blue\n\n[study]\n", THEME, None, "# blue\n\n[study]\n"),
    "of a table": (
        "[study]\nfuzz = true\n  retention = 0.9 # c\n\n[keys]\n",
        RETENTION,
        None,
        "[study]\nfuzz = true\n  # c\n\n[keys]\n",
    ),
    "of a table, which is empty then": (
        "[study]\nretention = 0.9\n\n# about keys\n[keys]\nx = 'y'\n",
        ("keys", "x"),
        None,
        "[study]\nretention = 0.9\n\n# about keys\n",
    ),
    "of a table with a comment": (
        "[study] # all\nretention = 0.9\n\n# about keys\n[keys]\n",
        RETENTION,
        None,
        "[study] # all\n\n# about keys\n[keys]\n",
    ),
    "of a deck": ("theme = 'x'\n\n[decks.rivers]\nexam = 2027-01-20\n", EXAM, None, "theme = 'x'\n\n"),
    "of dotted keys": ("study.fuzz = true\nstudy.retention = 0.9 # c\n", RETENTION, None, "study.fuzz = true\n# c\n"),
    "of an inline table, last": (
        "study = { fuzz = true, retention = 0.9 } # c\n",
        RETENTION,
        None,
        "study = { fuzz = true } # c\n",
    ),
    "of an inline table, first": (
        "study = { fuzz = true, retention = 0.9 }\n",
        FUZZ,
        None,
        "study = { retention = 0.9 }\n",
    ),
    "of an inline table, alone": ("study = { retention = 0.9 } # c\n", RETENTION, None, "# c\n"),
    "of a list with comments": (
        "[study]\nlearning_steps = [\n  '1m', # one\n] # two\nfuzz = true\n",
        STEPS,
        None,
        "[study]\n# one\n# two\nfuzz = true\n",
    ),
    "a binding that is written twice": (
        "[keys]\n'study.hint' = 'x'\nstudy.hint = 'y'\nstudy.undo = 'z'\n",
        HINT,
        None,
        "[keys]\nstudy.undo = 'z'\n",
    ),
    "that is not there": ("[study]\n# nothing yet\n\n[keys]\n", RETENTION, None, "[study]\n# nothing yet\n\n[keys]\n"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_value_changes_where_it_stands(name: str) -> None:
    before, setting, raw, after = CHANGED[name]
    assert change(before, setting, raw) == after


@pytest.mark.parametrize("name", ADDED)
def test_a_setting_is_added(name: str) -> None:
    before, setting, raw, after = ADDED[name]
    assert change(before, setting, raw) == after


@pytest.mark.parametrize("name", TAKEN_OUT)
def test_a_setting_is_taken_out(name: str) -> None:
    before, setting, raw, after = TAKEN_OUT[name]
    assert change(before, setting, raw) == after


def test_several_settings_change_at_once() -> None:
    text = "[decks.rivers]\nexam = 2026-01-01 # soon\nexam_minutes = 15\n"
    changes = {EXAM: DAY, ("decks", "rivers", "exam_minutes"): None, THEME: "dark"}
    assert changed(PATH, text.encode(), changes).decode() == (
        'theme = "dark"\n\n[decks.rivers]\nexam = 2027-01-20 # soon\n'
    )


@pytest.mark.parametrize(
    ("text", "setting", "sentence"),
    [
        ("study = 5 # c\n", RETENTION, r"`study` must be a table: write \[study\]"),
        ("[[study]]\nfuzz = true\n", RETENTION, r"`study` must be a table"),
        ("[decks]\nrivers = 5\n", EXAM, r"`decks.rivers` must be a table"),
    ],
)
def test_a_value_in_the_place_of_a_table_is_not_replaced(text: str, setting: Name, sentence: str) -> None:
    with pytest.raises(UnfitSetting, match=sentence):
        change(text, setting, DAY if setting == EXAM else 0.8)


@pytest.mark.parametrize(
    "text",
    [
        "[study.retention]\nx = 1\n[keys]\n",  # a value here would stand in no table
        "study = { fuzz = true, # one\n  retention = 0.9 # two\n}\n",  # the two comments would be one
    ],
)
def test_what_cannot_be_changed_without_a_loss_is_left_to_an_editor(text: str) -> None:
    with pytest.raises(
        SettingsError, match=r"^`study.retention` is written in config.toml in a way that quizapp cannot change"
    ):
        change(text, RETENTION, 0.8 if "[study" in text else None)


# Any file

_COMMENT = st.sampled_from(["# mine", "#", '# "quoted', "# a = 1", "# [study]", "#:schema ./config.schema.json"])
_END = st.one_of(st.just(""), _COMMENT.map(lambda comment: f"  {comment}"))
_EQUALS = st.sampled_from([" = ", "=", "   =  "])
_VALUES: dict[str, list[str]] = {
    "theme": ['"dark"', "'nord'", '"""a#b"""', "5"],
    "language": ['"nl"', "''"],
    "retention": ["0.90", "9e-1", "2", "nan"],
    "fuzz": ["true", "'# no'"],
    "learning_steps": ['["1m", "10m"]', '[\n  "1m", # first\n\n  "10m",\n]', '"1m 10m"'],
    "exam": ["2027-01-20", "'soon'"],
    "study.hint": ['"H"', "'''h, #'''"],
    "unknown": ["{ a = 1, b.c = [] }", "-1", "07:32:00"],
}
_TABLES: dict[str, list[str]] = {
    "study": ["retention", "fuzz", "learning_steps", "unknown"],
    "decks.rivers": ["retention", "exam", "unknown"],
    "decks.lakes": ["exam"],
    "keys": ["study.hint", "'study.undo'", "unknown"],
}
_CHANGES: list[tuple[Name, Any]] = [
    (THEME, "textual-light"),
    (("language",), "de"),
    (RETENTION, 0.75),
    (FUZZ, False),
    (STEPS, ["3m"]),
    (EXAM, date(2028, 2, 29)),
    (("decks", "lakes", "retention"), 0.95),
    (HINT, "ctrl+h"),
    (("keys", "home.search"), "F"),
]


@st.composite
def _lines(draw: st.DrawFn, names: Sequence[str], prefix: str = "") -> list[str]:
    """Some of the settings `names`, with comments and blank lines between them."""
    lines = []
    for name in draw(st.lists(st.sampled_from(names), unique=True)):
        lines += draw(st.lists(st.one_of(st.just(""), _COMMENT), max_size=2))
        indent = draw(st.sampled_from(["", "", "  "]))
        value = draw(st.sampled_from(_VALUES.get(name, ['"x"'])))
        lines += f"{indent}{prefix}{name}{draw(_EQUALS)}{value}{draw(_END)}".split("\n")
    return lines


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """A settings file as someone may have written it: tables in any order, with headers, dotted or inline."""
    lines, below = draw(_lines(["theme", "language", "unknown"])), []
    for table in draw(st.permutations(list(_TABLES))):
        match draw(st.sampled_from(["absent", "header", "header", "dotted", "inline"])):
            case "header":
                below += [*draw(st.lists(st.one_of(st.just(""), _COMMENT), max_size=2)), f"[{table}]{draw(_END)}"]
                below += draw(_lines(_TABLES[table]))
            case "dotted":
                lines += draw(_lines(_TABLES[table], f"{table}."))
            case "inline":
                pairs = [pair for pair in draw(_lines(_TABLES[table])) if "=" in pair and not pair.startswith("#")]
                pairs = [
                    pair.strip() for pair in pairs if "#" not in pair and not pair.endswith("[") and "20" not in pair
                ]
                lines.append(f"{table}{draw(_EQUALS)}{{ {', '.join(pairs)} }}{draw(_END)}")
    lines += [*below, *draw(st.lists(st.one_of(st.just(""), _COMMENT), max_size=2))]
    text = "\n".join(lines) + draw(st.sampled_from(["\n", ""]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def _values(text: str) -> dict[Name, Any]:
    return dict(entries(toml_tables(PATH, text.encode())))


def _comments(text: str) -> list[str]:
    """The comments in a text of this file's making, where quotes are closed on their line."""
    lines = re.sub(r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*'|(#[^\r\n]*)""", r"\1", text).splitlines()
    return sorted(line[line.index("#") :] for line in lines if "#" in line)


def _changed_lines(text: str, after: str) -> list[str]:
    """The lines of a text that are not the same in another one, from the first that differs to the last."""
    lines, others = text.splitlines(), after.splitlines()
    while lines and others and lines[0] == others[0]:
        del lines[0], others[0]
    while lines and others and lines[-1] == others[-1]:
        del lines[-1], others[-1]
    return lines


@given(_texts(), st.sampled_from(_CHANGES), st.booleans())
def test_a_change_changes_one_value_and_keeps_comments_and_lines(
    text: str, wanted: tuple[Name, Any], taken_out: bool
) -> None:
    name, raw = wanted
    before = _values(text)
    after = change(text, name, None if taken_out else raw)
    expected = {**before, name: raw}
    if taken_out:
        del expected[name]
    assert repr(sorted(_values(after).items())) == repr(sorted(expected.items()))
    assert _comments(text) == _comments(after)
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert "\r\n" not in text or "\n" not in after.replace("\r\n", "")
    changed_lines = _changed_lines(text.removeprefix("\ufeff"), after.removeprefix("\ufeff"))
    if not taken_out:
        in_line = any("{" in line for line in changed_lines)
        assert len(changed_lines) <= (5 if name == STEPS else 1 if name in before or in_line else 0)
