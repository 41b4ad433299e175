"""The words of each language that the lints know are complete, and agree with CLDR where that has them."""

from __future__ import annotations

from dataclasses import fields

import pytest
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol

from quizapp.core.lint import WORDS

every_language = pytest.mark.parametrize("language", WORDS)


@every_language
def test_a_language_has_every_list_but_the_articles_that_few_need(language: str) -> None:
    for listed in (WORDS[language], WORDS[language].negation):
        empty = {field.name for field in fields(listed) if not getattr(listed, field.name)}
        assert empty <= {"articles"}


@every_language
def test_months_and_the_decimal_mark_are_those_of_cldr(language: str) -> None:
    months = get_month_names("wide", "stand-alone", language)
    assert WORDS[language].months == tuple(months[number].casefold() for number in range(1, 13))
    assert WORDS[language].decimal == get_decimal_symbol(language)
