"""Collections whose changed copies share what did not change: they hold what a list and a dictionary would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.persistent import CHUNK, Chunked, Table

MOVES = st.lists(st.tuples(st.sampled_from(["without", "inserted", "sorted_in"]), st.integers(0, 10_000)), max_size=60)


@given(st.integers(0, 5 * CHUNK), MOVES)
def test_a_chunked_sequence_changes_as_a_list_does(length: int, moves: list[tuple[str, int]]) -> None:
    plain = list(range(0, 2 * length, 2))
    chunked = Chunked(plain)
    for move, number in moves:
        before, kept = chunked, tuple(plain)
        if move == "without" and plain:
            del plain[number % len(plain)]
            chunked = chunked.without(number % len(kept))
        elif move == "inserted":
            plain.insert(number % (len(plain) + 2), number)
            chunked = chunked.inserted(number % (len(kept) + 2), number)
        elif move == "sorted_in":
            plain, chunked = sorted(plain), Chunked(sorted(plain))
            before, kept = chunked, tuple(plain)
            plain = sorted([*plain, number])
            chunked = chunked.sorted_in(number, int)
        assert (list(chunked), len(chunked), bool(chunked)) == (plain, len(plain), bool(plain))
        assert before == kept


def test_of_equals_the_one_that_was_sorted_in_first_comes_first() -> None:
    chunked = Chunked([(1, "a"), (2, "b"), (3, "c")])
    assert list(chunked.sorted_in((2, "later"), lambda pair: pair[0]))[1:3] == [(2, "b"), (2, "later")]


def test_a_change_leaves_the_other_chunks_and_buckets_as_they_are() -> None:
    chunked, table = Chunked(range(100 * CHUNK)), Table((number, str(number)) for number in range(10_000))
    changed = chunked.without(3)
    assert sum(one is not other for one, other in zip(chunked._chunks, changed._chunks, strict=True)) == 1
    other = table.with_value(17, "else")
    assert sum(one is not two for one, two in zip(table._buckets, other._buckets, strict=True)) == 1


@given(st.lists(st.tuples(st.integers(0, 600), st.none() | st.text(max_size=2)), max_size=50))
def test_a_table_changes_as_a_dictionary_does(changes: list[tuple[int, str | None]]) -> None:
    plain = {number: str(number) for number in range(300)}
    table = Table(plain.items())
    for key, value in changes:
        before, kept = table, dict(plain)
        if value is None:
            plain.pop(key, None)
            table = table.without(key)
        else:
            plain[key] = value
            table = table.with_value(key, value)
        assert {key: table.get(key) for key in range(600)} == {key: plain.get(key) for key in range(600)}
        assert table == Table(plain.items())
        assert before == Table(kept.items())
