"""Textual's stylesheet, except that what was parsed stays parsed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

SHEETS = 512
"""More than all widgets and screens have; with fewer places than sheets, every parsing would be of all of them."""


class LastingStylesheet(Stylesheet):
    """When a screen brings rules of its own, only those are parsed.

    Textual parses all rules of all widgets again then, which takes 40 ms. Only when the variables change, with the
    theme, is all of it to be parsed anew, and `set_variables` sees to that.
    """

    def __init__(self, *, variables: Mapping[str, str]) -> None:
        super().__init__(variables=dict(variables))
        self._parse_cache: LRUCache[tuple[Any, ...], list[RuleSet]] = LRUCache(SHEETS)

    def reparse(self) -> None:
        """Parse what was not parsed yet with these variables.

        Raises:
            StylesheetError: if the CSS could not be read.
            StylesheetParseError: if the CSS is invalid; the rules stay as they are.
        """
        self.parse()
