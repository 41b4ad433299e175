"""Whatever stands in a deck's file: its check ends soon, and each report is at a place in the file and can be shown."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from quizapp.authoring.check import Checked, check_files
from quizapp.authoring.deck_lints import upkeep
from quizapp.authoring.diagnostics import Diagnostic, diagnose, render
from quizapp.core.errors import unprintable
from quizapp.decks.reader import examine
from quizapp.decks.toml.spans import Span

SECONDS = 10
"""How long a check may take before it counts as stuck; none takes a twentieth of it."""

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).with_name("corpus")
DECKS = Path(__file__).parents[2] / "decks"
SAMPLES = {path: path.read_text("utf-8") for folder in (CORPUS, DECKS) for path in sorted(folder.glob("*.toml"))}
TRANSLATED = [path for path in SAMPLES if path.with_suffix(".nl.toml") in SAMPLES]
HEALTHY = tomli.loads(SAMPLES[CORPUS / "healthy-deck-of-all-types.toml"])
TRANSLATION = tomli.loads(SAMPLES[CORPUS / "healthy-translation.nl.toml"])
EXCERPT = re.compile(r" *\d+ \| ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the decks stand, one after the other; there is no git."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.devnull)
        yield tmp_path_factory.mktemp("decks")


@contextlib.contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Fails what takes longer."""

    def stuck(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"stuck for {seconds} seconds")  # an AssertionError would pass for a question that is not valid

    before = signal.signal(signal.SIGALRM, stuck)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def assert_checked(folder: Path, width: int, **contents: bytes) -> None:
    """The check of these files (by suffix: `deck`, `nl`) ends, and all it has to say can be said."""
    for language, content in contents.items():
        (folder / ("rivers.toml" if language == "deck" else f"rivers.{language}.toml")).write_bytes(content)
    with at_most(SECONDS):
        for checked in check_files([folder / "rivers.toml"]):
            for diagnostic in checked.diagnostics:
                assert_can_be_shown(diagnostic, checked, width)


def assert_can_be_shown(diagnostic: Diagnostic, checked: Checked, width: int) -> None:
    content = checked.path.read_bytes().decode("utf-8-sig", "replace")
    for span in (diagnostic.span, *(spot.span for spot in diagnostic.also)):
        assert_within(span, content.replace("\r\n", "\n").split("\n"))
    shown = render(diagnostic, checked.lines, width=width)
    headline, place, *rest = shown.split("\n")
    assert re.match(rf"\w+\[{diagnostic.code}\]: ", headline)
    assert place.lstrip().startswith("--> ")
    assert not [character for character in shown if unprintable(character)], repr(shown)
    assert all(cell_len(line) <= width for line in rest if EXCERPT.match(line)), shown
    assert "\n" not in diagnostic.as_github()
    assert json.loads(json.dumps(diagnostic.as_json()))["code"] == diagnostic.code


def assert_within(span: Span, lines: list[str]) -> None:
    assert 1 <= span.line <= span.end_line <= len(lines), span
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, span
    assert (span.end_line, span.end_column) >= (span.line, span.column), span
    assert span.end_column <= len(lines[span.end_line - 1]) + 2, span


widths = st.integers(24, 120)

# Bytes

TOKENS = (
    *("[", "]", "[[", "]]", "{", "}", "=", ".", ",", '"', "'", '"""', "'''", "#", "\\", "\n", "\r\n", "\r", "\t", " "),
    *(
        "questions",
        "[[questions]]\n",
        "id",
        "format = 1\n",
        "type",
        '"card"',
        "prompt",
        "sources",
        "1",
        "-",
        "0x",
        "1e9",
    ),
    *("true", "12:30", "1941-04-13", "\\u001b", "\\e", "\x00", "\x1b", "\u202e", "é", "長", "🏞️", "e\u0301", "\ufeff"),
)


GAPS_OF_SPACE = """
format = 1
id = "rivers"
title = "Rivers"
questions = [{ id = "a", type = "cloze", prompt = "%s", gaps.a.accept = ["b"] }]
""" % ("{{" + 3_000 * " ")


@settings(max_examples=250)
@example(GAPS_OF_SPACE.encode())
@given(
    st.binary(max_size=300) | st.lists(st.sampled_from(TOKENS), max_size=60).map(lambda said: "".join(said).encode())
)
def test_any_bytes_can_be_checked(folder: Path, content: bytes) -> None:
    assert_checked(folder, 80, deck=content, nl=content)


