"""An editor's help on each key of a deck, and the limits on its value that the dataclasses state in code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizapp.core.decks.deck import DeckInfo, Source
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import (
    ID_PATTERN,
    MAX_ENTRIES,
    MAX_ID,
    MAX_OPTION,
    MAX_OPTIONS,
    MAX_POINTS,
    MAX_PROMPT,
    Citation,
    Question,
)
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.self_graded import MAX_RUBRIC, Card, Open
from quizapp.core.questions.typed import MAX_TYPOS, Date, Number, Partial, Text

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

DIALECT = "http://json-schema.org/draft-07/schema#"
"""Taplo knows no later one in full."""


def says(description: str, **keywords: Any) -> Schema:
    """The part of a schema that describes a value; `keywords` are JSON Schema's."""
    return {"description": description, **keywords}


ID: Schema = {"pattern": "^" + ID_PATTERN.pattern.replace(r"\Z", "$"), "maxLength": MAX_ID}
_WRITTEN: Schema = {"pattern": r"\S"}
_DATE: Schema = {"pattern": "^[0-9]{4}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01]))?)?$"}
_PART: Schema = {"minimum": 0, "maximum": 1}
_LAID_OUT: Schema = {
    "propertyNames": ID,
    "additionalProperties": _WRITTEN | {"maxLength": MAX_OPTION},
    "minProperties": 2,
    "maxProperties": MAX_OPTIONS,
}

_OPTIONS = says('The options, each under its own id: `options.moscow = "Moscow"`.', **_LAID_OUT)
_SHUFFLE = says("Whether to shuffle the options each time.")
_FEEDBACK = says("Why a wrong option is tempting, by its id. Shown when it is chosen.")
_OPTION_FEEDBACK = _FEEDBACK | {"propertyNames": ID}
_ACCEPT = says("Every right answer. The first is the one shown.", items=_WRITTEN, minItems=1, maxItems=MAX_ENTRIES)
_TYPED: Mapping[str, Schema] = {
    "ignore": says("The differences to ignore. Titles (and initials) count unless they are listed."),
    "typos": says("How many letters may be wrong in a word of five or more.", minimum=0, maximum=MAX_TYPOS),
    "reject": says('Why a near miss is wrong, each under its text: `reject.Niger = "..."`.', maxProperties=MAX_ENTRIES),
}
_DISTRACTORS = says(
    "Wrong options, each under its own id. The question is asked as a choice until it is known well.",
    propertyNames={"not": {"const": "answer"}},
    maxProperties=MAX_OPTIONS - 1,
)

