"""The errors that a user meets. Each message is a sentence that says what happened, where, and what to do."""

import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def unprintable(character: str) -> bool:
    """Return whether a character could disturb a terminal: controls but newline and tab, and text direction."""
    return (unicodedata.category(character) == "Cc" and character not in "\n\t") or character in _BIDI


def visible(text: str) -> str:
    """`text` with what could disturb a terminal written as its code, such as U+001B."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"U+{ord(c):04X}" if unprintable(c) else c for c in text)


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
