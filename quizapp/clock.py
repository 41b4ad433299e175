"""The learner's clock and calendar."""

from __future__ import annotations

import time
from datetime import date

from quizapp.core.memory import day_number


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
        """When the learner's day `day` begins, ms UTC, by the zone's own rules."""
        local = time.mktime((*date.fromordinal(day).timetuple()[:3], rollover, 0, 0, 0, 0, -1))
        return int(local) * 1000
