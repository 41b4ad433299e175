"""Options and arguments that several commands have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from quizapp.cli.context import Context
from quizapp.core.formats import all_of, month_name
from quizapp.core.messages import ENGLISH, tr, tr_noop
from quizapp.store.catalogues import use_language

Function = TypeVar("Function", bound=Callable[..., Any])

plain_option = click.option(
    "--plain", is_flag=True, expose_value=False, help=tr_noop("No effect here: the output is plain lines already.")
)


def json_option(help: str) -> Callable[[Function], Function]:
    """--json. What programs read is in English, whatever the interface speaks."""
    return click.option("--json", "as_json", is_flag=True, is_eager=True, callback=english_for_programs, help=help)


def english_for_programs(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """A callback for options that ask for output that programs read; `text` is for people."""
    if value and value != "text":
        use_language(ENGLISH)
    return value


class OfDecks(click.Command):
    """A command whose arguments begin with a deck. It takes `--deck NAME` for it too, as a session does."""

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
        if known := list(context.library.paths()) if context else []:
            return tr("Your decks: {decks}.", decks=all_of(known))
        return tr("There are no decks yet. Name a folder that has some with --decks.")


def at_least_one(message: str) -> Callable[[click.Context, click.Parameter, int | None], int | None]:
    """A callback for an option that says how many of something there are to be; `message` asks for one or more."""

    def checked(ctx: click.Context, param: click.Parameter, value: int | None) -> int | None:
        if value is not None and value < 1:
            raise click.BadParameter(tr(message), ctx, param)
        return value

    return checked


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A callback for an option that is a date such as 2027-01-20."""
    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise click.BadParameter(_no_date(str(value)), ctx, param) from None


def moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """A callback for an option that is a date, or a date and time such as 2027-01-20T16:30:00."""
    if value is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(value, form)
        except ValueError:
            continue
    advice = tr("Write a date such as 2027-01-20, or a time such as 2027-01-20T16:30:00.")
    raise click.BadParameter(advice, ctx, param)


def _no_date(text: str) -> str:
    written = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text)
    if written is not None:
        year, month, day = map(int, written.groups())
        import calendar  # 2 ms, for a mistyped date

        if 1 <= month <= 12 and day > calendar.monthrange(year, month)[1]:
            advice = tr_noop("There is no {day} {month} {year}. Write a date such as 2027-01-20.")
            return tr(advice, day=day, month=month_name(month), year=year)
    return tr("`{text}` is not a date. Write one such as 2027-01-20.", text=text)


def complete_deck(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The names of decks that begin with what was typed, for the shell's completion."""
    from quizapp.decks.library import Library, deck_folders

    context = Context((), None)
    library = Library(deck_folders((), context.data), context.cache)
    return [name for name in library.paths() if name.startswith(incomplete)]
