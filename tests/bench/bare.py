"""What the opening of a screen is compared with: a Textual app that opens a screen with one line at a key."""

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

READY, OPENED = "Press s.", "A bare screen."


class Bare(Screen[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        yield Static(OPENED)


class BareApp(App[None]):
    """Opens a bare screen."""

    def compose(self) -> ComposeResult:
        yield Static(READY)

    def key_s(self) -> None:
        self.push_screen(Bare())


if __name__ == "__main__":
    BareApp().run()
