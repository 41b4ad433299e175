"""Text with syntax errors -> plain data of the rest: the statements that have them are left out and reported."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import tomli

from quizapp.core.deferred import replace
from quizapp.core.questions.problems import Problem
from quizapp.decks.findings import Located
from quizapp.decks.toml.headers import misleading
from quizapp.decks.toml.parsed import Parsed
from quizapp.decks.toml.positions import SyntaxSlip
from quizapp.decks.toml.statements import LONGEST, STATEMENT
from quizapp.decks.toml.syntax_errors import explained, huge_number
from quizapp.decks.toml.text import and_more, nested_too_deeply

MAX_SYNTAX_ERRORS = 20
"""After this many syntax errors in one file the rest is not looked at."""

MAX_LOST = LONGEST
"""Nor when so many lines in a row make no sense."""

BUDGET = 20_000_000
"""The most characters that are read again, as each syntax error costs parsing the text anew. Three times is always."""


def mended(lines: list[str], text: str) -> Parsed:
    """Parse the lines of a text, leaving out statements with errors, one after the other."""
    errors: list[Located] = []
    lost: set[int] = set()
    unread, misled = 0, False
    for _ in range(max(3, min(MAX_SYNTAX_ERRORS + MAX_LOST, BUDGET // (len(text) + 1)))):
        doc = "\n".join(lines)
        try:
            tree = tomli.loads(doc)
        except tomli.TOMLDecodeError as error:
            slips = [explained(error, lines)]
        except ValueError:  # from int(): TOMLDecodeError is caught above
            slips = [huge_number(doc)]
        except RecursionError:
            problem = Problem((), "E005", *nested_too_deeply())
            return Parsed(None, doc, (*errors, Located(problem, 1, 1)))
        else:
            slips = [] if misled else list(misleading(tree, lines))
            misled = True
            if not slips:
                return Parsed(tree, doc, tuple(sorted(errors, key=_place)), frozenset(lost))
        here = {located.line for located in errors}
        fresh = [slip for slip in slips if slip.located.line not in here and not _goes_on(slip, lines, lost)]
        unread = 0 if fresh else unread + 1
        room = MAX_SYNTAX_ERRORS - len(errors)
        errors += [slip.located for slip in fresh[:room]]
        if len(fresh) > room or unread > MAX_LOST or not _left_out(lines, slips):
            break
        lost.update(number for slip in slips for number in slip.lost)
    return Parsed(None, text, _with_more(errors))


def _goes_on(slip: SyntaxSlip, lines: Sequence[str], lost: Collection[int]) -> bool:
    """Return whether a line with an error is but the rest of a statement whose beginning was left out."""
    first = min(slip.lost, default=0)
    return first - 1 in lost and not slip.headers and not STATEMENT.match(lines[first - 1])


def _left_out(lines: list[str], slips: Sequence[SyntaxSlip]) -> bool:
    """Take what is wrong out of `lines`; False if it cannot be missed, or there is nothing to take out."""
    before = lines.copy()
    for slip in slips:
        for number in slip.lost:
            lines[number - 1] = ""
        for number in slip.headers:
            lines[number - 1] = "[[questions]]"
    return lines != before


def _with_more(errors: Sequence[Located]) -> tuple[Located, ...]:
    """The errors of a text that was not read to its end: the last says so."""
    *rest, last = sorted(errors, key=_place)
    problem = replace(last.problem, help=and_more(last.problem.help))
    return (*rest, replace(last, problem=problem))


def _place(located: Located) -> tuple[int, int]:
    return located.line, located.column
