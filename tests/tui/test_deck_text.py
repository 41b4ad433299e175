"""Deck text on screen: always literal, in any script, with words of any length."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from tests.support.making import choice, flashcard, multiple, text, true_false, write_deck
from tests.support.student import SitDown, Student

MARKUP = "[b]b[/b] [@click=app.quit]q[/] \\[x] $text"
WORD = "Donaudampfschifffahrt" * 24
SCRIPTS = {
    "chinese": "长江是亚洲最长的河流,也是世界第三长的河流。",
    "japanese": "日本で一番長い川はどれですか?信濃川でしょうか。",
    "arabic": "ما هو أطول نهر في العالم؟ نهر النيل",
    "hebrew": "מהו הנהר הארוך בעולם?",
    "hindi": "विश्व की सबसे लंबी नदी कौन सी है?",
    "thai": "แม่น้ำที่ยาวที่สุดในโลกคือแม่น้ำอะไร",
    "combining": "Ame\u0301lie e\u0302tait a\u0300 l\u2019e\u0301te\u0301, s\u030cc\u030c Z\u0351\u036b\u0343a\u0308",
    "emoji": "River 🌊 flag 🇳🇱 family 👨\u200d👩\u200d👧 thumb 👍🏽 heart ❤\ufe0f keycap 1\ufe0f\u20e3",
    "tabs": "one\ttwo\tthree\n\tfour\tfive",
    "word": WORD,
    "zero width": "zero\u200bwidth\u200djoiner\u2060here",
}


def everywhere(sample: str) -> dict[str, Any]:
    """Keys of a question that put `sample` in every place a deck has for text."""
    return {
        "prompt": f"Q {sample}",
        "explanation": f"E {sample}",
        "hint": f"H {sample}",
        "source": {"id": "atlas", "at": f"A {sample}", "quote": f"C {sample}"},
        "tags": [f"T {sample}"],
    }


def head(sample: str) -> dict[str, Any]:
    return {"title": f"D {sample}", "sources": {"atlas": {"title": f"S {sample}", "author": f"W {sample}"}}}


def in_bounds(student: Student, width: int) -> bool:
    """Whether every line is exactly as wide as the screen, and nothing lies over the frame at the foot."""
    return all(strip.cell_length == width and cell_len(strip.text) == width for strip in student.strips)


@pytest.mark.parametrize(
    "question",
    [
        choice(options={"a": f"1 {MARKUP}", "b": f"2 {MARKUP}"}, answer="b", feedback={"a": f"F {MARKUP}"}),
        multiple(options={"a": f"1 {MARKUP}", "b": f"2 {MARKUP}"}, answer=["b"], feedback={"a": f"F {MARKUP}"}),
        true_false(feedback={"true": f"F {MARKUP}"}),
        text(accept=[f"1 {MARKUP}"], reject={"X": f"F {MARKUP}"}),
        flashcard(back=f"1 {MARKUP}"),
    ],
    ids=lambda question: question["type"],
)
async def test_markup_in_a_deck_is_shown_as_it_is_written(sit_down: SitDown, question: dict[str, Any]) -> None:
    typed, turned = question["type"] == "text", question["type"] == "card"
    async with sit_down(question | everywhere(MARKUP), **head(MARKUP)) as student:
        await student.see(f"D {MARKUP}", f"Q {MARKUP}")
        await student.press("escape", "H")
        await student.see(f"H {MARKUP}")
        await student.press(*(("tab", "X", "enter") if typed else ("1", "enter")))
        await student.see(f"Q {MARKUP}", f"E {MARKUP}", f"W {MARKUP}, S {MARKUP}, “A {MARKUP}”")
        if not turned:
            await student.see(f"F {MARKUP}")
        if "true-false" not in student.showing.question.type:
            await student.see(f"1 {MARKUP}")
        await student.press("s")
        await student.see(f"S {MARKUP}", f"A {MARKUP}", f"C {MARKUP}", f"T {MARKUP}")
        assert not student.gone


async def test_markup_in_a_deck_cannot_be_clicked(sit_down: SitDown) -> None:
    async with sit_down(flashcard(prompt="[@click=app.quit]leave[/]", back="[@click=app.quit]go[/]")) as student:
        await student.click("leave")
        await student.press("space")
        await student.click("go[/]")
        assert not student.gone
        await student.see("leave", "go")


async def test_markup_is_literal_at_home_and_in_the_summary(sit_down: SitDown, tmp_path: Any) -> None:
    write_deck(tmp_path / "decks", flashcard(prompt=MARKUP), title=f"D {MARKUP}")
    (tmp_path / "decks" / "z[b]x.toml").write_text("[@click=app.quit] = 1", "utf-8")
    async with sit_down(size=(120, 30)) as student:
        await student.see(f"D {MARKUP}", "z[b]x.toml")
        await student.press("enter", "space", "1", "space", "4")
        await student.see("Done for now.", f"D {MARKUP}", f"· {MARKUP}")
        await student.press("enter", "down", "enter")
        await student.see("z[b]x.toml", "E001", "[@click=app.quit] = 1")


@pytest.mark.parametrize(
    ("sample", "size"),
    [*((sample, (40, 12)) for sample in SCRIPTS.values()), (SCRIPTS["chinese"], (80, 24)), (SCRIPTS["word"], (80, 24))],
    ids=[*SCRIPTS, "chinese-wide", "word-wide"],
)
async def test_any_script_stays_within_its_place(sit_down: SitDown, sample: str, size: tuple[int, int]) -> None:
    options = {"a": f"{sample} 1", "b": f"{sample} 2"}
    question = choice(options=options, answer="b", feedback={"a": sample}) | everywhere(sample)
    async with sit_down(question, **head(sample), size=size) as student:
        for key in ("H", "1", "enter", "pagedown"):
            await student.press(key)
            assert in_bounds(student, size[0]), f"after {key}:\n{student.screen}"
            assert "↵" in student.screen
        await student.press("s")
        await student.see("Source")


@pytest.mark.parametrize("script", ["chinese", "arabic", "combining", "emoji", "word"])
async def test_any_script_can_be_typed_and_marked(sit_down: SitDown, script: str) -> None:
    answer = SCRIPTS[script][:200]
    async with sit_down(text(accept=[answer])) as student:
        await student.paste(answer)
        await student.press("enter")
        await student.see("✓ Right")
        assert in_bounds(student, 80)


@pytest.mark.parametrize("sample", [SCRIPTS["chinese"], SCRIPTS["word"]], ids=["chinese", "word"])
async def test_long_words_and_scripts_without_spaces_are_wrapped_not_cut(sit_down: SitDown, sample: str) -> None:
    async with sit_down(flashcard(prompt=sample, back=sample), size=(40, 60)) as student:
        await student.press("space")
        assert "".join(student.words.split()).count(sample) == 2


async def test_tabs_become_spaces(sit_down: SitDown) -> None:
    async with sit_down(flashcard(prompt="one\ttwo", back="three\tfour")) as student:
        await student.press("space")
        assert "one two" in student.screen
        assert "three   four" in student.screen


async def test_the_lines_of_a_question_are_kept(sit_down: SitDown) -> None:
    verse = "First line\n  second line, indented\n\nfourth line"
    async with sit_down(text(prompt=verse)) as student:
        start = next(index for index, line in enumerate(student.lines) if "First line" in line)
        assert [line[2:] for line in student.lines[start : start + 4]] == verse.splitlines()
