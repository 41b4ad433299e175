"""The real program in a pty, and the screen that a student would see."""

from __future__ import annotations

import re
import signal
import termios
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

from tests.support.program import PROGRAM, SECONDS, environment, working_folder

ENTER, ESCAPE, TAB, UP, DOWN, PAGE_DOWN = "\r", "\x1b", "\t", "\x1b[A", "\x1b[B", "\x1b[6~"
CTRL_C = "\x03"

BROAD, PANE = 110, 30
"""The cells of a screen from which on there is something beside a question, and how many of them that takes."""

_SCROLLBAR = re.compile(r"[▁▂▃▄▅▆▇█]")
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
_KEYS_AS_BEFORE = b"\x1b[<u"
"""The end of kitty's keyboard protocol, of which pyte would print the last letter; terminals do not."""
_CAN_YOU_DO_FRAMES, _YES = b"\x1b[?2026$p", "\x1b[?2026;2$y"


def _hang_up_as_usual() -> None:
    """The tests themselves may run under nohup, which the programs that they start would inherit."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A terminal of `columns` x `lines` in which the program runs with `arguments` over `folder`.

    It offers synchronised output, as modern terminals do, so that what is read is never half a frame, and says where
    its cursor is when it is asked (later, while `is_slow_to_reply`). Use it as a context manager: at its end the
    program is killed if it still runs. `program` is run instead of quizapp, with further environment `variables`.
    """

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        columns: int = 80,
        lines: int = 24,
        program: str = str(PROGRAM),
        **variables: str,
    ) -> None:
        self.output = b""
        self.is_slow_to_reply = False
        self._replies: list[str] = []
        self._screen = _Screen(columns, lines, self._replies.append)
        self._stream = pyte.ByteStream(self._screen)
        self._answered = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is safe: the child executes
            self._child = pexpect.spawn(
                program,
                list(arguments),
                dimensions=(lines, columns),
                env=environment(folder) | variables,
                cwd=str(working_folder(folder)),
                preexec_fn=_hang_up_as_usual,
            )
        self._child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    @property
    def screen(self) -> str:
        """The screen, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def words(self) -> str:
        """The words on the screen with single spaces between them, as if nothing had been wrapped.

        What stands beside a question on a wide screen is left out: it would come between the lines of the question.
        """
        lines = self.screen.split("\n")
        frames = (
            place
            for place in range(BROAD - PANE, self._screen.columns)
            if all(line[place : place + 1] == "│" for line in lines)
        )
        edge = next(frames, None) if self._screen.columns >= BROAD else None
        return one_line(_SCROLLBAR.sub(" ", "\n".join(line[:edge] for line in lines)))

    @property
    def foot(self) -> str:
        """The last line: the keys that work now."""
        return self._screen.display[-1].strip()

    @property
    def cells(self) -> list[pyte.screens.Char]:
        """Every cell of the screen, with its colours and attributes."""
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        return [self._screen.buffer[y][x] for y in rows for x in columns]

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed by itself, as it does for a shell."""
        flags: int = termios.tcgetattr(self._child.child_fd)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON)

    def press(self, *keys: str) -> None:
        """Type these keys."""
        for key in keys:
            self._child.send(key)

    def send(self, data: bytes) -> None:
        """Send these bytes, which need not be text."""
        self._child.send(data)

    def reply(self) -> None:
        """Say what the program has asked about the cursor."""
        self.press(*self._replies)
        self._replies.clear()

    def wait_for(self, *texts: str) -> str:
        """The screen once it shows all of `texts`, wherever they are wrapped."""
        return self.wait_until(lambda: all(one_line(text) in self.words for text in texts), " and ".join(texts))

    def wait_until(self, condition: Callable[[], bool], wanted: str) -> str:
        """The screen once `condition` holds at the end of a frame; a failure shows the screen."""
        assert self.comes(condition), f"{wanted} did not come:\n{self.screen}"
        return self.screen

    def comes(self, condition: Callable[[], bool], seconds: float = SECONDS) -> bool:
        """Whether `condition` holds at the end of a frame before `seconds` are over or the program ends."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline or not self._read():
                return False
        return True

    def end(self) -> int:
        """The exit code, once the program has ended by itself."""
        deadline = time.monotonic() + SECONDS
        while self._read():
            assert time.monotonic() < deadline, f"the program did not end:\n{self.screen}"
        self._child.wait()
        return self._status()

    def kill(self) -> None:
        """End the program as a power cut would."""
        self._child.kill(signal.SIGKILL)
        while self._read():
            pass

    def send_signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal larger or smaller."""
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)

    def hang_up(self) -> int:
        """Close the terminal; returns the exit code of the program, which it should end with."""
        self._child.ptyproc.fileobj.close()
        deadline = time.monotonic() + SECONDS
        while self._child.isalive():
            assert time.monotonic() < deadline, f"the program did not end:\n{self.screen}"
            time.sleep(0.01)
        return self._status()

    def _status(self) -> int:
        """The exit code as a shell gives it."""
        status: int | None = self._child.exitstatus
        return 128 + self._child.signalstatus if status is None else status

    def _read(self) -> bool:
        """Read what there is, to the end of a frame; False when the program has ended."""
        while True:
            try:
                data = self._child.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                return True
            except pexpect.EOF:
                return False
            self.output += data
            self._stream.feed(data.replace(_KEYS_AS_BEFORE, b""))
            if not self.is_slow_to_reply:
                self.reply()
            if not self._answered and _CAN_YOU_DO_FRAMES in self.output:
                self._answered = True
                self._child.send(_YES)
            if self.output.rfind(_FRAME_ENDS) >= self.output.rfind(_FRAME_BEGINS):
                return True


class _Screen(pyte.Screen):
    """The screen of a terminal that answers what it is asked by way of `reply`."""

    def __init__(self, columns: int, lines: int, reply: Callable[[str], None]) -> None:
        self._reply = reply
        super().__init__(columns, lines)

    def write_process_input(self, data: str) -> None:
        self._reply(data)


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())
