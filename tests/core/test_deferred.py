"""The dataclasses of `core.deferred` beside those of the standard library: whatever can be seen is the same."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from quizapp.core import deferred
from quizapp.core.language.dates import Moment


def pair(**options: bool) -> list[type[Any]]:
    """The same class twice: made by the standard library, and deferred."""
    made = []
    for maker, field in ((dataclasses.dataclass, dataclasses.field), (deferred.dataclass, deferred.field)):

        @maker(frozen=True, **options)
        class Point:
            """A place."""

            x: int
            y: int = 2
            tags: list[str] = field(default_factory=list)
            note: str = field(default="", compare=False, repr=False)

        made.append(Point)
    return made


CALLS: list[Callable[[type[Any]], Any]] = [
    lambda kind: kind(x=1),
    lambda kind: kind(x=1, y=3, tags=["a"], note="n"),
    lambda kind: kind(1, 3),
    lambda kind: kind(1, y=3),
    lambda kind: kind(),
    lambda kind: kind(y=3),
    lambda kind: kind(1, x=1),
    lambda kind: kind(1, 2, [], "n", 5),
    lambda kind: kind(x=1, z=2),
    lambda kind: kind(x=1, y=2, tags=[], z="n"),
]


@pytest.mark.parametrize("keywords", [False, True])
@pytest.mark.parametrize("call", range(len(CALLS)))
@pytest.mark.parametrize("before", range(4))
def test_instances_are_as_the_standard_library_makes_them(call: int, before: int, keywords: bool) -> None:
    """The first ones, those after, and those that cannot be made."""
    told = []
    for kind in pair(kw_only=keywords):
        for number in range(before):
            kind(x=number)
        try:
            made = CALLS[call](kind)
        except TypeError as error:
            told.append(str(error))
        else:
            told.append(f"{made!r} {made.note} {made == copy.copy(made)} {dataclasses.asdict(made)}")
    assert told[0] == told[1]


def test_a_default_that_is_made_is_made_for_each_instance() -> None:
    kind = pair()[1]
    made = [kind(x=number) for number in range(4)]
    made[0].tags.append("mine")
    made[3].tags.append("also mine")
    assert [point.tags for point in made] == [["mine"], [], [], ["also mine"]]


def test_equality_and_hashes_are_of_what_is_compared() -> None:
    plain, late = pair()
    for kind in (plain, late):
        assert kind(1, note="a") == kind(1, note="b") != kind(2)
        assert kind(1) != (1, 2, [])
        with pytest.raises(TypeError, match="unhashable"):
            hash(kind(1))
        assert hash(kind(1, 2, ())) == hash(kind(1, 2, (), "other"))
    assert plain(1) != late(1)


@pytest.mark.parametrize("number", range(4))
def test_nothing_can_be_assigned_or_deleted(number: int) -> None:
    kind = pair()[1]
    made = [kind(x=1) for _ in range(number + 1)][-1]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        made.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del made.x
    assert made.x == 1


def test_fields_parameters_and_patterns_are_at_hand_before_there_is_an_instance() -> None:
    for kind in pair():
        assert [one.name for one in dataclasses.fields(kind)] == ["x", "y", "tags", "note"]
        assert kind.__match_args__ == ("x", "y", "tags", "note")
        assert dataclasses.is_dataclass(kind)
    late = pair()[1]
    for replace in (dataclasses.replace, deferred.replace):
        assert replace(late(1, 5), x=2) == late(2, 5)
        with pytest.raises(TypeError):
            replace(late(1, 5), z=2)
    for _ in range(4):
        last = late(1)
    assert list(inspect.signature(type(last)).parameters) == ["x", "y", "tags", "note"]


def test_a_subclass_has_the_fields_of_its_base_and_checks_itself() -> None:
    @deferred.dataclass(frozen=True, kw_only=True)
    class Base:
        """A base."""

        one: int = 1

        def __post_init__(self) -> None:
            if self.one < 0:
                raise ValueError("less than nothing")

    @deferred.dataclass(frozen=True, kw_only=True)
    class Derived(Base):
        """One with more."""

        two: int

    for _ in range(4):
        assert repr(Derived(two=2)).endswith("Derived(one=1, two=2)")
        assert Derived(two=1) != Base()
        with pytest.raises(ValueError, match="less than nothing"):
            Derived(one=-1, two=2)


def test_fields_can_be_asked_for_before_and_after_there_are_instances() -> None:
    for before in range(4):
        kind = pair()[1]
        for number in range(before):
            kind(x=number)
        named = {one.name: (one.default, one.compare, one.repr) for one in dataclasses.fields(kind)}
        assert named["y"] == (2, True, True)
        assert named["note"] == ("", False, False)
        assert kind(1) == kind(1, 2, [], "other")
        assert dataclasses.asdict(kind(1)) == {"x": 1, "y": 2, "tags": [], "note": ""}


def test_a_field_of_the_standard_library_is_refused() -> None:
    @deferred.dataclass(frozen=True)
    class Point:
        """A place."""

        x: int = dataclasses.field(default=1)

    with pytest.raises(TypeError, match="field"):
        Point()


def test_what_the_standard_library_made_is_replaced_by_it() -> None:
    assert deferred.replace(Moment(1941, 4), year=1942) == Moment(1942, 4)


def test_an_order_is_left_to_the_standard_library() -> None:
    assert Moment(1941, 4) < Moment(1942, 1)
    assert Moment(1941, 4) == pickle.loads(pickle.dumps(Moment(1941, 4)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        Moment(1941).year = 1942  # type: ignore[misc]
