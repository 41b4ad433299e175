"""The command about settings."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.options import json_option, plain_option
from quizapp.core.errors import UsageProblem, visible
from quizapp.core.messages import ENGLISH, tr, tr_noop
from quizapp.core.settings.settings import UNTIL_MENDED, Settings, UnfitSetting
from quizapp.store.catalogues import use_language

if TYPE_CHECKING:
    from textual.dom import DOMNode


@click.command(
    "settings",
    help=tr_noop(
        "Show your settings and where they are kept, or change some.\n\n"
        "For example: quizapp settings study.retention=0.85 theme=light keys.study.hint=H. With nothing after the "
        "equals sign, a setting returns to its default."
    ),
)
@click.argument("changes", metavar=tr_noop("[NAME=VALUE]..."), nargs=-1)
@json_option(tr_noop("Print JSON."))
@click.option("--keys", is_flag=True, help=tr_noop("Show which keys you can change."))
@plain_option
@click.pass_obj
def settings_command(context: Context, changes: tuple[str, ...], as_json: bool, keys: bool) -> None:
    from quizapp.wording.terminal import say

    if changes:
        wanted = dict(map(_change, changes))
        _refuse_unfit(context.preferences.settings, wanted)
        context.preferences.change(wanted)
        if as_json:
            use_language(ENGLISH)  # whatever language was chosen
    settings = context.settings
    unfit = unfit_settings(context.preferences.settings)
    problems = [f"{context.preferences.path}: {text} {tr(UNTIL_MENDED)}" for _, text in unfit]
    for problem in problems:
        click.echo(f"quizapp: {visible(problem)}", err=True)
    if keys:
        _print_keys(settings, as_json=as_json)
    elif as_json:
        known = {"path": str(context.preferences.path), "problems": [*settings.problems, *problems]}
        click.echo(json_text(known | {"settings": _record(settings)}, default=str))
    else:
        path = context.preferences.path
        head = (
            tr("The settings in {path}:", path=path)
            if path.exists()
            else tr("There are no settings in {path} yet, so these are the defaults:", path=path)
        )
        say(head, sys.stdout)
        _print(settings)


def _print(settings: Settings) -> None:
    """Print a line for each setting: its name, its value, what it does and what it may be."""
    from quizapp.core.settings.fields import everywhere, of_deck, to_text, value_of
    from quizapp.wording.terminal import say

    own = [settable for deck in settings.decks for settable in of_deck(deck)]
    for settable in (*everywhere(), *own):
        value = to_text(value_of(settings, settable.name), settable.kind)
        if value or settable not in own:
            shown = value or tr("(each deck's own)")
            assignment = f"{'.'.join(settable.name)} = {shown}:"
            say(
                f"  {assignment:40} {tr(settable.purpose)} {settable.wanted[:1].upper()}{settable.wanted[1:]}.",
                sys.stdout,
            )
    for binding, listed in settings.keys.items():
        say(f"  keys.{binding} = {listed}", sys.stdout)  # not shown


def _record(settings: Settings) -> dict[str, Any]:
    """The settings in force, as they would stand in the file."""
    from quizapp.core.settings.fields import everywhere, from_text, of_deck, to_text, value_of

    record: dict[str, Any] = {}
    for settable in (*everywhere(), *(own for deck in settings.decks for own in of_deck(deck))):
        value = value_of(settings, settable.name)
        if value is not None:
            *tables, key = settable.name
            table = record
            for name in tables:
                table = table.setdefault(name, {})
            table[key] = from_text(settable.kind, to_text(value, settable.kind))
    return {**record, "keys": dict(settings.keys)}


def _print_keys(settings: Settings, *, as_json: bool) -> None:
    from quizapp.tui.terminal.rebinding import defaults, fitted

    kinds, app = _kinds()
    accepted = fitted(settings.keys, kinds, app).keys
    rows = [
        {"id": id, "keys": accepted.get(id, binding.key), "default": binding.key, "does": tr(binding.description)}
        for id, binding in sorted(defaults([*kinds, app]).items())
    ]
    if as_json:
        click.echo(json_text(rows))
        return
    for row in rows:
        click.echo(f"{row['id']:20} {row['keys']:20} {row['does']}")


def _kinds() -> tuple[list[type[DOMNode]], type[DOMNode]]:
    """All screens, and the app."""
    from quizapp.tui.app import QuizApp  # 200 ms with textual
    from quizapp.tui.terminal.rebinding import all_kinds

    return all_kinds(), QuizApp


def unfit_settings(settings: Settings) -> list[tuple[tuple[str, ...], str]]:
    """Return the names of the theme and the keys that cannot be had, as only the interface knows, and why."""
    if not settings.keys and settings.theme in ("dark", "light"):
        return []  # as they are made, without 200 ms for textual
    from quizapp.tui.terminal.rebinding import fitted
    from quizapp.tui.terminal.themes import THEMES, no_theme, theme_named

    theme = [] if theme_named(settings.theme, THEMES) else [(("theme",), no_theme(settings.theme, THEMES))]
    keys = fitted(settings.keys, *_kinds()).slips
    return [*theme, *((("keys", binding), sentence) for binding, sentence in keys)]


def _refuse_unfit(settings: Settings, wanted: Mapping[tuple[str, ...], Any]) -> None:
    """Refuse a theme that does not exist, and keys that a binding cannot have.

    Raises:
        UnfitSetting: if one of them is wanted.
    """
    from quizapp.core.deferred import replace

    theme = wanted.get(("theme",))
    keys = {name[1]: keys for name, keys in wanted.items() if name[0] == "keys" and keys is not None}
    if theme or keys:
        before = {binding: keys for binding, keys in settings.keys.items() if ("keys", binding) not in wanted}
        unfit = unfit_settings(replace(settings, theme=theme or "dark", keys=before | keys))
        refused = [text for name, text in unfit if name in wanted or any(f"`{key}`" in text for key in keys)]
        if refused:
            raise UnfitSetting(tr("{problem} Nothing was saved.", problem=refused[0]))


def _change(text: str) -> tuple[tuple[str, ...], Any]:
    """Return the name of a setting and its value from `study.retention=0.85`; None stands for the default.

    Raises:
        UsageProblem: if there is no equals sign.
    """
    from quizapp.core.settings.fields import everywhere, from_text, settable

    dotted, sign, value = text.partition("=")
    if not sign:
        raise UsageProblem(tr("Write a change as NAME=VALUE, not as `{text}`.", text=text))
    name = tuple(dotted.strip().split(".", 2 if dotted.startswith("decks.") else 1))
    last = [one.name for one in everywhere() if one.name[-1:] == name]
    name = last[0] if len(last) == 1 else name
    setting = settable(name)
    return name, None if not value else from_text(setting.kind, value) if setting else value
