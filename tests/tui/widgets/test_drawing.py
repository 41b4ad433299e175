"""Bars and columns: as long as they should be, and never silent about a part that is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.tui.widgets.drawing import DONE, UNDER_WAY, UNTOUCHED, bar, chip, columns, meter, strip

amounts = st.lists(st.integers(0, 10_000), min_size=3, max_size=3)


@given(amounts, st.integers(3, 100))
def test_a_bar_fills_its_cells_and_shows_every_part_that_is_there(amounts: list[int], cells: int) -> None:
    drawn = bar(amounts, cells).plain
    assert len(drawn) == cells
    for amount, (sign, _) in zip(amounts, (DONE, UNDER_WAY, UNTOUCHED), strict=True):
        assert (sign in drawn) == (amount > 0 or (sign == UNTOUCHED[0] and not any(amounts)))


@pytest.mark.parametrize(
    ("amounts", "drawn"),
    [((5, 5, 10), "━━━━━╍╍╍╍╍──────────"), ((1, 0, 999), "━" + "─" * 19), ((0, 0, 0), "─" * 20), ((3, 0, 0), "━" * 20)],
)
def test_the_parts_of_a_bar_stand_in_order(amounts: tuple[int, int, int], drawn: str) -> None:
    assert bar(amounts, 20).plain == drawn


@pytest.mark.parametrize(("share", "drawn"), [(0, "────"), (0.5, "━━──"), (1, "━━━━"), (7, "━━━━"), (-1, "────")])
def test_a_meter_is_filled_by_its_share(share: float, drawn: str) -> None:
    assert meter(share, 4).plain == drawn


def test_columns_are_as_high_as_their_share_and_any_amount_is_seen() -> None:
    assert columns([0, 1, 50, 100]) == "▁▂▅█"
    assert columns([1, 1], most=7) == "▂▂"
    assert columns([0, 0]) == "▁▁"


def test_a_chip_has_room_around_its_words() -> None:
    assert chip("Again", "again").plain == " Again "


@pytest.mark.parametrize(("today", "sign"), [(True, "■"), (False, "□")])
def test_a_strip_marks_today_and_has_a_sign_below_each_name(today: bool, sign: str) -> None:
    names, signs = (line.plain for line in strip((True, False, today), ("Su", "Mo", "Tu")))
    assert (names, signs) == (" Su Mo [Tu]", f" ■  ·   {sign}  ")
    assert len(names) == len(signs)
