"""A new deck to start from: one example of each type of question, with comments for its teacher.

template.LANGUAGE.toml is the one for an interface in that language, template.toml for any other.
"""

from __future__ import annotations

import re
from pathlib import Path

import tomli_w

from quizapp.core.errors import QuizappError, UsageProblem
from quizapp.core.language.spelling import fold
from quizapp.core.messages import language, tr
from quizapp.core.questions.base import ID_PATTERN, MAX_ID
from quizapp.store.atomic import replace


def new_deck(name: str) -> str:
    """The text of a new deck with the id `name`, its title being the name in words.

    Raises:
        UsageProblem: if `name` is not an id.
    """
    if not ID_PATTERN.match(name):
        raise UsageProblem(
            tr(
                "`{name}` cannot be the name of a deck. Use lower-case letters, digits and hyphens only, "
                "for example `{id}`.",
                name=name,
                id=_nearest_id(name),
            )
        )
    words = name.replace("-", " ").strip() or name
    translated = Path(__file__).with_name(f"template.{language()}.toml")
    source = translated if translated.is_file() else translated.with_name("template.toml")
    text = source.read_text("utf-8")
    for key, was, value in (("id", "template", name), ("title", "Template", words[0].upper() + words[1:])):
        text = text.replace(f'\n{key} = "{was}"\n', "\n" + tomli_w.dumps({key: value}), 1)
    return text.replace("template.toml", f"{name}.toml")


def write_new_deck(name: str, folder: Path) -> Path:
    """Write a new deck and say where it is. `name` is a deck's id or file name, or a path from `folder` to its file.

    The folder is made if need be, and the file appears in one step.

    Raises:
        UsageProblem: if there is such a file already, or the name is not an id.
        QuizappError: if it cannot be written.
    """
    id = Path(name).name.removesuffix(".toml")
    text = new_deck(id)
    path = folder / Path(name).parent / f"{id}.toml"
    try:
        if path.exists() or path.is_symlink():
            raise UsageProblem(tr("{path} already exists, and has not been changed. Choose another name.", path=path))
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, text.encode())
    except OSError as error:
        raise QuizappError(
            tr(
                "Could not write {path} ({reason}). Check the disk and the folder's permissions.",
                path=path,
                reason=error.strerror,
            )
        ) from error
    return path


def _nearest_id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:MAX_ID] or "my-deck"
