"""The decks that come with quizapp keep to the rules they were written to, in English and in Dutch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from quizapp.authoring.check import check
from quizapp.core.decks.deck import Deck
from quizapp.core.questions.arranging import Order
from quizapp.core.questions.base import ID_PATTERN
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.translation import fingerprint, missing
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.library import bundled_decks, translations
from quizapp.decks.reader import read_deck
from quizapp.decks.translations import Overlay, read_overlay, shortcomings

FEWEST = {"khalkhyn-gol": 40, "neutrality-pact": 40, "north-korea": 28, "vlasov": 40}
NAMES = tuple(FEWEST)
SHOWN = {"card", "choice", "multiple", "true-false", "text", "number", "date", "order", "match", "cloze", "open"}
"""The types that all of these decks show; one that is made later need not be in them."""
TAGS = {"people", "places", "dates", "figures", "causes", "consequences", "concepts"}
SWEEPING = re.compile(
    r"\b(all|none|both|neither|any) of (the|these|those) (above|options|answers)\b|\bnone of (these|them)\b"
    r"|\b(al(le)?|geen|niets) (van )?(de |het )?(bovenstaande|voorgaande|genoemde)|\bgeen van (deze|alle)\b",
    re.IGNORECASE,
)

every_deck = pytest.mark.parametrize("name", NAMES)
every_language = pytest.mark.parametrize("language", ["en", "nl"])


@cache
def original(name: str) -> Deck:
    return read_deck(bundled_decks() / f"{name}.toml")


@cache
def dutch(name: str) -> tuple[Overlay, Deck]:
    return read_overlay(bundled_decks() / f"{name}.nl.toml", original(name))


def deck_in(language: str, name: str) -> Deck:
    return original(name) if language == "en" else dutch(name)[1]


def choices(deck: Deck) -> list[Choice]:
    return [question for question in deck.questions if isinstance(question, Choice)]


def offered(question: AnyQuestion) -> Mapping[str, str]:
    """What the student picks from, where that is text of the deck, by id."""
    match question:
        case Choice() | Multiple():
            return question.options
        case Text():
            return question.distractors
        case _:
            return {}


def said(question: AnyQuestion) -> Iterator[str]:
    """What a student is told besides the question itself."""
    yield from (question.explanation, question.hint, *question.feedback.values())


def test_the_bundled_decks_are_these_four() -> None:
    assert sorted({path.name.split(".")[0] for path in bundled_decks().glob("*.toml")}) == sorted(NAMES)


def test_nothing_is_wrong_with_the_bundled_decks() -> None:
    assert check([bundled_decks()]) == []


@every_deck
def test_a_deck_is_large_enough(name: str) -> None:
    assert len(original(name).questions) >= FEWEST[name]


@every_deck
def test_a_deck_says_what_it_is(name: str) -> None:
    info = original(name).info
    assert (info.id, info.language) == (name, "en")
    assert all((info.title, info.description, info.license, info.authors, info.tags, info.sources))


@every_deck
def test_ids_are_valid_and_no_two_cards_of_a_deck_share_one(name: str) -> None:
    deck = original(name)
    assert [card for card, times in Counter(card.card for card in deck.cards).items() if times > 1] == []
    for question in deck.questions:
        gaps = question.gaps if isinstance(question, Cloze) else ()
        assert all(ID_PATTERN.match(part) for part in (question.id, *offered(question), *gaps)), question.id


def test_no_two_decks_share_a_question_id() -> None:
    ids = Counter(question.id for name in NAMES for question in original(name).questions)
    assert [name for name, times in ids.items() if times > 1] == []


@every_deck
def test_every_question_explains_itself_and_says_where_it_comes_from(name: str) -> None:
    for question in original(name).questions:
        assert question.explanation, question.id
        assert question.source is not None, question.id
        assert question.source.at, question.id
        assert question.tags, question.id
        assert set(question.tags) <= TAGS, question.id
        assert question.difficulty is not None, question.id


@every_deck
def test_every_wrong_option_has_its_feedback(name: str) -> None:
    for question in original(name).questions:
        wrong: set[str] = set()
        match question:
            case Choice():
                wrong = set(question.options) - {question.answer}
            case Multiple():
                wrong = set(question.options) - set(question.answer)
            case TrueFalse():
                wrong = {"false" if question.answer else "true"}
            case Text() | Number() | Date():
                wrong = set(question.distractors)
        assert wrong == set(question.feedback), question.id


@every_deck
def test_a_multiple_question_has_right_and_wrong_options(name: str) -> None:
    for question in original(name).questions:
        if isinstance(question, Multiple):
            assert 1 < len(question.answer) < len(question.options), question.id


@every_deck
def test_every_type_that_the_decks_show_appears(name: str) -> None:
    assert {question.type for question in original(name).questions} >= SHOWN


@every_deck
def test_there_are_reversible_cards_and_few_long_answers(name: str) -> None:
    questions = original(name).questions
    assert sum(isinstance(question, Card) and question.reverse for question in questions) >= 2
    assert 1 <= sum(isinstance(question, Open) for question in questions) <= 2


@every_deck
@every_language
def test_the_right_option_is_rarely_the_longest(name: str, language: str) -> None:
    longest = []
    for question in choices(deck := deck_in(language, name)):
        others = [len(text) for key, text in question.options.items() if key != question.answer]
        if len(question.options[question.answer]) > max(others):
            longest.append(question.id)
    assert len(longest) <= 0.30 * len(choices(deck)), longest


@every_deck
def test_the_right_option_stands_in_every_position(name: str) -> None:
    asked = choices(original(name))
    positions = Counter(list(question.options).index(question.answer) for question in asked)
    assert max(positions.values()) <= 0.40 * len(asked), positions


@every_deck
def test_about_half_of_the_statements_are_true(name: str) -> None:
    statements = [question for question in original(name).questions if isinstance(question, TrueFalse)]
    assert 0.35 <= sum(question.answer for question in statements) / len(statements) <= 0.65


@every_deck
@every_language
def test_no_option_stands_for_all_or_none_of_the_others(name: str, language: str) -> None:
    for question in deck_in(language, name).questions:
        for option in offered(question).values():
            assert not SWEEPING.search(option), question.id


@pytest.mark.parametrize(
    "option", ["All of the above", "None of these", "Alle bovenstaande", "Geen van deze", "Geen van de bovenstaande"]
)
def test_such_options_would_be_found(option: str) -> None:
    assert SWEEPING.search(option)


@every_deck
@every_language
def test_texts_are_short_enough_to_read(name: str, language: str) -> None:
    for question in deck_in(language, name).questions:
        assert len(question.prompt) < 300, question.id
        assert all(len(option) < 75 for option in offered(question).values()), question.id
        assert len(question.explanation) < 500, question.id


@every_deck
@every_language
def test_texts_hold_no_stray_spaces(name: str, language: str) -> None:
    for question in deck_in(language, name).questions:
        for text in (question.prompt, *offered(question).values(), *said(question)):
            assert text == " ".join(text.split()), question.id


@every_deck
@every_language
def test_no_hint_gives_a_typed_answer_away(name: str, language: str) -> None:
    for question in deck_in(language, name).questions:
        if isinstance(question, Text):
            hints = {question.hint: question.accept}
        elif isinstance(question, Cloze):
            hints = {gap.hint: gap.accept for gap in question.gaps.values()}
        else:
            continue
        for hint, accept in hints.items():
            assert not any(re.search(rf"\b{re.escape(text)}\b", hint, re.IGNORECASE) for text in accept), question.id


@every_deck
@every_language
def test_what_is_to_be_put_in_order_holds_no_year(name: str, language: str) -> None:
    for question in deck_in(language, name).questions:
        if isinstance(question, Order):
            assert not any(re.search(r"\d", text) for text in question.items.values()), question.id


@every_deck
@every_language
def test_nothing_is_asked_twice(name: str, language: str) -> None:
    prompts = Counter(question.prompt.casefold() for question in deck_in(language, name).questions)
    assert [prompt for prompt, times in prompts.items() if times > 1] == []


@every_deck
def test_the_dutch_deck_is_complete_and_up_to_date(name: str) -> None:
    deck, (overlay, _) = original(name), dutch(name)
    assert translations(bundled_decks() / f"{name}.toml") == ["nl"]
    assert list(shortcomings(overlay, deck)) == []
    assert list(overlay.questions) == [question.id for question in deck.questions]
    for question in deck.questions:
        table = overlay.questions[question.id]
        assert list(missing(question, table)) == [], question.id
        assert table["of"] == fingerprint(question), question.id


@every_deck
def test_explanations_are_in_dutch_too(name: str) -> None:
    for question, put in zip(original(name).questions, dutch(name)[1].questions, strict=True):
        assert put.explanation != question.explanation, question.id
        assert isinstance(question, Card) or put.prompt != question.prompt, question.id


@every_language
def test_what_was_only_expected_is_dated(language: str) -> None:
    dated = [
        question.id for question in deck_in(language, "north-korea").questions if "eptember 2023" in question.prompt
    ]
    assert len(dated) >= 5
