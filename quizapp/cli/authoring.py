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
from quizapp.cli.options import complete_deck, english_for_programs, json_option
from quizapp.core.errors import UsageProblem
from quizapp.core.formats import all_of, decimal
from quizapp.core.messages import number, tr, tr_noop

if TYPE_CHECKING:
    from quizapp.authoring.check import Checked
    from quizapp.authoring.try_response import Trial
    from quizapp.core.marking.mark import AskAgain


@click.command(
    "mark",
    context_settings={"ignore_unknown_options": True},
    help=tr_noop(
        "Show how each RESPONSE to QUESTION would be marked, without touching any progress.\n\n"
        "DECK may be a translation file: then the deck is read in that language. QUESTION is an id, or ID/GAP for one "
        "gap of a cloze. RESPONSE is what a student would type: option ids, or numbers in the deck's order, separated "
        "by commas; pairs as left=right and gaps as gap=text, separated by semicolons."
    ),
)
@click.argument("name", metavar=tr_noop("DECK"), shell_complete=complete_deck)
@click.argument("question", metavar=tr_noop("QUESTION"))
@click.argument("responses", metavar=tr_noop("RESPONSE..."), nargs=-1, required=True)
@click.option(
    "--lang",
    "language",
    default="",
    metavar=tr_noop("LANG"),
    help=tr_noop("In this language, such as nl, if the deck is translated."),
)
@json_option(tr_noop("Print a JSON object; for several responses, one per line."))
@click.pass_obj
def mark_command(
    context: Context, name: str, question: str, responses: tuple[str, ...], language: str, as_json: bool
) -> None:
    from quizapp.authoring.deckfiles import deck_of
    from quizapp.authoring.try_response import Trial, try_responses

    path = Path(name)
    if path.is_file() and (deck := deck_of(path)) != path:
        name, language = str(deck), language or path.suffixes[-2][1:]
    trials = try_responses(context.library.find(name, language), question, responses)
    if len(trials) == 1 and not isinstance(trials[0], Trial):
        raise UsageProblem(
            tr("That can't be an answer to `{question}`: {reason}.", question=question, reason=trials[0].reason)
        )
    for response, trial in zip(responses, trials, strict=True):
        several = len(trials) > 1
        if as_json:
            click.echo(json_text(({"response": response} if several else {}) | _row(trial), indent=None))
        else:
            click.echo((f"{response}: " if several else "") + _outcome(trial))


def _row(trial: Trial | AskAgain) -> dict[str, Any]:
    """A judgement as JSON; one that is asked again has a reason alone."""
    from quizapp.authoring.try_response import Trial

    if isinstance(trial, Trial):
        return trial.as_json()
    return {"score": None, "right": None, "reason": trial.reason, "rating": None}


def _outcome(trial: Trial | AskAgain) -> str:
    from quizapp.authoring.try_response import Trial
    from quizapp.core.marking.rating import Rating
    from quizapp.wording.common import rating_word

    if not isinstance(trial, Trial):
        return tr("asked again: {reason}", reason=trial.reason)
    score = decimal(trial.score, 2)
    if not trial.rating:
        return tr("{reason} (score {score}, rated by the student)", reason=trial.reason, score=score)
    rating = rating_word(Rating(trial.rating))
    return tr("{reason} (score {score}, rating: {rating})", reason=trial.reason, score=score, rating=rating)


@click.command(
    "disputes",
    help=tr_noop("List the answers that students counted as right after all, with the line that would accept each."),
)
@click.argument("name", metavar=tr_noop("DECK"), shell_complete=complete_deck)
@click.pass_obj
def disputes_command(context: Context, name: str) -> None:
    from quizapp.authoring.disputes import disputes

    listed = disputes(context.library.find(name), context.progress)
    if not listed:
        click.echo(tr("No disputed answers."))
    for dispute in listed:
        times = f" ({number(dispute.times)}×)" if dispute.times > 1 else ""
        click.echo(f"{dispute.question}: {dispute.response}{times}")
        if dispute.line:
            click.echo(f"    {dispute.line}")


@click.command(
    "check",
    help=tr_noop(
        "Check deck files, or folders of them, with their translations.\n\n"
        "You get all errors at once, and what could be better. The exit code is 1 if there are errors."
    ),
)
@click.argument("paths", metavar=tr_noop("PATH..."), nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    is_eager=True,
    callback=english_for_programs,
    default="text",
    help=tr_noop("Print for people, as JSON, or as annotations on GitHub."),
)
@click.option("--strict", is_flag=True, help=tr_noop("The exit code is 1 for warnings too."))
@click.option(
    "--against",
    default="",
    metavar="REV",
    help=tr_noop("Compare ids with this git revision instead of the last commit."),
)
@click.option("--watch", is_flag=True, help=tr_noop("Check again at every save."))
def check_command(paths: tuple[Path, ...], form: str, strict: bool, against: str, watch: bool) -> None:
    gc.disable()  # a tenth of the time: millions of values that nobody throws away before the end
    from quizapp.authoring.check import check_files

    if watch:
        gc.enable()
        if form != "text":
            raise UsageProblem(tr("--watch only works with --format text."))
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
        now = f"{datetime.now():%H:%M:%S}"
        click.echo(tr("{time} Watching for changes. Press Ctrl+C to stop.", time=now))