KEYS: Mapping[type, Mapping[str, Schema]] = {
    DeckInfo: {
        "format": says("The version of the deck format."),
        "id": says("The name for `--deck`, and of the file: lower-case letters, digits and hyphens.", **ID),
        "title": says("The title that students see.", **_WRITTEN),
        "description": says("What the deck is about."),
        "language": says("The language (BCP 47). Numbers and dates follow it.", examples=["en", "en-GB", "nl"]),
        "license": says("The licence, by its SPDX id.", examples=["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"]),
        "authors": says("Who wrote the deck."),
        "tags": says("The subjects of the deck."),
        "sources": says("The works that questions cite, each under its own id."),
    },
    Source: {
        "title": says("The title of the work."),
        "author": says("Who wrote it."),
        "publisher": says("Who published it."),
        "published": says("When it was published."),
        "language": says("The language it is written in (BCP 47).", examples=["en", "en-GB", "nl"]),
        "url": says("Where it can be read."),
        "file": says("A file with its text, relative to the deck, to check quotes against."),
    },
    Question: {
        "id": says("Unique in the deck and never reused: progress is tied to it.", **ID),
        "prompt": says("What the student is asked.", maxLength=MAX_PROMPT, **_WRITTEN),
        "explanation": says("Shown after every answer."),
        "hint": says("Shown on request; a right answer then counts as hard."),
        "source": says("The source of the answer, and where in it."),
        "tags": says("The subjects of the question.", maxItems=MAX_ENTRIES),
        "difficulty": says("How hard you think it is: 1 to 5.", minimum=1, maximum=5),
        "points": says("What it is worth in an exam.", minimum=1, maximum=MAX_POINTS),
        "aliases": says("The ids it had before, so that progress follows.", items=ID, maxItems=MAX_ENTRIES),
        "allow": says(
            "The warnings allowed for this question, by their codes.",
            items={"pattern": "^L[0-9]{3}$"},
            maxItems=MAX_ENTRIES,
        ),
    },
    Citation: {
        "id": says("The id of one of the deck's sources."),
        "at": says("A section, page or minute.", examples=["p. 12"]),
        "quote": says("The words of the source that say it."),
    },
    Card: {
        "back": says("The answer, on the back of the card.", **_WRITTEN),
        "reverse": says("Whether a second card asks it back to front."),
    },
    Choice: {
        "options": _OPTIONS,
        "answer": says("The id of the right option.", **ID),
        "shuffle": _SHUFFLE,
        "feedback": _OPTION_FEEDBACK,
    },
    Multiple: {
        "options": _OPTIONS,
        "answer": says("The id of every right option.", items=ID, minItems=1),
        "penalty": says("What a wrong tick costs, as a share of what a right one earns.", minimum=0),
        "shuffle": _SHUFFLE,
        "feedback": _OPTION_FEEDBACK,
    },
    TrueFalse: {
        "answer": says("Whether the statement is true."),
        "feedback": says(
            "Shown after a wrong answer, under `true` or `false`.",
            propertyNames={"enum": ["true", "false"]},
        ),
    },
    Text: {
        "accept": _ACCEPT,
        **_TYPED,
        "distractors": _DISTRACTORS | {"additionalProperties": _WRITTEN | {"maxLength": MAX_OPTION}},
        "feedback": _FEEDBACK,
    },
    Number: {
        "answer": says("The right number, in digits: 28000, 0.5, 6.022e23."),
        "tolerance": says("How far off an answer may be and still be right.", minimum=0),
        "unit": says("The unit, shown behind the number.", examples=["km"]),
        "distractors": _DISTRACTORS,
        "feedback": _FEEDBACK,
    },
    Date: {
        "answer": says(
            "The date, in quotes, as precisely as students must know it.",
            examples=["1941", "1941-04", "1941-04-13"],
            **_DATE,
        ),
        "partial": says("The credit for part of the date."),
        "distractors": _DISTRACTORS | {"additionalProperties": _DATE},
        "feedback": _FEEDBACK,
    },
    Partial: {
        "year": says("The credit for the year alone: 0 to 1.", **_PART),
        "month": says("The credit for year and month: 0 to 1.", **_PART),
    },
    Order: {
        "items": says("What to put in order, each under its own id.", **_LAID_OUT),
        "answer": says("The id of every item, in the right order.", items=ID),
        "scoring": says("`adjacent` counts the neighbours that are right; `exact` is all or nothing."),
    },
    Match: {
        "left": says("What to find a partner for, each under its own id.", **_LAID_OUT),
        "right": says("The partners, each under its own id. There may be more than on the left.", **_LAID_OUT),
        "answer": says(
            "For every id on the left, its partner on the right.", propertyNames=ID, additionalProperties=ID
        ),
    },
    Cloze: {
        "gaps": says("The gaps in the prompt, each under its name in `{{ }}`.", propertyNames=ID, minProperties=1),
    },
    Gap: {
        "accept": _ACCEPT,
        **_TYPED,
        "options": says("What to choose from, if the gap is a choice; the right one is the first accepted.")
        | {"propertyNames": ID, "additionalProperties": _WRITTEN, "maxProperties": MAX_OPTIONS},
        "feedback": _OPTION_FEEDBACK,
        "hint": says("A hint for this gap."),
    },
    Open: {
        "rubric": says("The points of a good answer, for the student to tick.", items=_WRITTEN, minItems=1)
        | {"maxItems": MAX_RUBRIC},
        "model": says("A model answer.", **_WRITTEN),
    },
}
"""By dataclass and field."""
