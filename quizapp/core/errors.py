"""The errors that a user meets. Each message is a sentence that says what happened, where, and what to do."""


class QuizappError(Exception):
    """Base of every error that the command line prints instead of a traceback. `exit_code` is the process's."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.summary = message
        """The message in one line, for lists."""


class UsageProblem(QuizappError):
    """The command was given something it cannot work with, such as the name of a deck that is not there."""

    exit_code = 2