def _errors_first(checked: Checked) -> Checked:
    """While there are errors, nothing but those: what else there is would push them off the screen."""
    from quizapp.core.deferred import replace

    errors = [diagnostic for diagnostic in checked.diagnostics if diagnostic.severity == "error"]
    return replace(checked, diagnostics=errors) if errors else checked


@click.command(
    "explain",
    help=tr_noop("Explain a code of `quizapp check`, with a wrong and a right example. Without a code: list them all."),
)
@click.argument("codes", metavar=tr_noop("CODE..."), nargs=-1)
def explain_command(codes: tuple[str, ...]) -> None:
    from quizapp.authoring.codes import code, explanation, listing

    if not codes:
        click.echo(listing())
    for place, name in enumerate(codes):
        click.echo(("\n" if place else "") + explanation(code(name)))


@click.command("new", help=tr_noop("Write a deck to start from: NAME.toml, with an example of each type of question."))
@click.argument("name", metavar=tr_noop("NAME"))
def new_command(name: str) -> None:
    from quizapp.authoring.template import write_new_deck

    path = write_new_deck(name, Path())
    click.echo(tr("Wrote {path}. Edit it, and see it with `quizapp preview {path}`.", path=path))


@click.command("ids", help=tr_noop("Give an id to every question without one, and change nothing else."))
@click.argument("paths", metavar=tr_noop("PATH..."), nargs=-1, required=True, type=click.Path(path_type=Path))
def ids_command(paths: tuple[Path, ...]) -> None:
    from quizapp.authoring.deckfiles import deck_files
    from quizapp.authoring.ids import write_ids

    for path in deck_files(paths):
        added = write_ids(path)
        if added:
            click.echo(tr("{path}: added {ids}", path=path, ids=all_of(added)))
        else:
            click.echo(tr("{path}: every question has an id", path=path))


@click.command(
    "diff",
    help=tr_noop(
        "Show what the deck NEW changes for those who study OLD, and what happens to their progress.\n\n"
        "Either may be a file, or a file at a git revision, such as HEAD~1:decks/rivers.toml."
    ),
)
@click.argument("old", metavar=tr_noop("OLD"))
@click.argument("new", metavar=tr_noop("NEW"))
@json_option(tr_noop("Print a JSON list."))
def diff_command(old: str, new: str, as_json: bool) -> None:
    from quizapp.authoring.diff import report, rows
    from quizapp.authoring.versions import read_at
    from quizapp.core.decks.changes import changes

    changed = changes(before := read_at(old), after := read_at(new))
    if as_json:
        click.echo(json_text(rows(changed, after.info.language)))
    else:
        click.echo(report(changed, before, after))


@click.command(
    "schema",
    help=tr_noop(
        "Print the JSON Schema of decks, which lets editors complete and check them, or write all schemas to a "
        "folder.\n\n"
        "A file uses the schema that its first line names: #:schema ./deck.schema.json in a deck, "
        "./translation.schema.json in a translation, ./config.schema.json in config.toml."
    ),
)
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path),
    metavar=tr_noop("FOLDER"),
    help=tr_noop("Write the files to FOLDER."),
)
@click.option("--translation", is_flag=True, help=tr_noop("Print the schema of translations."))
@click.option("--settings", is_flag=True, help=tr_noop("Print the schema of the settings in config.toml."))
def schema_command(folder: Path | None, translation: bool, settings: bool) -> None:
    from quizapp.authoring.schema import deck_schema, translation_schema, write_schemas
    from quizapp.authoring.settings_schema import settings_schema

    if folder is None:
        schema = settings_schema() if settings else translation_schema() if translation else deck_schema()
        click.echo(json_text(schema))
        return
    for path in write_schemas(folder):
        click.echo(tr("Wrote {path}.", path=path))
    click.echo(tr("A deck in that folder uses its schema with this first line: #:schema ./deck.schema.json"))
    click.echo(tr("A config.toml in that folder uses its own with: #:schema ./config.schema.json"))


@click.command("preview", help=tr_noop("Show a deck as students see it, updated at every save. Nothing is logged."))
@click.argument("path", metavar=tr_noop("PATH"), type=click.Path(path_type=Path))
@click.option(
    "--lang",
    "language",
    default="",
    metavar=tr_noop("LANG"),
    help=tr_noop("In this language, such as nl, if the deck is translated."),
)
@click.option("--question", default="", metavar="ID", help=tr_noop("Start at this question."))
@click.pass_context
def preview_command(ctx: click.Context, path: Path, language: str, question: str) -> None:
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise UsageProblem(tr("The preview needs a terminal. `quizapp check` works without one."))
    from quizapp.tui.preview.app import run_preview

    context: Context = ctx.obj
    ctx.exit(run_preview(path, language=language, question=question, settings=context.settings))
