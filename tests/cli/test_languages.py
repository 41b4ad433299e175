"""The language of the interface: who chooses it, and that the command line and click speak it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir

import quizapp.cli
from quizapp.cli.group import SECTIONS
from quizapp.cli.language.choice import speak
from quizapp.cli.language.click_words import NAMES, SENTENCES
from quizapp.cli.language.help import spoken
from quizapp.cli.listing import table
from quizapp.cli.root import main
from quizapp.core.errors import UsageProblem
from quizapp.core.messages import ENGLISH, language, tr, trc, trn, use_catalogue
from quizapp.store.catalogues import VARIABLES, use_language, wanted_by
from quizapp.wording.terminal import columns
from tests.support.making import choice, flashcard, text, write_deck
from tests.support.program import answer_by_line, python, run, working_folder
from tests.support.pseudo import PSEUDO, Pseudo, longer
from tests.support.spoken import calls, texts_of
from tests.support.terminal import Terminal

DUTCH = {"LANG": "nl_NL.UTF-8"}
UNTRANSLATED = {"N", "ID", "REV"}
"""Words for a value that are short enough for any language."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`."""
    write_deck(working_folder(tmp_path) / "decks", choice(), text(), flashcard())
    return tmp_path


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for settings, of a system that says nothing of a language."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("QUIZAPP_DATA", str(tmp_path))
    return tmp_path


# The choice


@pytest.mark.parametrize(
    ("variables", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "nl-BE"}, "nl"),
        ({"LANG": "nl_BE@euro"}, "nl"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LC_ALL": "en_GB.UTF-8", "LANGUAGE": "nl"}, "nl"),
        ({"LC_ALL": "nl_NL.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANGUAGE": "xx:nl:en"}, "nl"),
        ({"LANGUAGE": "xx:en_GB:nl"}, "en"),
        ({"LANGUAGE": "xx:yy", "LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANGUAGE": "", "LANG": "nl_NL.UTF-8"}, "nl"),
    ],
)
def test_the_variables_of_the_system_choose_the_strongest_first(variables: dict[str, str], chosen: str) -> None:
    assert wanted_by(variables) == chosen


@pytest.mark.parametrize(
    ("words", "setting", "system", "chosen"),
    [
        ([], None, "nl_NL.UTF-8", "nl"),
        ([], "system", "nl_NL.UTF-8", "nl"),
        ([], "nl", "en_GB.UTF-8", "nl"),
        ([], "en", "nl_NL.UTF-8", "en"),
        (["--ui-lang", "nl"], "en", "en_GB.UTF-8", "nl"),
        (["--ui-lang=en"], "nl", "nl_NL.UTF-8", "en"),
        (["--ui-lang", "nl-BE", "decks"], None, "C", "nl"),
        (["--ui-lang", "C"], "nl", "nl_NL.UTF-8", "en"),
    ],
)
def test_what_is_typed_is_stronger_than_the_settings_and_they_than_the_system(
    data: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], setting: str | None, system: str, chosen: str
) -> None:
    monkeypatch.setenv("LANG", system)
    if setting:
        (data / "config.toml").write_text(f"ui_language = '{setting}'\n", "utf-8")
    speak(words)
    assert language() == chosen


def test_the_settings_in_a_folder_that_is_typed_choose(data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "config.toml").write_text("ui_language = 'nl'\n", "utf-8")
    speak(["--data", str(other), "decks"])
    assert language() == "nl"


def test_an_unknown_language_is_refused_with_those_there_are(data: Path) -> None:
    with pytest.raises(UsageProblem, match=r"quizapp does not speak `xx`\. Use --ui-lang with `en` or `nl`"):
        speak(["--ui-lang", "xx"])


def test_an_unknown_language_is_one_sentence(folder: Path) -> None:
    done = run(folder, "--ui-lang", "xx", "--help")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "quizapp: quizapp does not speak `xx`. Use --ui-lang with `en` or `nl`.\n"


def test_a_setting_that_is_changed_leaves_the_language_that_was_typed(folder: Path) -> None:
    use_language("nl")
    head = tr("The settings in {path}:", path=folder / "data" / "config.toml")
    assert run(folder, "--ui-lang", "nl", "settings", "theme=dark").stdout.startswith(head)


