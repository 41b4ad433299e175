"""Runs a command in a pty of its own and watches what arrives at our end."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

COLUMNS, LINES = 80, 24
SECONDS = 60


class Watched:
    """A running command. `started` is when it was started, by `time.perf_counter`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._end, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=dict(environment), cwd=folder, start_new_session=True
        )
        os.close(other)
        self._seen = b""

    def press(self, keys: str) -> float:
        """Type `keys`, forgetting what was seen so far; returns the time."""
        self._seen = b""
        os.write(self._end, keys.encode())
        return time.perf_counter()

    def wait(self, pattern: str) -> tuple[float, re.Match[bytes]]:
        """The time at which `pattern` has arrived, and its match.

        Raises:
            RuntimeError: if the command ends before that, or is stuck.
        """
        while True:
            if found := re.search(pattern.encode(), self._seen):
                return time.perf_counter(), found
            self._read(pattern, SECONDS)

    def settle(self, seconds: float) -> None:
        """Wait until nothing has arrived for so long."""
        while select.select([self._end], [], [], seconds)[0]:
            self._read("anything more", SECONDS)

    @property
    def seen(self) -> bytes:
        """What has arrived since the last key."""
        return self._seen

    def wait_for_end(self) -> None:
        """Wait until the command has ended by itself, reading what it writes."""
        while self._process.poll() is None:
            if select.select([self._end], [], [], 0.05)[0]:
                with suppress(OSError):
                    os.read(self._end, 1 << 16)
        os.close(self._end)

    @property
    def memory(self) -> int:
        """The memory that it has in use now, in bytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def end(self) -> None:
        """Kill the command."""
        self._process.kill()
        self._process.wait()
        os.close(self._end)

    def _read(self, wanted: str, seconds: float) -> None:
        if not select.select([self._end], [], [], seconds)[0]:
            raise RuntimeError(f"{wanted} did not come: {self._seen[-300:]!r}")
        try:
            self._seen += os.read(self._end, 1 << 16)
        except OSError as error:
            raise RuntimeError(f"the command ended before {wanted} came: {self._seen[-2000:].decode()}") from error
