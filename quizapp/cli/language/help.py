"""The help of commands in the language of the interface."""

from __future__ import annotations

from copy import copy
from typing import TypeVar

import click

from quizapp.cli.language.click_words import translate_click
from quizapp.core.messages import ENGLISH, language, tr

Command = TypeVar("Command", bound=click.Command)


def spoken(command: Command) -> Command:
    """A copy of a command whose help, and all that click says of it, is in the language of the interface.

    The texts of commands are written when their modules are imported, and the language is known later; for English it
    is the command itself.
    """
    if language() == ENGLISH:
        return command
    translate_click()
    command = copy(command)
    command.help = command.help and tr(command.help)
    command.options_metavar = command.options_metavar and tr(command.options_metavar)
    command.params = list(map(_spoken_parameter, command.params))
    if isinstance(command, click.Group):
        command.subcommand_metavar = tr(command.subcommand_metavar)
        command.commands = {name: spoken(each) for name, each in command.commands.items()}
    return command


def _spoken_parameter(parameter: click.Parameter) -> click.Parameter:
    parameter, parameter.type = copy(parameter), copy(parameter.type)
    parameter.type.name = tr(parameter.type.name)
    parameter.metavar = parameter.metavar and tr(parameter.metavar)
    if isinstance(parameter, click.Option):
        parameter.help = parameter.help and tr(parameter.help)
    return parameter
