"""Answers as this program exports them, read and validated in one go: millions of them are imported."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable
from typing import Any

from pydantic_core import SchemaValidator, ValidationError, to_json
from pydantic_core import core_schema as schema

from quizapp.core.log.records import LARGEST, LAST_DAY, LAST_MOMENT, LONGEST, MOST, is_long, is_plain
from quizapp.core.scheduling.scheduler import DAY_MS, DAY_S, EPOCH_DAY, MINUTE_MS

MINUTES = DAY_MS // MINUTE_MS

_Row = tuple[Any, ...]

_TEXT = schema.str_schema()
_NAME = schema.str_schema(min_length=1, max_length=LONGEST)
_SWITCH = schema.bool_schema()


def _number(most: int) -> schema.UnionSchema:
    """A number from 0 on; a whole number stays one."""
    kinds: list[schema.CoreSchema | tuple[schema.CoreSchema, str]] = [
        schema.int_schema(ge=0, le=most),
        schema.float_schema(ge=0, le=most, allow_inf_nan=False),
    ]
    return schema.union_schema(kinds, mode="left_to_right")


def _whole(least: int, most: int) -> schema.IntSchema:
    return schema.int_schema(ge=least, le=most)


_SHARE, _POINTS = _number(1), _number(1_000_000)
_EVIDENCE: dict[str, schema.CoreSchema] = {
    "form": _TEXT,
    "type": _TEXT,
    "of": _TEXT,
    "phase": schema.literal_schema(["new", "learning", "review", "relearning"]),
    "response": schema.any_schema(),
    "order": schema.list_schema(_TEXT, max_length=MOST),
    "score": schema.nullable_schema(_SHARE),
    "right": schema.nullable_schema(_SWITCH),
    "reason": schema.nullable_schema(_TEXT),
    "hint": _SWITCH,
    "revealed": _SWITCH,
    "guessed": _SWITCH,
    "override": _SWITCH,
    "points": _POINTS,
    "out_of": _POINTS,
    "seed": _whole(-LARGEST, LARGEST),
    "paper": _TEXT,
    "latency": _whole(0, DAY_MS),
    "recall": schema.nullable_schema(_SHARE),
    "model": _TEXT,
    "parameters": _TEXT,
    "interval": _whole(0, 36_500),
    "step": _whole(0, 100),
    "delay": _whole(0, 100 * DAY_S),
}
_FIELDS: dict[str, schema.CoreSchema] = {
    "id": _NAME,
    "at": _whole(0, LAST_MOMENT),
    "offset": _whole(1 - 24 * 60, 24 * 60 - 1),
    "day": _whole(1, LAST_DAY),
    "learner": _NAME,
    "device": _NAME,
    "kind": schema.literal_schema(["review", "practice"]),
    "deck": _NAME,
    "card": _NAME,
    "rating": schema.nullable_schema(_whole(1, 4)),
    "data": schema.typed_dict_schema(
        {name: schema.typed_dict_field(each, required=False) for name, each in _EVIDENCE.items()},
        extra_behavior="forbid",
    ),
}


def row_reader() -> Callable[[bytes], _Row | None]:
    """Return what gives the row of an event from its line of JSON, or None if it is none of the usual ones.

    Those have to be looked at by `event_of_record`: it accepts whatever is accepted here.
    """
    fields = {name: schema.typed_dict_field(each) for name, each in _FIELDS.items()}
    validate = SchemaValidator(schema.typed_dict_schema(fields, extra_behavior="forbid")).validate_json

    def row(line: bytes) -> _Row | None:
        try:
            record = validate(line, strict=True)
        except ValidationError:
            return None
        id, at, offset, day, learner, device, kind, deck, card, rating, data = record.values()
        if not (
            0 <= (at // MINUTE_MS + offset) // MINUTES + EPOCH_DAY - day <= 1  # `day_number`
            and id.isprintable()
            and card.isprintable()
            and deck.isprintable()
            and learner.isprintable()
            and device.isprintable()
            and (kind == "practice" or (rating and "interval" in data and ("step" not in data or "delay" in data)))
            and (type(response := data.get("response")) is str or (is_plain(response) and not is_long(response)))
        ):
            return None
        text = to_json(data).decode()
        names = f"{id}\x1f{at}\x1f{offset}\x1f{day}\x1f{learner}\x1f{device}\x1f{kind}\x1f{deck}\x1f{card}"
        checksum = crc32(f"{names}\x1f{rating or ''}\x1f{text}".encode())  # as `row_of` has it, without a call
        return id, at, offset, day, learner, device, kind, deck, card, rating, text, checksum

    return row
