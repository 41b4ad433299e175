"""The errors that a user meets. Each message is a sentence that says what happened, where, and what to do."""

import unicodedata

from quizapp.core.messages import tr, tr_noop

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def unprintable(character: str) -> bool:
    """Return whether a character could disturb a terminal: controls but newline and tab, and text direction."""
    return (unicodedata.category(character) == "Cc" and character not in "\n\t") or character in _BIDI


def visible(text: str) -> str:
    """`text` with what could disturb a terminal written as its code, such as U+001B."""
    if text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(f"U+{ord(c):04X}" if unprintable(c) else c for c in text)


def cause(error: OSError) -> str:
    """The system's words for an error, in the language of the interface if they are among the usual ones."""
    return tr(error.strerror or str(error))


_USUAL = (
    tr_noop("No such file or directory"), tr_noop("Permission denied"), tr_noop("Operation not permitted"),
    tr_noop("Is a directory"), tr_noop("Not a directory"), tr_noop("No space left on device"),
    tr_noop("Read-only file system"), tr_noop("File name too long"), tr_noop("Too many levels of symbolic links"),
    tr_noop("Input/output error"), tr_noop("File exists"), tr_noop("Disk quota exceeded"),
)  # fmt: skip
"""The words of the system that have a translation."""


class QuizappError(Exception):
    """Base of every error that the command line prints instead of a traceback. `exit_code` is the process's."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(visible(message))
        self.summary = visible(message)
        """The message in one line, for lists."""


class UsageProblem(QuizappError):
    """The command was given something it cannot work with, such as the name of a deck that is not there."""

    exit_code = 2
