"""The commands about the learner's own data."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.cli.context import Context
from quizapp.core.errors import UsageProblem
from quizapp.core.formats import all_of
from quizapp.core.messages import tr, tr_noop, trn


@click.group("data", help=tr_noop("Take your answers with you, bring them back, or erase them."))
def data_command() -> None:
    """The commands about the learner's own data."""


@data_command.command(
    "export",
    help=tr_noop(
        "Write every answer and other event to FILE.\n\n"
        "FILE may be - for standard output. It gets one JSON object per line, as `quizapp log --json` prints it. Only "
        "you can read it. It contains no names, but all your answers."
    ),
)
@click.argument("file", metavar=tr_noop("FILE"), type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True, help=tr_noop("Replace FILE if it exists."))
@click.pass_obj
def export_command(context: Context, file: Path, force: bool) -> None:
    from quizapp.store.export import STANDARD, export_log

    if not force and file != STANDARD and file.is_file() and file.stat().st_size:
        raise UsageProblem(tr("{file} already exists. Name another file, or replace it with --force.", file=file))
    written = export_log(context.progress, file)
    click.echo(
        trn("{count} event written to {file}.", "{count} events written to {file}.", written, file=file), err=True
    )
    context.refuse_damage()


@data_command.command(
    "import",
    help=tr_noop(
        "Add the events in FILE that you do not have yet.\n\n"
        "FILE comes from `quizapp data export`, on this machine or another (- is standard input), or is a progress "
        "file: a backup, or a conflict copy that a sync program left. Importing it again changes nothing. If a line is "
        "not an event, nothing is imported."
    ),
)
@click.argument("file", metavar=tr_noop("FILE"), type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--other-learner",
    is_flag=True,
    help=tr_noop("Even if the answers in FILE are another learner's: they become yours."),
)
@click.pass_obj
def import_command(context: Context, file: Path, other_learner: bool) -> None:
    from quizapp.store.export import import_log

    imported = import_log(context.progress, file, other_learner=other_learner)
    added = trn("{count} event imported.", "{count} events imported.", imported.added)
    known = trn("{count} was already there.", "{count} were already there.", imported.known) if imported.known else ""
    damaged = ""
    if imported.damaged:
        damaged = trn("{count} damaged event was left out.", "{count} damaged events were left out.", imported.damaged)
    click.echo(" ".join(filter(None, [added, known, damaged])))


@data_command.command(
    "erase",
    help=tr_noop(
        "Delete your answers, their backups, your settings and the cache. Asks first.\n\n"
        "Only your own decks are kept. To keep a copy of your answers, run `quizapp data export` first."
    ),
)
@click.option("--yes", is_flag=True, help=tr_noop("Don't ask."))
@click.pass_context
def erase_command(ctx: click.Context, yes: bool) -> None:
    from quizapp.store.erase import KEPT, erase, kept_files

    context: Context = ctx.obj
    folders = list(dict.fromkeys((context.data, context.cache, context.preferences.path.parent)))
    paths = kept_files(folders)
    if not paths:
        click.echo(tr("There is nothing to erase."))
        return
    for path in paths:
        click.echo(f"  {path}")
    click.echo(tr("Your answers are in the progress file. To keep a copy, run `quizapp data export FILE` first."))
    if (context.data / KEPT).is_dir():
        click.echo(tr("Your own decks are kept: {folder}", folder=context.data / KEPT))
    question = tr("Type erase to delete these for good")
    if not yes and click.prompt(question, default="", show_default=False) != "erase":
        click.echo(tr("Nothing was erased."))
        ctx.exit(1)
    left = erase(paths, folders)
    click.echo(tr("Erased."))
    if left:
        files = all_of(list(map(str, left)))
        click.echo(
            tr("Left alone, as there was only a link to it here: {files}. It has none of your answers.", files=files)
        )