# Help and errors


def test_help_is_in_the_language_of_the_system(folder: Path) -> None:
    use_language("nl")
    for words in ([], ["exam"], ["check"], ["data", "export"]):
        done = run(folder, *words, "--help", **DUTCH)
        assert (done.returncode, done.stderr) == (0, ""), words
        assert done.stdout.startswith(f"{tr('Usage:')} quizapp"), words
        assert tr("Show this message and exit.") in done.stdout, words
    sections = [f"\n{tr(title)}:\n" for title in SECTIONS]
    assert all(section in run(folder, "--help", **DUTCH).stdout for section in sections)


def test_no_text_of_a_command_is_left_in_english() -> None:
    commands = list(all_commands(main))
    use_catalogue(PSEUDO, Pseudo())
    for name, command in commands:
        said = spoken(command)
        assert said.help == longer(command.help or ""), name
        assert said.options_metavar == longer(command.options_metavar or ""), name
        for before, after in zip(command.params, said.params, strict=True):
            assert after.metavar == longer(before.metavar) if before.metavar else after.metavar is None, before.name
            if isinstance(before, click.Option) and isinstance(after, click.Option):
                assert after.help == longer(before.help or ""), before.name


def test_the_texts_of_commands_are_in_the_catalogue() -> None:
    modules = Path(quizapp.cli.__file__).parent.rglob("*.py")
    known = {text for path in modules for call in calls(path) for text in texts_of(call)}
    for name, command in all_commands(main):
        helps = [param.help for param in command.params if isinstance(param, click.Option)]
        texts = {command.help, *helps, *(param.metavar for param in command.params)}
        assert texts - known - UNTRANSLATED - {None} == set(), name


def test_in_english_a_command_is_itself() -> None:
    assert spoken(main) is main


def test_errors_of_click_are_in_the_language_of_the_system(folder: Path) -> None:
    use_language("nl")
    error = tr("Error: {message}")
    for words, sentence in (
        (["--nope"], tr("No such option {name!r}.").format(name="--nope")),
        (["decks", "more"], tr("Got unexpected extra argument ({args})").format(args="more")),
        (["check", "--format", "pdf", "x"], tr("{value!r} is not one of {choices}.").format(
            value="pdf", choices="'text', 'json', 'github'"
        )),
        (["plan", "rivers", "--minutes", "x"], tr("{value!r} is not a valid {number_type}.").format(
            value="x", number_type=tr("integer range")
        )),
        (["cards"], tr("Your decks: {decks}.").partition("{")[0]),
        (["exma"], tr("Did you mean `{name}`?", name="exam")),
    ):  # fmt: skip
        done = run(folder, *words, **DUTCH)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert sentence in done.stderr, words
        assert error.format(message="") in done.stderr, words


def test_a_month_in_an_error_is_in_the_language_that_was_typed(folder: Path) -> None:
    assert "30 februari 2027" in run(folder, "--ui-lang", "nl", "plan", "rivers", "--exam", "2027-02-30").stderr
    assert (
        "30 February 2027" in run(folder, "--ui-lang", "en", "plan", "rivers", "--exam", "2027-02-30", **DUTCH).stderr
    )


