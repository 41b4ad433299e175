"""The statistics screen as an application of its own, for `quizapp stats`."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.core.messages import tr
from quizapp.core.settings.settings import Settings
from quizapp.learning.stats import Scope
from quizapp.tui.stats.stats import StatsScreen
from quizapp.tui.terminal.base_app import TerminalApp


class StatsApp(TerminalApp):
    """Nothing but the statistics."""

    TITLE = "quizapp stats"  # not shown

    def __init__(self, scopes: Sequence[Scope], settings: Settings) -> None:
        super().__init__()
        self.apply_settings(settings)
        self._scopes = scopes

    def on_mount(self) -> None:
        self.push_screen(StatsScreen(self._scopes, tr("quit")))

    def on_stats_screen_closed(self) -> None:
        self.exit()


def run_stats(scopes: Sequence[Scope], settings: Settings) -> int:
    """Show the statistics until the student leaves them; returns the process's exit code."""
    app = StatsApp(scopes, settings)
    app.run()
    return app.return_code or 0
