"""Commands for those who write decks."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.context import Context
from quizapp.cli.errors import appearance
from quizapp.cli.json_text import json_text
from quizapp.cli.options import complete_deck
from quizapp.core.errors import UsageProblem

if TYPE_CHECKING:
    from quizapp.authoring.check import Checked
    from quizapp.authoring.try_response import Trial
    from quizapp.core.marking.mark import AskAgain


@click.command("mark", context_settings={"ignore_unknown_options": True})
@click.argument("name", metavar="DECK", shell_complete=complete_deck)
@click.argument("question")
@click.argument("responses", metavar="RESPONSE...", nargs=-1, required=True)
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), if it is translated.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object; for several responses one on each line.")
@click.pass_obj
def mark_command(
    context: Context, name: str, question: str, responses: tuple[str, ...], language: str, as_json: bool
) -> None:
    """Show how each RESPONSE to QUESTION would be judged, without touching any progress.

    DECK may be a translation file: then the deck is taken in that language. QUESTION is an id, or ID/GAP for one gap
    of a cloze. RESPONSE is what one would type: option ids or numbers in the deck's order, several separated by
    commas; pairs as left=right; gaps as gap=text, separated by semicolons.
    """
    from quizapp.authoring.deckfiles import deck_of
    from quizapp.authoring.try_response import Trial, try_responses

    path = Path(name)
    if path.is_file() and (deck := deck_of(path)) != path:
        name, language = str(deck), language or path.suffixes[-2][1:]
    trials = try_responses(context.library.find(name, language), question, responses)
    if len(trials) == 1 and not isinstance(trials[0], Trial):
        raise UsageProblem(f"This cannot be an answer to `{question}`: {trials[0].reason}.")
    for response, trial in zip(responses, trials, strict=True):
        several = len(trials) > 1
        if as_json:
            click.echo(json_text(({"response": response} if several else {}) | _row(trial), indent=None))
        else:
            click.echo((f"{response}: " if several else "") + _told(trial))


def _row(trial: Trial | AskAgain) -> dict[str, Any]:
    """A judgement as JSON; one that is asked again has a reason alone."""
    from quizapp.authoring.try_response import Trial

    if isinstance(trial, Trial):
        return trial.as_json()
    return {"score": None, "right": None, "reason": trial.reason, "rating": None}


def _told(trial: Trial | AskAgain) -> str:
    from quizapp.authoring.try_response import Trial

    if not isinstance(trial, Trial):
        return f"asked again: {trial.reason}"
    rating = ("again", "hard", "good", "easy")[trial.rating - 1] if trial.rating else "by the student"
    return f"{trial.reason} (score {trial.score:.2f}, rating: {rating})"


@click.command("disputes")
@click.argument("name", metavar="DECK", shell_complete=complete_deck)
@click.pass_obj
def disputes_command(context: Context, name: str) -> None:
    """List the responses that students called right after all, with the line that would accept each."""
    from quizapp.authoring.disputes import disputes

    listed = disputes(context.library.find(name), context.progress)
    if not listed:
        click.echo("No disputed responses.")
    for dispute in listed:
        times = f" ({dispute.times} times)" if dispute.times > 1 else ""
        click.echo(f"{dispute.question}: {dispute.response}{times}")
        if dispute.line:
            click.echo(f"    {dispute.line}")


@click.command("check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print.")
@click.option("--strict", is_flag=True, help="Warnings make the exit code 1 too.")
@click.option("--against", default="", metavar="REV", help="Compare ids with this git revision, not the last commit.")
@click.option("--watch", is_flag=True, help="Check again at every save.")
def check_command(paths: tuple[Path, ...], form: str, strict: bool, against: str, watch: bool) -> None:
    """Check deck files, and the folders that hold them, with their translations.

    All errors are found at once, and what could be better. Exit code 1 if there are errors.
    """
    gc.disable()  # a tenth of the time: millions of values that nobody throws away before the end
    from quizapp.authoring.check import check_files

    if watch:
        gc.enable()
        if form != "text":
            raise UsageProblem("--watch is for looking at; it goes with --format text only.")
        _watch(paths, against)
        return
    checked = list(check_files(paths, against=against))
    _print_checked(checked, form)
    gc.freeze()  # nor at the end, where the interpreter would look through all of it once more
    severities = {diagnostic.severity for one in checked for diagnostic in one.diagnostics}
    if "error" in severities or (strict and "warning" in severities):
        raise click.exceptions.Exit(1)


def _print_checked(checked: Sequence[Checked], form: str) -> None:
    from quizapp.authoring.diagnostics import closing, render

    diagnostics = [diagnostic for one in checked for diagnostic in one.diagnostics]
    match form:
        case "json":
            click.echo(json_text([diagnostic.as_json() for diagnostic in diagnostics]))
        case "github":
            for diagnostic in diagnostics:
                click.echo(diagnostic.as_github())
        case _:
            look = appearance(sys.stdout)
            for one in checked:
                lines = one.lines if one.diagnostics else []
                for diagnostic in one.diagnostics:
                    click.echo(render(diagnostic, lines, **look))
            decks = len({one.deck for one in checked})
            for line in closing(diagnostics, decks, sum(one.questions for one in checked)):
                for part in wrap(line, look["width"], break_long_words=False, break_on_hyphens=False):
                    click.echo(part)


def _watch(paths: Sequence[Path], against: str) -> None:
    from datetime import datetime

    from quizapp.authoring.check import check_files
    from quizapp.authoring.deckfiles import folders_below
    from quizapp.authoring.watch import changes

    watched = [folder for path in paths for folder in (folders_below(path) if path.is_dir() else [path])]
    for _ in changes(watched):
        try:
            checked = list(check_files(paths, against=against))
        except UsageProblem as error:  # it may come back: editors and git take files away for a moment
            click.clear()
            click.echo(str(error))
        else:
            click.clear()
            _print_checked([_errors_first(one) for one in checked], "text")
        click.echo(f"{datetime.now():%H:%M:%S} Watching; Ctrl+C ends.")


def _errors_first(checked: Checked) -> Checked:
    """While there are errors, nothing but those: what else there is would push them off the screen."""
    from dataclasses import replace

    errors = [diagnostic for diagnostic in checked.diagnostics if diagnostic.severity == "error"]
    return replace(checked, diagnostics=errors) if errors else checked


@click.command("explain")
@click.argument("codes", metavar="CODE...", nargs=-1)
def explain_command(codes: tuple[str, ...]) -> None:
    """Say what a code of `quizapp check` means, with a wrong and a right example. Without a code: list them all."""
    from quizapp.authoring.codes import code, explanation, listing

    if not codes:
        click.echo(listing())
    for number, name in enumerate(codes):
        click.echo(("\n" if number else "") + explanation(code(name)))


@click.command("new")
@click.argument("name")
def new_command(name: str) -> None:
    """Write a deck to begin with: NAME.toml, with an example of each type of question."""
    from quizapp.authoring.template import write_new_deck

    path = write_new_deck(name, Path())
    click.echo(f"Wrote {path}. Change it in your editor; see it with `quizapp preview {path}`.")


@click.command("ids")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
def ids_command(paths: tuple[Path, ...]) -> None:
    """Write an id into every question that has none, and touch nothing else."""
    from quizapp.authoring.deckfiles import deck_files
    from quizapp.authoring.ids import write_ids

    for path in deck_files(paths):
        added = write_ids(path)
        click.echo(f"{path}: " + (f"added {', '.join(added)}" if added else "every question has an id"))


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
def diff_command(old: str, new: str, as_json: bool) -> None:
    """Show what the deck NEW changes for those who study OLD, and what happens to their progress.

    Either may be a file, or a file at a git revision, as in HEAD~1:decks/rivers.toml.
    """
    from quizapp.authoring.diff import report, rows
    from quizapp.authoring.versions import read_at
    from quizapp.core.decks.changes import changes

    changed = changes(before := read_at(old), after := read_at(new))
    if as_json:
        click.echo(json_text(rows(changed, after.info.language)))
    else:
        click.echo(report(changed, before, after))


@click.command("schema")
@click.option("--write", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Write the files into DIR.")
@click.option("--translation", is_flag=True, help="Print the schema of translations.")
@click.option("--settings", is_flag=True, help="Print the schema of the settings in config.toml.")
def schema_command(folder: Path | None, translation: bool, settings: bool) -> None:
    """Print the JSON Schema of decks, by which editors complete and check them; or write all schemas into a folder.

    A file uses the schema that its first line names: #:schema ./deck.schema.json in a deck, ./translation.schema.json
    in a translation, ./config.schema.json in config.toml.
    """
    from quizapp.authoring.schema import deck_schema, translation_schema, write_schemas
    from quizapp.authoring.settings_schema import settings_schema

    if folder is None:
        schema = settings_schema() if settings else translation_schema() if translation else deck_schema()
        click.echo(json_text(schema))
        return
    for path in write_schemas(folder):
        click.echo(f"Wrote {path}.")
    click.echo("A deck beside them uses its own with the first line: #:schema ./deck.schema.json")
    click.echo("config.toml beside them does so with: #:schema ./config.schema.json")


@click.command("preview")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), if it is translated.")
@click.option("--question", default="", metavar="ID", help="Begin at this question.")
@click.pass_context
def preview_command(ctx: click.Context, path: Path, language: str, question: str) -> None:
    """Show a deck as students see it, anew at every save. Nothing is logged."""
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise UsageProblem("The preview needs a terminal; `quizapp check` does not.")
    from quizapp.tui.preview.app import run_preview

    context: Context = ctx.obj
    ctx.exit(run_preview(path, language=language, question=question, settings=context.settings))
