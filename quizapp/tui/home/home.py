"""The home screen: the decks, how they stand, and what is to do today."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.messages import tr, tr_noop, trc, trn
from quizapp.decks.library import LoadedDeck, Unreadable
from quizapp.learning.overview import Outlook, Row
from quizapp.tui.home.deck_columns import heads, legend, numbers
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.paged_list import PagedList
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, justified, plain
from quizapp.wording.common import ahead_line, fresh_line, head_line, to_do
from quizapp.wording.exam_ahead import exam_line, short_exam_line
from quizapp.wording.hiding import hiding_line, hiding_lines

if TYPE_CHECKING:
    from quizapp.learning.plans import ExamAhead

QUIET = "$foreground 75%"
TALL = 18
"""A screen of so many lines has room for more than figures below the list."""

AROUND = {False: 3, True: 8}
"""The lines around the list and the details below it, on a screen that is not tall and on one that is."""

SIDES = {False: 6, True: 8}
"""The cells beside the details, likewise."""


class DeckList(PagedList):
    """The decks. The cursor stops at either end."""

    def action_cursor_down(self) -> None:
        if self.highlighted is None or self.highlighted + 1 < self.option_count:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()


class HomeScreen(Screen[None]):
    """Opens one deck, or several that were marked; and leads to everything else."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", tr_noop("study"), id="home.open"),
        Binding("space", "mark", tr_noop("select"), id="home.mark"),
        Binding("a", "mark_all", tr_noop("select all with cards to study"), id="home.mark-all"),
        Binding("e", "exam", tr_noop("exam"), id="home.exam"),
        Binding("c", "cram", tr_noop("cram"), id="home.cram"),
        Binding("p", "plan", tr_noop("plan"), id="home.plan"),
        Binding("t", "statistics", tr_noop("statistics"), id="home.statistics"),
        Binding("slash", "search", tr_noop("search"), id="home.search"),
        Binding("comma", "settings", tr_noop("settings"), id="home.settings"),
        Binding("question_mark", "keys", tr_noop("keys"), id="home.keys"),
        Binding("escape", "unmark", tr_noop("clear the selection"), id="home.unmark"),
        Binding("q", "app.quit", tr_noop("quit"), id="home.quit"),
    ]

    class Decks(Message):
        """Something is asked for that is about some decks."""

        def __init__(self, decks: Sequence[LoadedDeck]) -> None:
            super().__init__()
            self.decks = decks

    class Opened(Decks):
        """These are to be studied."""

    class Cram(Decks):
        """These are to be practised."""

    class Deck(Message):
        """Something is asked for that is about one deck."""

        def __init__(self, deck: LoadedDeck) -> None:
            super().__init__()
            self.deck = deck

    class Exam(Deck):
        """An exam."""

    class Plan(Deck):
        """The plan for its exam."""

    class DeckIfAny(Message):
        """Something is asked for that can be about the deck under the cursor."""

        def __init__(self, deck: LoadedDeck | None) -> None:
            super().__init__()
            self.deck = deck

    class Statistics(DeckIfAny):
        """The statistics."""

    class Settings(DeckIfAny):
        """The settings."""

    class Search(Message):
        """A question is looked for."""

    class Problems(Message):
        """The problems of a deck file are asked for."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(
        self, outlook: Outlook, opened: str = "", waiting: Callable[[LoadedDeck], Sequence[str]] = lambda _: ()
    ) -> None:
        """`opened` is the id of the deck that was opened last: the cursor begins there.

        `waiting` tells what of a deck was left unfinished; it is asked about decks as the cursor comes to them.
        """
        super().__init__()
        self._ask, self._waiting = waiting, dict[str, Sequence[str]]()
        self._outlook = outlook
        self._exams = outlook.exams
        self._marked: set[int] = set()
        ids = [row.deck.id if isinstance(row, Row) else "" for row in outlook.rows]
        self._cursor = ids.index(opened) if opened and opened in ids else 0

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            yield Line(id="columns")
            yield DeckList(id="decks", markup=False)
            yield Static(id="empty", markup=False)
            yield Static(id="detail", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self._fill()

    def tell_exams(self, exams: Mapping[str, ExamAhead]) -> None:
        """Show these lines about plans for exams, by deck."""
        self._exams = exams
        self._fill_detail()

    # Messages of the widgets

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        before, self._cursor = self._cursor, event.option_index
        if before != self._cursor:
            self._fill_lines({before, self._cursor})

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._cursor = event.option_index
        row = self._outlook.rows[event.option_index]
        if isinstance(row, Unreadable):
            self.post_message(self.Problems(row.path))
        else:
            self.post_message(self.Opened(self._chosen))

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    # Actions

    def action_open(self) -> None:
        self.query_one(OptionList).action_select()

    def action_mark(self) -> None:
        self._marked ^= {self._cursor}
        self._fill_lines({self._cursor})

    def action_unmark(self) -> None:
        marked, self._marked = self._marked, set()
        self._fill_lines(marked)

    def action_mark_all(self) -> None:
        """Mark every deck with something to learn; if these are marked already, none."""
        busy = self._busy
        self._marked = set() if self._marked == busy else busy
        self._fill_lines(range(len(self._outlook.rows)))

    def action_exam(self) -> None:
        if self._deck is not None:
            self.post_message(self.Exam(self._deck))

    def action_cram(self) -> None:
        self.post_message(self.Cram(self._chosen))

    def action_plan(self) -> None:
        if self._deck is not None:
            self.post_message(self.Plan(self._deck))

    def action_statistics(self) -> None:
        self.post_message(self.Statistics(self._deck))

    def action_search(self) -> None:
        self.post_message(self.Search())

    def action_settings(self) -> None:
        self.post_message(self.Settings(self._deck))

    def action_keys(self) -> None:
        moves = [Key("↑ ↓", tr("move"), "keys")] if self._outlook.rows else []
        self.app.push_screen(keys_sheet(self, [*moves, *self._keys()], legend() if self._outlook.rows else ()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "open":
                return bool(self._outlook.rows)
            case "mark":
                return self._deck is not None
            case "unmark":
                return bool(self._marked)
            case "mark_all":
                return bool(self._busy)
            case "exam" | "plan":
                return self._deck is not None
            case "cram":
                return bool(self._chosen)
            case "search":
                return any(isinstance(row, Row) for row in self._outlook.rows)
            case _:
                return True

    # What is chosen

    @property
    def _row(self) -> Row | Unreadable | None:
        """The line under the cursor."""
        rows = self._outlook.rows
        return rows[self._cursor] if self._cursor < len(rows) else None

    @property
    def _deck(self) -> LoadedDeck | None:
        """The deck under the cursor, if it can be used."""
        return self._row.deck if isinstance(self._row, Row) else None

    @property
    def _chosen(self) -> list[LoadedDeck]:
        """The decks that are marked; the one under the cursor if none is."""
        rows = [self._outlook.rows[place] for place in sorted(self._marked or {self._cursor})] if self._row else []
        return [row.deck for row in rows if isinstance(row, Row)]

    @property
    def _busy(self) -> set[int]:
        """The decks that have something to learn."""
        return {
            place
            for place, row in enumerate(self._outlook.rows)
            if isinstance(row, Row) and row.counts.repeat + row.counts.new
        }

    # Showing

    def _fill(self) -> None:
        room = min(self.size.width, 80) - 2 - len("quizapp ")
        heading = plain(head_line(self._outlook, room), QUIET)
        self.query_one("#heading", Line).show(Content.styled("quizapp", "bold $text-accent"), heading)
        decks, rows = self.query_one(OptionList), self._outlook.rows
        decks.set_options([Option(self._line(place)) for place in range(len(rows))])
        decks.highlighted = self._cursor if rows else None
        self.query_one("#columns", Line).show(
            Content.styled("   " + trc("column at home", "deck"), QUIET), heads(self._width)
        )
        empty = self.query_one("#empty", Static)
        empty.display = not rows
        decks.display = self.query_one("#columns").display = bool(rows)
        empty.update(plain(tr("No decks yet. Put a deck file in ./decks, or start quizapp with --decks FOLDER.")))
        self._fill_detail()

    def _fill_lines(self, places: Collection[int]) -> None:
        decks = self.query_one(OptionList)
        for place in places:
            if place < decks.option_count:
                decks.replace_option_prompt_at_index(place, self._line(place))
        self._fill_detail()

    def _fill_detail(self) -> None:
        if not self.is_mounted:
            return
        tall = self.size.height >= TALL
        free = self.size.height - AROUND[tall] - len(self._outlook.rows)
        room, width = max(2, self.size.height // 3 - 2, free), max(20, min(self.size.width, 80) - SIDES[tall])
        lines = [line for text in self._detail() for line in plain(text, QUIET).wrap(width)]
        if len(lines) > room:
            lines = [*lines[: room - 1], (lines[room - 1] + " …").truncate(width, ellipsis=True)]
        detail = self.query_one("#detail", Static)
        detail.display = bool(lines)
        detail.update(Content("\n").join(lines))
        self.query_one(KeyBar).show(self._keys())
        self.refresh_bindings()

    @property
    def _width(self) -> int:
        return max(20, min(self.size.width, 80) - 3)

    def _line(self, place: int) -> Content:
        row, width = self._outlook.rows[place], self._width
        signs = ("▸" if place == self._cursor else " ") + ("●" if place in self._marked else " ") + " "
        if isinstance(row, Unreadable):
            return justified(plain(signs + row.path.name), Content.styled(tr("✗ has mistakes"), "$text-error"), width)
        columns = numbers(row.counts, width, self._busiest)
        return justified(Content.styled(signs, "$text-accent") + plain(row.deck.info.title), columns, width)

    @property
    def _busiest(self) -> int:
        """The most cards that any deck has on one of the next days."""
        return max((max(row.counts.ahead) for row in self._outlook.rows if isinstance(row, Row)), default=0)

    def _detail(self) -> list[str]:
        """The lines below the list."""
        row, lines = self._row, []
        if self._marked:
            marked = [row.counts for place in self._marked if isinstance(row := self._outlook.rows[place], Row)]
            repeats = sum(counts.repeat for counts in marked)
            work = to_do(repeats, sum(each.new for each in marked))
            lines.append(
                trn("{count} deck selected: {to_do}", "{count} decks selected: {to_do}", len(marked), to_do=work)
            )
        elif isinstance(row, Row):
            title = row.deck.info.title
            cut = "…" in self._line(self._cursor).plain and "…" not in title
            lines += [title] if cut and self.size.height >= TALL else []
            lines += self._waiting_of(row.deck)
            if row.counts.suspended:
                many = row.counts.suspended
                lines.append(
                    trn(
                        "{count} card suspended: press / to find it",
                        "{count} cards suspended: press / to find them",
                        many,
                    )
                )
            ahead = ahead_line(row.counts)
            lines.append(tr("this deck, {ahead}", ahead=ahead) if ahead else "")
            lines.append(fresh_line(row, self._outlook.day))
        if self.size.height >= TALL:
            lines += [*map(exam_line, self._exams.values()), *hiding_lines(self._outlook)]
        elif self._deck is not None:  # which deck it is about can be seen
            lines += [hiding_line(self._deck.path, self._deck.hides)] if self._deck.hides else []
            if exam := self._exams.get(self._deck.id):
                lines.insert(0, short_exam_line(exam))
        return [line for line in lines if line]

    def _waiting_of(self, deck: LoadedDeck) -> Sequence[str]:
        if deck.id not in self._waiting:
            self._waiting[deck.id] = self._ask(deck)
        return self._waiting[deck.id]

    def _keys(self) -> list[Key]:
        row, chosen = self._row, self._chosen
        study = trn("study {count} deck", "study {count} decks", len(chosen)) if len(chosen) > 1 else tr("study")
        keys = [
            Key("↵", tr("see what's wrong") if isinstance(row, Unreadable) else study, "open", 0),
            Key("space", tr("select"), "mark", 8),
            Key("a", tr("select all"), "mark_all", 10),
            Key("e", tr("exam"), "exam", 3),
            Key("c", tr("cram"), "cram", 4),
            Key("p", tr("plan"), "plan", 6),
            Key("t", tr("statistics"), "statistics", 5),
            Key("/", tr("search"), "search", 7),
            Key(",", tr("settings"), "settings", 9),
            Key("?", tr("keys"), "keys", 1),
            Key("q", tr("quit"), "app.quit", 2),
        ]
        return [key for key in keys if self.check_action(key.action, ()) and (row is not None or key.action != "open")]
