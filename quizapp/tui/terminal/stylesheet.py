"""Textual's stylesheet, except that what was parsed stays parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

SHEETS = 512
"""More than all widgets and screens have; with fewer places than sheets, every parsing would be of all of them."""


class LastingStylesheet(Stylesheet):
    """Parses only the rules that a screen brings of its own.

    Textual parses all rules of all widgets again then, which takes 40 ms. Only when the variables change, with the
    theme, is all of it to be parsed anew, and `set_variables` sees to that.
    """

    def __init__(self, *, variables: Mapping[str, str]) -> None:
        super().__init__(variables=dict(variables))
        self._parse_cache: LRUCache[tuple[Any, ...], list[RuleSet]] = LRUCache(SHEETS)

    @classmethod
    def of(cls, sheet: Stylesheet) -> LastingStylesheet:
        """One with the variables of another, which nothing was read into yet."""
        return cls(variables=sheet._variables)

    def reparse(self) -> None:
        """Parse what was not parsed yet with these variables.

        Raises:
            StylesheetError: if the CSS could not be read.
            StylesheetParseError: if the CSS is invalid; the rules stay as they are.
        """
        self.parse()


def read_rules(sheet: Stylesheet, paths: Iterable[PurePath]) -> None:
    """Have the rules of these files from the next widget on that is mounted; widgets that are there keep their looks.

    Textual reads those of screens that are pushed, and then styles all widgets again.

    Raises:
        StylesheetError: if one cannot be read.
    """
    for path in paths:
        if not sheet.has_source(str(path)):
            sheet.read(path)
