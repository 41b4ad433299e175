"""Immutable collections whose changed copies share what did not change: a change costs the same at any length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)

CHUNK = 64
"""So many values a chunk is made of; one that has twice as many is split."""

BUCKETS = 256
_EMPTY: Mapping[Any, Any] = {}


class Chunked(Generic[Value]):
    """A sequence in chunks. A copy with other values in one place has the other chunks in common with it."""

    __slots__ = ("_chunks",)

    def __init__(self, values: Iterable[Value] = ()) -> None:
        listed = tuple(values)
        self._chunks = tuple(listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))

    def __iter__(self) -> Iterator[Value]:
        return chain.from_iterable(self._chunks)

    def __len__(self) -> int:
        return sum(map(len, self._chunks))

    def __bool__(self) -> bool:
        return bool(self._chunks)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Chunked | tuple) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Chunked({tuple(self)})"

    def without(self, index: int) -> Chunked[Value]:
        """The sequence without the value at `index`."""
        number, place = self._locate(index)
        chunk = self._chunks[number]
        return self._with(number, chunk[:place] + chunk[place + 1 :])

    def inserted(self, index: int, value: Value) -> Chunked[Value]:
        """The sequence with a value before that at `index`, or at its end."""
        if not self._chunks:
            return Chunked((value,))
        number, place = self._locate(index)
        chunk = self._chunks[number]
        return self._with(number, (*chunk[:place], value, *chunk[place:]))

    def sorted_in(self, value: Value, key: Callable[[Value], int]) -> Chunked[Value]:
        """The sequence, which is sorted by `key`, with a value more; behind those with the same key."""
        if not self._chunks:
            return Chunked((value,))
        wanted, number = key(value), len(self._chunks) - 1
        while number and key(self._chunks[number][0]) > wanted:
            number -= 1
        chunk = self._chunks[number]
        place = bisect_right(chunk, wanted, key=key)
        return self._with(number, (*chunk[:place], value, *chunk[place:]))

    def _locate(self, index: int) -> tuple[int, int]:
        """The number of the chunk with the value at `index`, and the place in it; behind the last value at the end."""
        last = len(self._chunks) - 1
        for number, chunk in enumerate(self._chunks):
            if index < len(chunk) or number == last:
                return number, index
            index -= len(chunk)
        raise IndexError(index)

    def _with(self, number: int, chunk: tuple[Value, ...]) -> Chunked[Value]:
        parts = (chunk,) if len(chunk) < 2 * CHUNK else (chunk[:CHUNK], chunk[CHUNK:])
        changed: Chunked[Value] = Chunked.__new__(Chunked)
        changed._chunks = self._chunks[:number] + (parts if chunk else ()) + self._chunks[number + 1 :]
        return changed


class Table(Generic[Key, Value]):
    """A mapping in buckets. A copy with another value for one key has the other buckets in common with it."""

    __slots__ = ("_buckets",)

    def __init__(self, values: Iterable[tuple[Key, Value]] = ()) -> None:
        filled: dict[int, dict[Key, Value]] = {}
        for key, value in values:
            filled.setdefault(hash(key) % BUCKETS, {})[key] = value
        self._buckets: tuple[Mapping[Key, Value], ...] = tuple(filled.get(number, _EMPTY) for number in range(BUCKETS))

    def get(self, key: Key) -> Value | None:
        """The value for a key, None if there is none."""
        return self._buckets[hash(key) % BUCKETS].get(key)

    def __getitem__(self, key: Key) -> Value:
        return self._buckets[hash(key) % BUCKETS][key]

    def values(self) -> Iterator[Value]:
        """The values, in no order that matters."""
        return chain.from_iterable(bucket.values() for bucket in self._buckets)

    def __eq__(self, other: object) -> bool:
        return self._buckets == other._buckets if isinstance(other, Table) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def with_value(self, key: Key, value: Value) -> Table[Key, Value]:
        """The mapping with this value for a key."""
        return self._with(key, {**self._buckets[hash(key) % BUCKETS], key: value})

    def without(self, key: Key) -> Table[Key, Value]:
        """The mapping without a key."""
        bucket = dict(self._buckets[hash(key) % BUCKETS])
        bucket.pop(key, None)
        return self._with(key, bucket)

    def _with(self, key: Key, bucket: Mapping[Key, Value]) -> Table[Key, Value]:
        number = hash(key) % BUCKETS
        changed: Table[Key, Value] = Table.__new__(Table)
        changed._buckets = (*self._buckets[:number], bucket, *self._buckets[number + 1 :])
        return changed
