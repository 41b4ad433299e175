"""The command line: one short function per command. The interface is imported only inside the commands that show it."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizapp import __version__
from quizapp.core.errors import QuizappError, UsageProblem

if TYPE_CHECKING:
    from quizapp.clock import Clock
    from quizapp.library import Library, LoadedDeck
    from quizapp.store.progress import Progress
    from quizapp.study import Study

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass
class Place:
    """Where decks and progress are, for every command."""

    deck_folders: tuple[Path, ...]
    data_folder: Path | None

    @cached_property
    def data(self) -> Path:
        if self.data_folder:
            return self.data_folder
        from platformdirs import user_data_path  # 5 ms

        return user_data_path("quizapp", appauthor=False)

    @cached_property
    def cache(self) -> Path:
        if self.data_folder:
            return self.data_folder / "cache"
        from platformdirs import user_cache_path

        return user_cache_path("quizapp", appauthor=False)

    @cached_property
    def library(self) -> Library:
        from quizapp.library import Library, deck_folders

        return Library(deck_folders(self.deck_folders, self.data), self.cache)

    @cached_property
    def progress(self) -> Progress:
        from quizapp.store.progress import Progress

        return Progress(self.data)

    @cached_property
    def clock(self) -> Clock:
        from quizapp.clock import Clock

        return Clock()


class _Commands(click.Group):
    """A group whose errors are one sentence on standard error."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but the name of a deck is a common slip."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            ctx.fail(f"There is no command `{name}`. To study a deck of that name: quizapp --deck {name}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QuizappError as error:
            click.echo(f"quizapp: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(err=True)
            ctx.exit(130)


def place_options(function: Function) -> Function:
    """--decks and --data, on the group."""
    function = click.option(
        "--decks",
        "deck_folders",
        type=click.Path(path_type=Path, file_okay=False),
        multiple=True,
        envvar="QUIZAPP_DECKS",
        help="Another folder with decks. May be given several times.",
    )(function)
    return click.option(
        "--data",
        "data_folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="QUIZAPP_DATA",
        help="The folder for progress and cache, instead of the system's own.",
    )(function)


def _complete_deck(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from quizapp.library import Library, deck_folders

    place = Place((), None)
    library = Library(deck_folders((), place.data), place.cache)
    return [name for name in library.paths() if name.startswith(incomplete)]


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizapp")
@place_options
@click.option(
    "--deck", "names", multiple=True, shell_complete=_complete_deck, help="Study this deck now. Repeat it for several."
)
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), where decks have it.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many different cards.")
@click.option("--plain", is_flag=True, help="Line by line, without the full screen.")
@click.pass_context
def main(
    ctx: click.Context,
    deck_folders: tuple[Path, ...],
    data_folder: Path | None,
    names: tuple[str, ...],
    language: str,
    limit: int | None,
    plain: bool,
) -> None:
    """Quizzes and flashcards for the terminal.

    Without a command: the home screen, or with --deck straight to the questions.
    """
    ctx.obj = place = Place(deck_folders, data_folder)
    if ctx.invoked_subcommand is not None:
        if names or limit or plain or language:
            raise UsageProblem(
                f"--deck, --lang, --limit and --plain start a sitting; they do not go with `{ctx.invoked_subcommand}`."
            )
        return
    plain = plain or not sys.stdout.isatty() or not sys.stdin.isatty() or os.environ.get("TERM") == "dumb"
    decks = [place.library.find(name, language) for name in dict.fromkeys(names)]
    if plain:
        _line_mode(place, decks, language, limit)
    else:
        gc.disable()  # until the first paint: 20 to 50 ms, most of it while textual is imported
        from quizapp.tui.app import run  # 200 ms with textual

        ctx.exit(run(place.library, place.progress, decks, language=language, limit=limit))


def _line_mode(place: Place, decks: Sequence[LoadedDeck], language: str, limit: int | None) -> None:
    from quizapp.plain import LineMode
    from quizapp.study import Study

    if not decks:
        _print_decks(place, language)
        click.echo("Study one with: quizapp --plain --deck NAME")
        return
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # an answer that is no text is a wrong one
    study: Study = Study(decks, place.progress, limit=limit)
    try:
        LineMode(study, sys.stdin, sys.stdout).run()
    finally:
        _back_up(place)


def _back_up(place: Place) -> None:
    """Make today's backup; that it fails is told, but takes nothing away."""
    from datetime import date

    day = place.clock.day(place.clock.now(), _policy().rollover)
    try:
        place.progress.back_up(date.fromordinal(day).isoformat())
    except QuizappError as error:
        click.echo(f"quizapp: Today's backup could not be made. {error}", err=True)


@main.command("decks")
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@click.pass_obj
def decks_command(place: Place, as_json: bool) -> None:
    """List the decks, with what is due and new in each."""
    if as_json:
        click.echo(json.dumps(list(_deck_rows(place)), ensure_ascii=False, indent=2))
    else:
        _print_decks(place)


def _deck_rows(place: Place, language: str = "") -> Iterable[dict[str, Any]]:
    from quizapp.library import Unreadable
    from quizapp.outlook import counts

    day = place.clock.day(place.clock.now(), _policy().rollover)
    for deck in place.library.decks(language):
        if isinstance(deck, Unreadable):
            click.echo(f"quizapp: {deck.error.summary}", err=True)
            continue
        stand = counts(deck, place.progress, day)
        yield {
            "id": deck.id,
            "title": deck.info.title,
            "language": deck.info.language,
            "path": str(deck.path),
            "questions": deck.question_count,
            "cards": stand.total,
            "due": stand.due,
            "learning": stand.learning,
            "new": stand.new,
        }


def _print_decks(place: Place, language: str = "") -> None:
    rows = list(_deck_rows(place, language))
    if not rows:
        click.echo("No decks were found. Put a deck file in ./decks, or name a folder with --decks.")
        return
    width = max(len(row["id"]) for row in rows)
    click.echo(f"{'deck':{width}}   due  learning   new  total  title")
    for row in rows:
        numbers = f"{row['due']:>6}{row['learning']:>10}{row['new']:>6}{row['cards']:>7}"
        click.echo(f"{row['id']:{width}}{numbers}  {row['title']}")


@main.command("check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings count as problems too.")
def check_command(paths: tuple[Path, ...], strict: bool) -> None:
    """Check deck files, and the folders that hold them, with their translations."""
    from quizapp.authoring.check import check, closing

    findings = list(check(paths))
    for finding in findings:
        click.echo(str(finding))
    click.echo(closing(findings, paths))
    if any(strict or finding.severity == "error" for finding in findings):
        raise click.exceptions.Exit(1)


@main.command("log")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="From this local time on.")
@click.pass_obj
def log_command(place: Place, as_json: bool, since: Any) -> None:
    """Print every answer and other event, oldest first."""
    start = int(since.timestamp() * 1000) if since else 0
    for event in place.progress.events(start):
        if as_json:
            click.echo(json.dumps(event.as_json(), ensure_ascii=False))
        else:
            from datetime import UTC, datetime, timedelta, timezone

            zone = timezone(timedelta(minutes=event.offset))
            moment = datetime.fromtimestamp(event.at // 1000, UTC).astimezone(zone)
            rating = f" rated {event.rating}" if event.rating else ""
            click.echo(f"{moment:%Y-%m-%d %H:%M:%S}  {event.kind:8}  {event.deck}/{event.card}{rating}")


@main.command("cards")
@click.argument("name", metavar="DECK", shell_complete=_complete_deck)
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@click.pass_obj
def cards_command(place: Place, name: str, as_json: bool) -> None:
    """Show each card's memory state and when it is due."""
    rows = list(_card_rows(place, place.library.find(name)))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from datetime import datetime

    width = max(len(row["card"]) for row in rows)
    click.echo(f"{'card':{width}}  {'state':10}  stability  difficulty  reps  lapses  due")
    for row in rows:
        memory = f"{row['stability']:>9.1f}  {row['difficulty']:>10.1f}" if row["stability"] is not None else f"{'':21}"
        due = f"{datetime.fromtimestamp(row['due'] / 1000):%Y-%m-%d %H:%M}" if row["due"] is not None else ""
        state = "suspended" if row["suspended"] else row["state"]
        click.echo(f"{row['card']:{width}}  {state:10}  {memory}  {row['reps']:>4}  {row['lapses']:>6}  {due}".rstrip())


def _card_rows(place: Place, deck: LoadedDeck) -> Iterable[dict[str, Any]]:
    from quizapp.core.memory import CardState, Learning, Review

    place.progress.adopt(deck.id, deck.aliases)
    states = place.progress.states(deck.id)
    for card in deck.cards:
        state = states.get(card.card, CardState())
        match state.stage:
            case Learning(due=moment):
                due: int | None = moment
            case Review(due_day=day):
                due = place.clock.start_of_day(day, _policy().rollover)
            case None:
                due = None
        yield {
            "card": card.card,
            "question": card.question,
            "state": state.phase,
            "stability": state.memory.stability if state.memory else None,
            "difficulty": state.memory.difficulty if state.memory else None,
            "due": due,
            "day": state.memory.day if state.memory else None,
            "reps": state.reps,
            "lapses": state.lapses,
            "suspended": state.suspended,
            "leech": state.leech,
        }


@main.command("mark", context_settings={"ignore_unknown_options": True})
@click.argument("name", metavar="DECK", shell_complete=_complete_deck)
@click.argument("question")
@click.argument("response")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@click.pass_obj
def mark_command(place: Place, name: str, question: str, response: str, as_json: bool) -> None:
    """Show how RESPONSE to QUESTION would be judged, without touching any progress.

    QUESTION is an id, or ID/GAP for one gap of a cloze. RESPONSE is what one would type: option ids or numbers in the
    deck's order, several separated by commas; pairs as left=right; gaps as gap=text, separated by semicolons.
    """
    from quizapp.trial import try_response

    trial = try_response(place.library.find(name), question, response)
    if as_json:
        click.echo(json.dumps(trial.as_json(), ensure_ascii=False))
    else:
        click.echo(f"{trial.reason} (score {trial.score:.2f}, rating {trial.rating})")


@main.command("disputes")
@click.argument("name", metavar="DECK", shell_complete=_complete_deck)
@click.pass_obj
def disputes_command(place: Place, name: str) -> None:
    """List the responses that students called right after all, with the line that would accept each."""
    from quizapp.disputes import disputes

    found = disputes(place.library.find(name), place.progress)
    if not found:
        click.echo("No disputed responses.")
    for dispute in found:
        times = f" ({dispute.times} times)" if dispute.times > 1 else ""
        click.echo(f"{dispute.question}: {dispute.response}{times}")
        if dispute.line:
            click.echo(f"    {dispute.line}")


@main.command("doctor")
@click.option("--rebuild", is_flag=True, help="Fold all card states from the log again.")
@click.pass_obj
def doctor_command(place: Place, rebuild: bool) -> None:
    """Check progress, decks and terminal, and say what to do about what is wrong."""
    from quizapp.doctor import examine

    sound = True
    for finding in examine(place.library, place.data, rebuild=rebuild):
        click.echo(f"{'ok  ' if finding.sound else 'FAIL'}  {finding.text}")
        sound = sound and finding.sound
    if not sound:
        raise click.exceptions.Exit(1)


def _policy() -> Any:
    from quizapp.core.memory import Policy

    return Policy()
