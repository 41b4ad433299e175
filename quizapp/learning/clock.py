"""The learner's clock and calendar."""

from __future__ import annotations

import time
from bisect import bisect_left

from quizapp.core.scheduling.scheduler import EPOCH_DAY, MINUTE_MS, day_number

WIDEST_OFFSET = 16 * 60
"""Minutes; no zone was ever as far from UTC."""


class Clock:
    """The machine's clock and time zone. Tests pass their own."""

    def now(self) -> int:
        """Milliseconds UTC."""
        return time.time_ns() // 1_000_000

    def offset(self, at: int) -> int:
        """The local zone's minutes east of UTC at `at`."""
        return time.localtime(at // 1000).tm_gmtoff // 60

    def stopwatch(self) -> float:
        """Seconds that only ever go forward."""
        return time.monotonic()

    def day(self, at: int, rollover: int) -> int:
        """The learner's day number at `at`."""
        return day_number(at, self.offset(at), rollover)

    def start_of_day(self, day: int, rollover: int) -> int:
        """Return the start of the learner's day `day`, ms UTC, by its zone; a skipped day starts as the next does."""
        by_utc = (day - EPOCH_DAY) * 1440 + rollover * 60
        minutes = range(by_utc - WIDEST_OFFSET, by_utc + WIDEST_OFFSET)
        # A search, because the hour itself may not exist on a day when the clocks change.
        index = bisect_left(minutes, day, key=lambda minute: self.day(minute * MINUTE_MS, rollover))
        return minutes[index] * MINUTE_MS