def test_the_sentences_of_click_are_those_of_the_one_installed() -> None:
    found = extract_from_dir(
        Path(click.__file__).parent, [("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
    )
    messages = {
        text for _, _, message, _, _ in found for text in (message if isinstance(message, tuple) else [message])
    }
    assert set(SENTENCES) - messages == set()


def test_the_names_of_click_are_those_of_the_one_installed() -> None:
    types = (click.INT, click.IntRange(), click.FloatRange(), click.Path(file_okay=False), click.Path())
    groups = (click.Group("one"), click.Group("one", invoke_without_command=True))
    metavars = [metavar for group in groups for metavar in (group.options_metavar, group.subcommand_metavar)]
    assert set(NAMES) == {*(type.name for type in types), *metavars}


def test_for_english_click_is_left_as_it_is(tmp_path: Path) -> None:
    code = (
        "import atexit, gettext, sys; sys.argv[1:] = ['--help']; from quizapp.cli import main; "
        "atexit.register(lambda: print(sys.modules['click.core']._ is gettext.gettext)); main()"
    )
    assert python(tmp_path, code).endswith("\nTrue\n")


# Commands read without click


def test_a_list_that_is_read_without_click_is_in_the_language_of_the_system(folder: Path) -> None:
    use_language("nl")
    head = run(folder, "decks", **DUTCH).stdout.splitlines()[0]
    titles = [
        trc("column", "deck"), trc("column", "due"), trc("column", "learning"),
        trc("column", "new"), trc("column", "total"), trc("column", "title"),
    ]  # fmt: skip
    assert re.split(" {2,}", head) == titles
    assert run(folder, "decks", "--plain", **DUTCH).stdout.splitlines()[0] == head


def test_a_list_that_is_read_without_click_is_in_the_language_of_the_settings(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "config.toml").write_text("ui_language = 'nl'\n", "utf-8")
    assert run(folder, "decks").stdout == run(folder, "decks", **DUTCH).stdout


def test_questions_that_are_asked_without_click_are_in_the_language_of_the_system(folder: Path) -> None:
    use_language("nl")
    with Terminal(folder, "--deck", "rivers", LANG="nl_NL.UTF-8") as terminal:
        terminal.wait_for(trn("{count} to finish", "{count} to finish", 3))


# For programs


@pytest.mark.parametrize(
    "words",
    [
        ["decks", "--json"],
        ["cards", "rivers", "--json"],
        ["log", "--json"],
        ["mark", "rivers", "city", "Belgrad", "--json"],
        ["check", "decks", "--format", "json"],
        ["check", "decks", "--format", "github"],
        ["search", "river", "--json"],
        ["stats", "--json"],
        ["suspended", "--json"],
        ["plan", "rivers", "--json"],
        ["settings", "--json"],
        ["settings", "--keys", "--json"],
        ["settings", "theme=nord", "--json"],
        ["diff", "decks/rivers.toml", "decks/rivers.toml", "--json"],
        ["schema"],
    ],
    ids=" ".join,
)
def test_what_programs_read_is_in_english(folder: Path, words: list[str]) -> None:
    answer_by_line(folder, "1", "")
    broken = working_folder(folder) / "decks" / "broken.toml"
    broken.write_text("format = 1\nid = 'broken'\n", "utf-8")
    english, dutch = run(folder, *words), run(folder, *words, **DUTCH)
    assert english.stdout
    assert (dutch.returncode, dutch.stdout) == (english.returncode, english.stdout)


def test_json_is_in_english_whatever_the_settings_say(folder: Path) -> None:
    words = ("mark", "rivers", "longest", "4", "--json")
    english = run(folder, *words).stdout
    assert run(folder, "settings", "ui_language=nl", "--json").returncode == 0
    assert json.loads(english)["reason"] == "wrong: the answer is Nile"
    assert run(folder, *words).stdout == english


# Tables


def test_the_columns_of_a_table_stand_below_each_other_with_wide_letters_too() -> None:
    lines = table([("deck", "aan de beurt", "titel"), ("日本", "3", "語"), ("rivers", "1.200", "Flüsse")], numbers={1})
    assert lines == [
        "deck    aan de beurt  titel",
        "日本               3  語",
        "rivers         1.200  Flüsse",
    ]
    assert {columns(line[: line.index(end)]) for line, end in zip(lines, ("titel", "語", "Fl"), strict=True)} == {22}


@pytest.mark.parametrize("variables", [{}, DUTCH], ids=["en", "nl"])
def test_the_cards_of_a_deck_stand_below_their_heads(folder: Path, variables: dict[str, str]) -> None:
    answer_by_line(folder, "3", "", "Belgrade", "")
    use_language("nl" if variables else ENGLISH)
    head, *rows = run(folder, "cards", "rivers", **variables).stdout.splitlines()
    end = head.index(trc("column", "stability")) + len(trc("column", "stability"))
    assert [re.match(r"\S+ {2,}(\S+ )*\S+ +\d+[.,]\d$", row[:end]) is not None for row in rows] == [True, True, False]


def all_commands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """The group and every command below it, as they are written."""
    context = click.Context(group)
    yield group.name or "", group
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from all_commands(command) if isinstance(command, click.Group) else [(name, command)]
