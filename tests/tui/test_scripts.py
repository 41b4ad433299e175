"""Scripts of the world in every place that a deck or a student has for text: nothing is cut, shifted or lost."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.support.making import all_texts, all_types, choice, cloze, flashcard, text, write_deck
from tests.support.screens import can_be_read, moments
from tests.support.student import SitDown
from tests.support.sweeps import sweep

SCRIPTS = {
    "chinese": "长江是亚洲最长的河流,也是世界第三长的河流。",
    "japanese": "日本で一番長い川は、信濃川です。",
    "arabic": "نهر النيل هو أطول نهر في العالم",
    "hebrew": "הנהר הארוך בעולם הוא הנילוס",
    "hindi": "विश्व की सबसे लंबी नदी नील है",
    "combining": "Ame\u0301lie e\u0302tait a\u0300 l\u2019e\u0301te\u0301, Z\u0351\u036b\u0343a\u0308",
    "emoji": "River 🌊 flag 🇳🇱 family 👨\u200d👩\u200d👧 thumb 👍🏽 heart ❤\ufe0f",
}
NAMES = {sample: name for name, sample in SCRIPTS.items()}
every_script = sweep("sample", NAMES, always={SCRIPTS["japanese"]}, ids=NAMES.__getitem__)


@sweep("size", [(40, 12), (80, 24)], always=[(40, 12)])
@every_script
async def test_every_question_and_verdict_keeps_its_lines(
    sit_down: SitDown, sample: str, size: tuple[int, int]
) -> None:
    async with sit_down(*all_types(sample), **all_texts(sample), size=size) as student:
        kinds = set()
        async for moment in moments(student):
            await can_be_read(student, moment)
            kinds.add(moment.partition(",")[0])
        assert len(kinds) == 11


@every_script
async def test_home_the_summary_and_a_sheet_keep_their_lines(sit_down: SitDown, sample: str) -> None:
    write_deck(sit_down.folder / "decks", flashcard(prompt=sample, source={"id": "atlas"}), **all_texts(sample))
    async with sit_down(size=(40, 12)) as student:
        for keys in (("?",), ("escape", "enter"), ("space", "s"), ("escape", "1", "space", "4")):
            await can_be_read(student)
            await student.press(*keys)
        await student.see("Done for now.")
        await can_be_read(student)


@every_script
async def test_wrapped_lines_of_an_option_begin_below_its_first_letter(sit_down: SitDown, sample: str) -> None:
    long = " ".join([sample] * 3)
    async with sit_down(choice(options={"a": long, "b": "Other"}, answer="b"), size=(40, 24)) as student:
        start = next(y for y, line in enumerate(student.lines) if line.strip().startswith("1 "))
        end = next(y for y, line in enumerate(student.lines) if line.strip().startswith("2 "))
        begins = [cell_len(line) - cell_len(line.lstrip()) for line in student.lines[start + 1 : end]]
        assert set(begins) == {cell_len(student.lines[start].partition("1 ")[0]) + 2}


@every_script
async def test_what_is_typed_into_a_gap_is_shown_whole_and_marked(sit_down: SitDown, sample: str) -> None:
    gaps = {"river": {"accept": [sample]}, "town": {"accept": ["Belgrade"]}}
    async with sit_down(cloze(gaps=gaps), size=(40, 24)) as student:
        await student.paste(sample)
        assert "".join(sample.split()) in "".join(student.words.replace("█", "").split())
        await student.press("enter")
        await student.see("✓ Right")


@pytest.mark.parametrize(("sample", "left"), [("河流", "河"), ("abé", "ab"), ("נהר", "נה")], ids=str)
async def test_backspace_takes_away_one_letter_whatever_its_width(sit_down: SitDown, sample: str, left: str) -> None:
    async with sit_down(cloze(), text()) as student:
        await student.paste(sample)
        await student.press("backspace")
        assert student.showing.response == {"river": left}
