"""Charts of several lines: columns as high as the axis says, names where there is room, days in shades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.tui.widgets.charts import SHADES, bullet, column_chart, shaded, ticks_to


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (0.2, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 2, 4, 6]),
        (11, [0, 5, 10, 15]),
        (67, [0, 50, 100]),
        (12_000, [0, 5_000, 10_000, 15_000]),
    ],
)
def test_the_labels_of_an_axis_are_whole_numbers_as_far_from_each_other(most: float, labels: list[int]) -> None:
    assert list(ticks_to(most, 6)) == labels


def test_columns_stand_over_their_names_and_before_the_end() -> None:
    drawn = column_chart([4, 0, 2], 24, 4, [(0, "today"), (2, "3 Oct")], "exam 4 Oct")
    assert [line.rstrip() for line in drawn.plain.split("\n")] == [
        "4┤█████             ┊",
        "3┤█████             ┊",
        "2┤█████       █████ ┊",
        "1┤█████       █████ ┊",
        "0└───────────────────",
        "  today      exam 4 Oct",
    ]


def test_few_cards_are_a_low_chart() -> None:
    assert column_chart([1, 0, 0], 20, 6, [(0, "today")]).plain.split("\n")[:3] == [
        "1┤█████             ",
        " │█████             ",
        "0└──────────────────",
    ]


@given(
    st.lists(st.floats(0, 10_000, allow_subnormal=False), min_size=1, max_size=40),
    st.integers(50, 200),
    st.integers(2, 12),
    st.booleans(),
)
def test_a_chart_fits_and_shows_every_amount(amounts: list[float], width: int, height: int, ends: bool) -> None:
    names = [(index, f"day {index}") for index in range(len(amounts))]
    drawn = column_chart(amounts, width, height, names, "the exam" if ends else "")
    lines = drawn.plain.split("\n")
    assert max(map(len, lines)) <= width and len(lines) <= height + 2
    first = lines[-3].partition("┤" if "┤" in lines[-3] else "│")[2]
    step = (len(first) - ends) // len(amounts)
    assert [first[place * step] != " " for place in range(len(amounts))] == [amount > 0 for amount in amounts]


def test_names_that_are_wide_keep_their_places() -> None:
    drawn = column_chart([1, 1, 1, 1], 30, 2, [(0, "今日"), (3, "10月4日")])
    assert drawn.plain.split("\n")[-1] == "  今日              10月4日"


@pytest.mark.parametrize(
    ("share", "mark", "drawn"),
    [(0.5, 0.75, "━━━━──┃─"), (1, 1, "━━━━━━━┃"), (0, 0, "┃───────"), (0.75, 0.25, "━━┃━━━──")],
)
def test_a_bullet_has_a_line_at_its_mark(share: float, mark: float, drawn: str) -> None:
    assert bullet(share, mark, 8).plain == drawn
    assert bullet(share, mark, 0).plain == ""


def test_shades_differ_without_colour() -> None:
    assert shaded(range(5)).plain == "· ░░▒▒▓▓██"
    assert len({sign for sign, _ in SHADES}) == len(SHADES)
