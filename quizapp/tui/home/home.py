"""The home screen: the decks, how they stand, and what is to do today."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quizapp.core.messages import number, tr, tr_noop, trn
from quizapp.decks.library import LoadedDeck, Unreadable
from quizapp.learning.overview import AllDue, Outlook, Row
from quizapp.tui.home.deck_columns import QUIET, SIGNS, DeckColumns, legend
from quizapp.tui.home.deck_pane import all_due_pane, deck_pane
from quizapp.tui.home.detail import all_due_line, deck_lines, selected_line, welcome
from quizapp.tui.home.room import Room
from quizapp.tui.widgets.drawing import strip
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.paged_list import PagedList
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, Lines, justified, plain
from quizapp.wording.common import head_line
from quizapp.wording.days import day_names, rest_line, streak_text, today_text
from quizapp.wording.exam_ahead import exam_line, short_exam_line
from quizapp.wording.hiding import hiding_line, hiding_lines

if TYPE_CHECKING:
    from quizapp.learning.plans import ExamAhead

Entry = AllDue | Row | Unreadable
"""A line of the list."""


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

    class OpenedDue(Decks):
        """All that is due in these is to be studied, and nothing new."""

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
        self._entries: tuple[Entry, ...] = (*([outlook.all_due] if outlook.all_due else []), *outlook.rows)
        self._marked: set[int] = set()
        ids = [entry.deck.id if isinstance(entry, Row) else "" for entry in self._entries]
        self._cursor = ids.index(opened) if opened and opened in ids else 0
        self._longest = max((_title(entry).cell_length for entry in self._entries), default=0)
        self._busiest = max((max(row.counts.ahead) for row in outlook.rows if isinstance(row, Row)), default=0)

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with Horizontal(id="middle"):
                with Vertical(id="list"):
                    yield Lines(id="days")
                    yield Lines(id="columns")
                    yield DeckList(id="decks", markup=False)
                    yield Lines(id="empty")
                    yield Lines(id="detail")
                yield Lines(id="pane")
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
        """Open the line that was chosen, which need not be under the cursor yet."""
        event.stop()
        before, self._cursor = self._cursor, event.option_index
        if before != self._cursor:
            self._fill_lines({before, self._cursor})
        match self._entries[event.option_index]:
            case AllDue(decks=decks):
                self.post_message(self.OpenedDue(decks))
            case Unreadable(path=path):
                self.post_message(self.Problems(path))
            case Row():
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
        self._fill_lines(range(len(self._entries)))

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
        moves = [Key("↑ ↓", tr("move"), "keys")] if self._entries else []
        self.app.push_screen(keys_sheet(self, [*moves, *self._keys()], legend() if self._entries else ()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "open":
                return bool(self._entries)
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
    def _entry(self) -> Entry | None:
        """The line under the cursor."""
        return self._entries[self._cursor] if self._cursor < len(self._entries) else None

    @property
    def _deck(self) -> LoadedDeck | None:
        """The deck under the cursor, if it can be used."""
        return self._entry.deck if isinstance(self._entry, Row) else None

    @property
    def _chosen(self) -> list[LoadedDeck]:
        """The decks that are marked; those under the cursor if none is, or if it is on all that is due."""
        if isinstance(self._entry, AllDue):
            return list(self._entry.decks)
        entries = [self._entries[place] for place in sorted(self._marked or {self._cursor})] if self._entry else []
        return [entry.deck for entry in entries if isinstance(entry, Row)]

    @property
    def _busy(self) -> set[int]:
        """The decks that have something to learn."""
        return {
            place
            for place, entry in enumerate(self._entries)
            if isinstance(entry, Row) and entry.counts.repeat + entry.counts.new
        }

    # Showing

    def _fill(self) -> None:
        self._fill_top()
        decks = self.query_one(OptionList)
        decks.set_options([Option(self._line(place)) for place in range(len(self._entries))])
        decks.highlighted = self._cursor if self._entries else None
        self.query_one("#columns", Lines).show([self._columns.heads()])
        empty = self.query_one("#empty", Lines)
        empty.display = not self._entries
        decks.display = self.query_one("#columns").display = bool(self._entries)
        empty.show(welcome(max(20, self._room.list_cells - 4)))
        pane = self.query_one("#pane")
        pane.display = self._room.is_broad
        pane.styles.width = self._room.pane_line
        self._fill_detail()

    def _fill_top(self) -> None:
        """The heading; and below it the days, if there is room for them."""
        room, outlook = self._room, self._outlook
        heading = plain(head_line(outlook, room.whole - 2 - len("quizapp "), streak=not room.is_tall), QUIET)
        self.query_one("#heading", Line).show(Content.styled("quizapp", "bold $text-accent"), heading)
        days = self.query_one("#days", Lines)
        days.display = room.is_tall and bool(self._entries)
        names, signs = strip(outlook.recent.studied, day_names(outlook.recent))
        streak = plain(streak_text(outlook.recent), "bold $text-accent")
        today = plain(today_text(outlook.recent), QUIET)
        margin = Content(" " * SIGNS)
        days.show([justified(margin + text, part, room.line) for text, part in ((streak, names), (today, signs))])

    def _fill_lines(self, places: Collection[int]) -> None:
        decks = self.query_one(OptionList)
        for place in places:
            if place < decks.option_count:
                decks.replace_option_prompt_at_index(place, self._line(place))
        self._fill_detail()

    def _fill_detail(self) -> None:
        if not self.is_mounted:
            return
        room, width = self._room.detail(len(self._entries)), self._room.detail_line
        lines = [line for text in self._detail() for line in plain(text, QUIET).wrap(width)]
        if len(lines) > room:
            lines = [*lines[: room - 1], (lines[room - 1] + " …").truncate(width, ellipsis=True)]
        detail = self.query_one("#detail", Lines)
        detail.display = bool(lines)
        detail.show(lines)
        self._fill_pane()
        self.query_one(KeyBar).show(self._keys())
        self.refresh_bindings()

    def _fill_pane(self) -> None:
        if not self._room.is_broad:
            return
        room, width = self._room.pane_lines, self._room.pane_line
        match self._entry:
            case AllDue() as due:
                rows = [row for row in self._outlook.rows if isinstance(row, Row)]
                lines = all_due_pane(due, {row.deck.id: row.counts for row in rows}, width)
            case Row() as row:
                lines = deck_pane(row, self._exams.get(row.deck.id), self._outlook.day, width)
            case Unreadable(path=path):
                lines = [*plain(path.name, "bold").wrap(width), Content.styled(tr("✗ has mistakes"), "$text-error")]
            case None:
                lines = []
        lines = [part for line in lines for part in line.wrap(width) or [line]]
        if len(lines) > room:
            lines = [*lines[: room - 1], Content.styled("…", QUIET)]
        self.query_one("#pane", Lines).show([*lines, *[Content("")] * (room - len(lines))])

    @property
    def _room(self) -> Room:
        return Room(self.size.width, self.size.height, has_decks=bool(self._entries))

    @property
    def _columns(self) -> DeckColumns:
        return DeckColumns.fitting(self._room.line, self._longest, self._busiest)

    def _line(self, place: int) -> Content:
        entry, columns = self._entries[place], self._columns
        signs = ("▸" if place == self._cursor else " ") + ("●" if place in self._marked else " ") + " "
        match entry:
            case Unreadable(path=path):
                mistakes = Content.styled(tr("✗ has mistakes"), "$text-error")
                return justified(plain(signs + path.name), mistakes, columns.width)
            case AllDue():
                return columns.line(signs, _title(entry).stylize("bold"), None)
            case Row(counts=counts):
                return columns.line(signs, _title(entry), counts)

    def _detail(self) -> list[str]:
        """The lines below the list."""
        room, lines = self._room, list[str]()
        match self._entry:
            case _ if self._marked:
                entries = [self._entries[place] for place in self._marked]
                lines.append(selected_line([entry.counts for entry in entries if isinstance(entry, Row)]))
            case Row() as row:
                cut = "…" in self._line(self._cursor).plain and "…" not in row.deck.info.title
                lines += [row.deck.info.title] if cut and room.is_tall and not room.is_broad else []
                lines += deck_lines(row, self._waiting_of(row.deck), self._outlook.day, room)
            case AllDue() as due if not room.is_broad:
                lines.append(all_due_line(due))
        if room.is_tall:
            lines.insert(0, rest_line(self._outlook))
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
        entry, chosen = self._entry, self._chosen
        study = trn("study {count} deck", "study {count} decks", len(chosen)) if len(chosen) > 1 else tr("study")
        match entry:
            case AllDue():
                study = tr("study everything due")
            case Unreadable():
                study = tr("see what's wrong")
        keys = [
            Key("↵", study, "open", 0),
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
        return [key for key in keys if self.check_action(key.action, ()) and (entry or key.action != "open")]


def _title(entry: Entry) -> Content:
    """What stands in a line of the list before its columns."""
    match entry:
        case AllDue(cards=cards):
            return plain(tr("Study everything due ({cards})", cards=number(cards)))
        case Unreadable(path=path):
            return plain(path.name)
        case Row(deck=deck):
            return plain(deck.info.title)
