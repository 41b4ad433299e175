"""What a terminal sends, read so that the app goes on and hears the next key, whatever bytes come.

Textual's parser stops for good at a sequence that it cannot read, takes all keys for text after a paste that does not
end, and types out the sequences that it does not know, digit by digit. Here the stream is cut into characters and
sequences by the grammar of ECMA-48 first; Textual's parser gets one at a time, and is begun anew after one that it
cannot read.
"""

from __future__ import annotations

import os
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from selectors import EVENT_READ, SelectSelector
from threading import Event
from time import monotonic

from textual import constants, events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.message import Message

ESCAPE = "\x1b"
LONGEST = 32
"""The characters of the longest sequence that Textual looks at."""
STRINGS = "]PX^_"
"""What follows an Escape that begins a string: replies that nobody has asked for."""
LONGEST_PASTE = 1_000_000
"""The characters of a paste that are kept; what follows them is left out."""
PASTE_SECONDS = 1.0
"""Seconds without input after which a paste has ended, though the terminal did not say so."""
MOST_CELLS = 1_000_000
"""The cells of the largest terminal: one that says it has more is not believed, for each would be painted."""

_SEQUENCE = re.compile(
    r"""\x1b(?:
        \[(?:
            M[^\x00-\x1f]{3}                        # the mouse, in the oldest form
            | \[[^\x1b]                             # function keys of the Linux console
            | [0-9]+\$                              # keys of rxvt with shift
            | (?!M)[0-?]*[ -/]*[@-Z\\-~]            # all other control sequences
        )
        | O[0-9;]*[@-~]                             # keys of the keypad
        | [\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)       # strings, with which a terminal replies
        | [^\x1b\[O\]PX^_]                          # a key with alt
    )""",
    re.VERBOSE,
)
_BEGUN = re.compile(
    r"""\x1b(?:
        \[(?: M[^\x00-\x1f]{0,2} | \[ | [0-?]*[ -/]* )
        | O[0-9;]*
        | [\]PX^_][^\x07\x1b]*(?:\x1b\Z)?
    )?""",
    re.VERBOSE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class TerminalParser(XTermParser):
    """Textual's parser, which leaves out what it cannot read."""

    def __init__(self, debug: bool = False) -> None:
        self._heard = ""
        """The beginning of a sequence or of a paste."""
        self._heard_at = 0.0
        super().__init__(debug)

    def feed(self, data: str) -> Iterator[Message]:
        """Read what came; what is not complete waits for its rest, or for `tick` to find that there is none.

        Reports and keys that come alone are no part of a paste: one without an end would go on with each of them.
        """
        sequences = _SEQUENCE.findall(data)
        is_pasting = self._heard.startswith(BRACKETED_PASTE_START) and BRACKETED_PASTE_END not in sequences
        if sequences and is_pasting and "".join(sequences) == data:
            for sequence in sequences:
                yield from self._read(sequence)
            return
        self._heard += data
        self._heard_at = monotonic()
        while self._heard and (length := self._length()):
            part, self._heard = self._heard[:length], self._heard[length:]
            yield from self._read(part)

    def tick(self) -> Iterator[Message]:
        """Wait no longer for the rest of what has been incomplete for some time; to be called at regular intervals."""
        is_paste = self._heard.startswith(BRACKETED_PASTE_START)
        if monotonic() - self._heard_at >= (PASTE_SECONDS if is_paste else constants.ESCAPE_DELAY):
            part, self._heard = self._heard, ""
            if is_paste:  # what came in one piece with its beginning may hold reports and keys
                sequences = _SEQUENCE.findall(part)
                yield from self._read(BRACKETED_PASTE_START + _SEQUENCE.sub("", part))
                for sequence in sequences[1:]:
                    yield from self._read(sequence)
            elif 0 < len(part) <= 2:  # else the beginning of a sequence that never came
                yield from self._read(part)

    def _length(self) -> int:
        """The length of the first character, sequence or paste of what was heard; 0 while it may go on."""
        heard = self._heard
        if not heard.startswith(ESCAPE):
            return 1
        if heard.startswith(BRACKETED_PASTE_START):
            end = heard.find(BRACKETED_PASTE_END)
            if end >= 0:
                return end + len(BRACKETED_PASTE_END)
            self._heard = heard[:LONGEST_PASTE] + heard[LONGEST_PASTE:][-len(BRACKETED_PASTE_END) :]
            return 0
        if complete := _SEQUENCE.match(heard):
            return complete.end()
        begun = _BEGUN.match(heard)
        assert begun is not None
        return begun.end() if begun.end() < len(heard) or len(heard) > LONGEST_PASTE else 0

    def _read(self, part: str) -> list[Message]:
        """The events that a character, a sequence or a paste stands for; none if it cannot be read."""
        if part.startswith(BRACKETED_PASTE_START):
            text = part[:LONGEST_PASTE].removeprefix(BRACKETED_PASTE_START).removesuffix(BRACKETED_PASTE_END)
            return [events.Paste(text.replace("\x00", ""))]
        if len(part) > LONGEST or (len(part) > 2 and part[1] in STRINGS):
            return []
        before = self.terminal_size, self.terminal_pixel_size, self.mouse_pixels
        try:
            messages = list(super().feed(part))
            if self._timeout_time is not None and len(part) <= 2:  # a key with alt, which Textual waits to be sure of
                self._timeout_time = 0.0
                messages += super().tick()
        except (ValueError, ArithmeticError):
            messages = []
            self._begin_anew()
        if self._timeout_time is not None:  # not known to Textual, which would take the next keys for its rest
            self._begin_anew()
        readable = [message for message in messages if _is_readable(message)]
        if readable != messages:
            self.terminal_size, self.terminal_pixel_size, self.mouse_pixels = before
        pixels = self.terminal_pixel_size
        if pixels is not None and not all(pixels):  # the terminal does not know them
            self.terminal_pixel_size = None
        return readable

    def _begin_anew(self) -> None:
        self._tokens.clear()
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)


def _is_readable(message: Message) -> bool:
    """Return False for what a terminal says that cannot be."""
    match message:
        case events.Key():
            return _SURROGATE.search(message.key + (message.character or "")) is None
        case events.Resize():
            return 0 < message.size.width * message.size.height <= MOST_CELLS
        case _:
            return True


class HearingDriver(Driver):
    """What the drivers for terminals have in common: a thread that reads with a `TerminalParser`."""

    fileno: int
    exit_event: Event

    def run_input_thread(self) -> None:
        """Hear keys and all else until the app ends. Bytes that are no UTF-8 are left out."""
        parser = TerminalParser(self._debug)
        decode = getincrementaldecoder("utf-8")("ignore").decode
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            goes_on = True
            while goes_on:
                goes_on = (
                    not self.exit_event.is_set()
                )  # what comes with the end is read too, or the shell would have it
                if selector.select(0.1):
                    for message in parser.feed(decode(os.read(self.fileno, 4096))):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