# Trees

texts = st.sampled_from(
    [
        "",
        " ",
        "a",
        "nile-end",
        "Nile",
        "L207",
        "{{a}}",
        "{{ a }} {{a}}",
        "a\nb\tc",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "\u2028",
    ]
) | st.text(max_size=12)
numbers = st.sampled_from([0, -1, 1, 7, 2**63, 10**18, -(10**40), 0.5, float("nan"), float("inf"), -0.0, 1e300])
moments = st.sampled_from(
    [
        date(1941, 4, 13),
        time(12, 30),
        datetime(1941, 4, 13, 12, 30),
        datetime(1941, 4, 13, 12, 30, tzinfo=timezone(timedelta(hours=9, minutes=30))),
    ]
)
KEYS = sorted({key for question in HEALTHY["questions"] for key in question} | set(HEALTHY) | set(TRANSLATION))
ODD_KEYS = [
    "of",
    "at",
    "quote",
    "file",
    "year",
    "month",
    "nl",
    "nile-end",
    "true",
    "answer",
    "",
    "a b",
    "a\nb",
    "\x07",
    "é",
]
keys = st.sampled_from([*KEYS, *ODD_KEYS])
values = st.recursive(
    st.booleans() | numbers | texts | moments,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def edited(draw: st.DrawFn, tree: dict[str, Any], most: int = 5) -> dict[str, Any]:
    """A tree in which a few values were replaced, removed, added or doubled, at any depth."""
    tree = json.loads(json.dumps(tree, default=str))
    for _ in range(draw(st.integers(1, most))):
        place: Any = tree
        while True:
            inner = [step for step in steps(place) if steps(place[step])]
            if not inner or draw(st.integers(0, 3)) == 0:
                break
            place = place[draw(st.sampled_from(inner))]
        edit(draw, place)
    return tree


def steps(place: Any) -> list[Any]:
    """The keys or indexes of a table or list."""
    return list(place) if isinstance(place, dict) else list(range(len(place))) if isinstance(place, list) else []


def edit(draw: st.DrawFn, place: Any) -> None:
    """One change to a table or list."""
    step = draw(st.sampled_from(steps(place))) if place else None
    match draw(st.sampled_from(["replace", "replace", "remove", "add", "double"])):
        case "replace" if step is not None:
            place[step] = draw(values)
        case "remove" if step is not None:
            del place[step]
        case "double" if step is not None and isinstance(place, list):
            place.append(place[step])
        case "double" if step is not None:
            place[draw(keys)] = place[step]
        case _ if isinstance(place, list):
            place.append(draw(values))
        case _:
            place[draw(keys)] = draw(values)


def dumped(tree: dict[str, Any]) -> bytes:
    return tomli_w.dumps(tree).encode()


@settings(max_examples=250)
@example(HEALTHY | {"questions": [float("nan")]}, 80)
@example(HEALTHY | {"sources": {"atlas": {"title": "An Atlas", "file": "\x00"}}}, 80)
@example(HEALTHY | {"a\nb": 1}, 80)
@given(edited(HEALTHY), widths)
def test_any_value_in_the_place_of_any_other_can_be_checked(folder: Path, tree: dict[str, Any], width: int) -> None:
    assert_checked(folder, width, deck=dumped(tree), nl=b'translates = "rivers"')


@settings(max_examples=250)
@given(edited(tomli.loads(SAMPLES[CORPUS / "healthy-translation.toml"]), most=1), edited(TRANSLATION), widths)
def test_any_value_in_a_translation_can_be_checked(
    folder: Path, tree: dict[str, Any], translation: dict[str, Any], width: int
) -> None:
    assert_checked(folder, width, deck=dumped(tree), nl=dumped(translation))


@settings(max_examples=150)
@given(edited(HEALTHY), edited(HEALTHY))
def test_any_deck_can_be_compared_with_any_earlier_version(
    folder: Path, before: dict[str, Any], now: dict[str, Any]
) -> None:
    path = folder / "rivers.toml"
    path.write_bytes(dumped(now))
    reading = examine(path)
    with at_most(SECONDS):
        found = diagnose(path, reading.text, list(upkeep(reading, dumped(before).decode())))
    for diagnostic in found:
        assert_can_be_shown(diagnostic, Checked(path, reading.text, found), 80)


# Wording

PIECES = (
    *("which", "what", "Why", "not", "isn't", "never", "no", "except", "NOT", "always", "all of the above", "a", "an"),
    *("welke", "Waar", "niet", "geen", "behalve", "altijd", "alle bovenstaande", "een", "is", "the", "of", "choose"),
    *(
        "river",
        "rivers",
        "Danube",
        "the Danube",
        "1,000",
        "3.776 m",
        "-7",
        "\u22127",
        "3 May 1953",
        "2 mei",
        "1941",
        "²",
        "①",
    ),
    *(
        "٣",
        "½",
        "İzmir",
        "ß",
        "ẞ",
        "ﬁ",
        "ǅ",
        "ŉ",
        "e\u0301",
        "\u0301",
        "\u200b",
        "\u00ad",
        "aж",
        "aж",
        "Δt",
        "長江",
        "🏞️",
    ),
    *("(", ")", "?", "!", "...", "…", ":", ",", ";", "-", "__", "'", "\u2019", "{{a}}", "\n", "\t"),
)
wording = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join).filter(str.strip)
joined = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join).filter(str.strip)
phrases = wording | joined


