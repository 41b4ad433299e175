"""The commands about the learner's own data."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.cli.context import Context
from quizapp.core.errors import UsageProblem
from quizapp.core.messages import trn


@click.group("data")
def data_command() -> None:
    """Take your answers along, bring them back, or erase them."""


@data_command.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True, help="Even if there is a file of that name: it is replaced.")
@click.pass_obj
def export_command(context: Context, file: Path, force: bool) -> None:
    """Write every answer and other event to FILE (- is standard output).

    One JSON object a line, as `quizapp log --json` prints it. Only you can read the file. It has no names in it, but
    all that you answered.
    """
    from quizapp.store.export import STANDARD, export_log

    if not force and file != STANDARD and file.is_file() and file.stat().st_size:
        raise UsageProblem(f"{file} is there already. Name another file, or replace it with --force.")
    written = export_log(context.progress, file)
    click.echo(
        trn("{count} event written to {file}.", "{count} events written to {file}.", written, file=file), err=True
    )
    context.refuse_damage()


@data_command.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--other-learner", is_flag=True, help="Even if another learner's answers are in it: they become yours.")
@click.pass_obj
def import_command(context: Context, file: Path, other_learner: bool) -> None:
    """Add the events in FILE (- is standard input) that are not there yet.

    FILE is one that `data export` wrote, on this machine or another, or a progress file: a backup, or the conflict copy
    that a sync program left. Importing it again changes nothing. If a line is no event, nothing is imported.
    """
    from quizapp.store.export import import_log

    imported = import_log(context.progress, file, other_learner=other_learner)
    added = trn("{count} event imported.", "{count} events imported.", imported.added)
    known = trn("{count} was already there.", "{count} were already there.", imported.known) if imported.known else ""
    damaged = ""
    if imported.damaged:
        damaged = trn("{count} damaged event was left out.", "{count} damaged events were left out.", imported.damaged)
    click.echo(" ".join(filter(None, [added, known, damaged])))


@data_command.command("erase")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def erase_command(ctx: click.Context, yes: bool) -> None:
    """Delete your answers, their backups, your settings and the cache. Asks first.

    Nothing is left but decks of your own. `data export` makes a copy of the answers before.
    """
    from quizapp.store.erase import KEPT, erase, kept_files

    context: Context = ctx.obj
    folders = list(dict.fromkeys((context.data, context.cache, context.preferences.path.parent)))
    paths = kept_files(folders)
    if not paths:
        click.echo("There is nothing to erase.")
        return
    for path in paths:
        click.echo(f"  {path}")
    click.echo("Your answers are in the progress file; `quizapp data export FILE` makes a copy of them first.")
    if (context.data / KEPT).is_dir():
        click.echo(f"Your own decks stay: {context.data / KEPT}")
    if not yes and click.prompt("Type erase to delete these for good", default="", show_default=False) != "erase":
        click.echo("Nothing was erased.")
        ctx.exit(1)
    left = erase(paths, folders)
    click.echo("Erased.")
    if left:
        listed = ", ".join(map(str, left))
        click.echo(f"Left, since there was only a link to it here: {listed}. Your answers are not in it.")
