"""What everything is compared with: a Textual app that shows one card from a constant."""

from textual.app import App, ComposeResult
from textual.widgets import Static

CARD = """\
The captured general says at dinner: if you treated these peoples with as much love, the war would be won.

1  Their churches
2  Their horses
3  Their musicians
4  Their wounded
"""


class Reference(App[None]):
    """One card."""

    def compose(self) -> ComposeResult:
        yield Static(CARD, markup=False)


if __name__ == "__main__":
    Reference().run()