@st.composite
def worded(draw: st.DrawFn) -> dict[str, Any]:
    """A valid deck of a few questions whose texts are made of words that the lints know, and of odd characters."""
    questions = []
    for number in range(draw(st.integers(1, 3))):
        options = {f"o{nth}": draw(phrases) for nth in range(draw(st.integers(2, 4)))}
        kind = draw(st.sampled_from(["choice", "multiple", "text", "card"]))
        question: dict[str, Any] = {"id": f"q{number}", "type": kind, "prompt": draw(phrases)}
        match kind:
            case "choice":
                question |= {"options": options, "answer": "o1"}
            case "multiple":
                question |= {"options": options, "answer": ["o0"]}
            case "text":
                question |= {"accept": [draw(phrases)], "distractors": options}
            case _:
                question |= {"back": draw(phrases)}
        questions.append(question)
    language = draw(st.sampled_from(["en", "nl", "tr", ""]))
    return {"format": 1, "id": "rivers", "title": "Rivers", "language": language, "questions": questions}


@settings(max_examples=400)
@given(worded(), widths)
def test_any_wording_can_be_checked(folder: Path, tree: dict[str, Any], width: int) -> None:
    assert_checked(folder, width, deck=dumped(tree), nl=b'translates = "rivers"\nlanguage = "nl"\n')


# Texts

typed = st.text(st.sampled_from("[]{}\"'=.,#\n\r\\\t:-_09aeu \x00\x1b\u202eé長🏞"), max_size=5)


@st.composite
def mistyped(draw: st.DrawFn, text: str) -> str:
    """A text in which lines were removed, doubled, swapped and mistyped, or that goes on as another one."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.sampled_from(["remove", "double", "swap", "type", "type", "splice", "cut"])):
            case "remove" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "splice":
                more = SAMPLES[draw(st.sampled_from(list(SAMPLES)))].split("\n")
                lines[at:] = more[draw(st.integers(0, len(more) - 1)) :]
            case "cut":
                lines[at:] = [lines[at][: draw(st.integers(0, len(lines[at])))]]
            case _:
                column = draw(st.integers(0, len(lines[at])))
                rest = lines[at][column + draw(st.integers(0, 5)) :]
                lines[at] = lines[at][:column] + draw(typed) + rest
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join(lines)


@settings(max_examples=300)
@given(st.sampled_from(list(SAMPLES)).flatmap(lambda path: mistyped(SAMPLES[path])), widths)
def test_any_mistyped_deck_can_be_checked(folder: Path, text: str, width: int) -> None:
    assert_checked(folder, width, deck=text.encode(), nl=b"")


@settings(max_examples=150)
@given(st.data(), widths)
def test_any_mistyped_translation_can_be_checked(folder: Path, data: st.DataObject, width: int) -> None:
    path = data.draw(st.sampled_from(TRANSLATED))
    translation = data.draw(mistyped(SAMPLES[path.with_suffix(".nl.toml")]))
    assert_checked(folder, width, deck=SAMPLES[path].encode(), nl=translation.encode())
