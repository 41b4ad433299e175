"""Options and arguments that several commands have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import click

from quizapp.cli.context import Context

plain_option = click.option(
    "--plain", is_flag=True, expose_value=False, help="Changes nothing here: it is plain lines as it is."
)


class OfDecks(click.Command):
    """A command whose arguments begin with a deck. It takes `--deck NAME` for it too, as a sitting does."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, with the names after --deck as the first arguments."""
        names, rest = [], []
        words = iter(args)
        for word in words:
            option, sign, name = word.partition("=")
            if option == "--deck" and (sign or (name := next(words, ""))):
                names.append(name)
            else:
                rest.append(word)
        return super().parse_args(ctx, [*names, *rest])


class DeckName(click.types.StringParamType):
    """The name of a deck. Where it is missing, the decks that there are are listed."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return the advice that follows the message that it is missing."""
        ctx = ctx or click.get_current_context()
        context = ctx.find_object(Context)
        known = list(context.library.paths()) if context else []
        return f"The decks are: {', '.join(known)}." if known else "No decks were found; name a folder with --decks."


def at_least_one(noun: str) -> Callable[[click.Context, click.Parameter, int | None], int | None]:
    """A callback for an option that says how many of something there are to be."""

    def checked(ctx: click.Context, param: click.Parameter, value: int | None) -> int | None:
        if value is not None and value < 1:
            raise click.BadParameter(f"Ask for 1 {noun} or more.", ctx, param)
        return value

    return checked


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A callback for an option that is a date such as 2027-01-20."""
    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise click.BadParameter(f"{_no_date(str(value))}; write a date such as 2027-01-20.", ctx, param) from None


def _no_date(text: str) -> str:
    written = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text)
    if written is None:
        return f"`{text}` is no date"
    year, month, day = map(int, written.groups())
    import calendar  # 2 ms, for a mistyped date

    if 1 <= month <= 12 and day > calendar.monthrange(year, month)[1]:
        return f"There is no {day} {calendar.month_name[month]} {year}"
    return f"There is no {text}"


def complete_deck(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The names of decks that begin with what was typed, for the shell's completion."""
    from quizapp.decks.library import Library, deck_folders

    context = Context((), None)
    library = Library(deck_folders((), context.data), context.cache)
    return [name for name in library.paths() if name.startswith(incomplete)]
