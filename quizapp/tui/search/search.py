"""Search: questions of all decks as one types, and each with its answer and how well it is known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.decks.deck import CardRef
from quizapp.core.errors import QuizappError
from quizapp.core.messages import number, tr, tr_noop, trc, trn
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.search import folded, words_of
from quizapp.core.scheduling.scheduler import CardState
from quizapp.decks.library import LoadedDeck
from quizapp.learning.search import MOST_BUILT, Found, Hit, search
from quizapp.learning.study.practice import Practice
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.paged_list import PagedList
from quizapp.tui.widgets.sheet import Overlay
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording.common import memory_words, prompt_text, source_line

QUIET = "$foreground 75%"
BEFORE = 12
"""So many characters of the text are shown before the word that was looked for, where not all of it fits."""

Suspended = Sequence[tuple[LoadedDeck, CardRef]]
"""Cards that are not studied, each with its deck."""


class Wish(Enum):
    """A thing that can be done with a question that was found."""

    PRACTISE = "practise"
    SUSPEND = "suspend"
    RESUME = "resume"


class SearchScreen(Screen[None]):
    """A line to type on, and the questions in which all of its words stand; without words, those that are suspended."""

    CSS_PATH = "search.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", tr_noop("up"), id="search.up"),
        Binding("down", "move(1)", tr_noop("down"), id="search.down"),
        Binding("pageup", "page(-1)", tr_noop("page up"), id="search.page-up"),
        Binding("pagedown", "page(1)", tr_noop("page down"), id="search.page-down"),
        Binding("ctrl+t", "practise", tr_noop("practise all results"), id="search.practise"),
        Binding("escape", "leave", tr_noop("home"), id="search.leave"),
    ]

    class Practised(Message):
        """Questions that were found are to be practised."""

        def __init__(self, decks: Sequence[LoadedDeck], practice: Practice, query: str) -> None:
            """`query` found them."""
            super().__init__()
            self.decks, self.practice, self.query = decks, practice, query

    class Left(Message):
        """The student is done with the search."""

    class Changed(Message):
        """All cards of a question are to be suspended, or brought back (`suspend` is False)."""

        def __init__(self, deck: LoadedDeck, cards: Sequence[str], *, suspend: bool) -> None:
            super().__init__()
            self.deck, self.cards, self.suspend = deck, cards, suspend

    def __init__(
        self,
        decks: Sequence[LoadedDeck],
        state: Callable[[str, str], CardState],
        day: int,
        suspended: Suspended = (),
        query: str = "",
    ) -> None:
        """`state` gives that of a card, by deck and card id; `day` is today's day number; `query` is typed already."""
        super().__init__()
        self._decks, self._state, self._day, self._query = decks, state, day, query
        self._remark = ""
        self._found = Found()
        self._asked = self._answered = 0
        self._cursor = 0
        self._know(suspended)

    def _know(self, suspended: Suspended) -> None:
        self._suspended = {(deck.id, card.card) for deck, card in suspended}
        questions = list(dict.fromkeys((deck.id, card.question) for deck, card in suspended))
        decks = {deck.id: deck for deck, _ in suspended}
        with suppress(KeyError, QuizappError):  # a deck has changed since then, which home shows
            hits = tuple(Hit(decks[deck], decks[deck].question(id)) for deck, id in questions[:MOST_BUILT])
            self._stopped = Found(hits, tuple(questions))
            return
        self._stopped = Found()

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            placeholder = tr("words, an id or a tag")
            yield Input(self._query, placeholder=placeholder, id="query", select_on_focus=False)
            yield Static(id="none", markup=False)
            yield PagedList(id="hits", markup=False)
            yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False  # letters go to the line, and the arrows come here
        await self._look()

    def on_resize(self) -> None:
        self._show()

    async def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value == self.query_one(Input).value:  # of letters typed meanwhile the last one looks
            self._remark, self._cursor = "", 0
            await self._look()

    async def changed(self, suspended: Suspended, remark: str) -> None:
        """Show what is suspended now, and say what was done."""
        self._know(suspended)
        self._remark = remark
        await self._look()

    async def _look(self) -> None:
        """Find what is asked for, in a thread: in large decks it takes a while."""
        query = self.query_one(Input).value
        self._asked += 1
        asked = self._asked
        matches = await asyncio.to_thread(search, self._decks, query) if query.strip() else self._stopped
        if self.is_attached and asked > self._answered:  # one that began later may have ended before
            self._answered, self._found = asked, matches
            self._cursor = min(self._cursor, max(0, len(matches.hits) - 1))
            self._show()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_open()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        places = {self._cursor, event.option_index}
        self._cursor = event.option_index
        for place in places:
            if place < event.option_list.option_count:
                event.option_list.replace_option_prompt_at_index(place, self._line(place))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_open(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is None:
            return
        hit = self._found.hits[place]
        try:
            states = {card: self._state(hit.deck.id, card) for card in hit.question.cards}
        except QuizappError as error:
            self.notify(str(error), severity="error", timeout=20, markup=False)
            return

        def fulfil(wish: Wish | None) -> None:
            match wish:
                case Wish.PRACTISE:
                    self._practise([(hit.deck.id, hit.question.id)])
                case Wish.SUSPEND | Wish.RESUME:
                    stop = wish is Wish.SUSPEND
                    cards = [card for card, state in states.items() if state.suspended is not stop]
                    self.post_message(self.Changed(hit.deck, cards, suspend=stop))

        self.app.push_screen(FoundSheet(hit, states, self._day), fulfil)

    def action_practise(self) -> None:
        self._practise(self._found.questions)

    def _practise(self, questions: Sequence[tuple[str, str]]) -> None:
        wanted = frozenset(questions)
        cards = [
            (deck, card.card)
            for deck in self._decks
            for card in deck.cards
            if (deck.id, card.question) in wanted and (deck.id, card.card) not in self._suspended
        ]
        decks = {deck.id: deck for deck, _ in cards}
        practice = Practice(cards=[(deck.id, card) for deck, card in cards])
        self.post_message(self.Practised(list(decks.values()), practice, self.query_one(Input).value))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_move(self, step: int) -> None:
        hits = self.query_one(OptionList)
        if hits.highlighted is not None:
            hits.highlighted = min(max(hits.highlighted + step, 0), hits.option_count - 1)

    def action_page(self, step: int) -> None:
        self.action_move(step * max(1, self.query_one(OptionList).size.height // 2))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "practise":
            return bool(self._to_practise)
        return bool(self._found.hits) if action in ("open", "move", "page") else True

    @property
    def _to_practise(self) -> int:
        """The number of questions found that are not suspended."""
        if not self._suspended:
            return len(self._found.questions)
        wanted = set(self._found.questions)
        asked = {
            (deck.id, card.question)
            for deck in self._decks
            for card in deck.cards
            if (deck.id, card.card) not in self._suspended
        }
        return len(wanted & asked)

    def _show(self) -> None:
        hits = self.query_one(OptionList)
        hits.set_options([Option(self._line(place)) for place in range(len(self._found.hits))])
        hits.highlighted = self._cursor if self._found.hits else None
        hits.display = bool(self._found.hits)
        nothing = self.query_one("#none", Static)
        nothing.display = not self._found.hits
        nothing.update(plain(self._nothing(), QUIET))
        self.query_one("#heading", Line).show(
            Content.styled(trc("heading", "Search"), "bold $text-accent"), plain(self._remark or self._counted(), QUIET)
        )
        self.query_one(KeyBar).show(self._keys())
        self.refresh_bindings()

    def _counted(self) -> str:
        total = len(self._found.questions)
        if not self.query_one(Input).value.strip():
            return trn("{count} suspended", "{count} suspended", total) if total else ""
        if total > (listed := len(self._found.hits)):
            return trn(
                "{count} question, first {listed} shown",
                "{count} questions, first {listed} shown",
                total,
                listed=number(listed),
            )
        return trn("{count} question", "{count} questions", total)

    def _nothing(self) -> str:
        """Advice where nothing is listed."""
        typed = self.query_one(Input).value.strip()
        if not typed:
            return tr("Type a word from a question, its answer or a tag.")
        return tr("Nothing matches “{text}”. Try the start of a word, or fewer words.", text=typed)

    def _line(self, place: int) -> Content:
        """A question on two lines: its prompt, and where it is; with the words that were looked for in view."""
        hit, room = self._found.hits[place], max(20, min(self.size.width, 80) - 7)
        words = words_of(self.query_one(Input).value)
        prompt = " ".join(prompt_text(hit.question).split())
        parts = [hit.question.id, hit.deck.info.title, *hit.question.tags]
        if any((hit.deck.id, card) in self._suspended for card in hit.question.cards):
            parts.insert(0, trc("state of a card", "suspended"))
        where = " · ".join(parts)
        answer = " ".join(model_answer(hit.question, hit.deck.info.language).split())
        if not any(word in folded(f"{prompt} {where}") for word in words) and any(
            word in folded(answer) for word in words
        ):
            where = tr("answer: {answer}", answer=answer)
        sign = Content.styled("▸ " if place == self._cursor else "  ", "$text-accent")
        lines = (
            sign + plain(around(prompt, words, room)),
            Content("    ") + plain(around(where, words, room - 2), QUIET),
        )
        return Content("\n").join(lines)

    def _keys(self) -> list[Key]:
        practised = self._to_practise
        keys = [Key("↵", tr("show"), "open", 0), Key("↑↓", tr("move"), "move(1)", 3)]
        if practised:
            keys.append(Key("ctrl+t", trn("practise it", "practise all {count}", practised), "practise", 2))
        return [*(keys if self._found.hits else []), Key("esc", tr("home"), "leave", 1)]


def around(text: str, words: Sequence[str], room: int) -> str:
    """`text` from shortly before the first of the (folded) words on, unless one stands in its first `room` cells."""
    within = folded(text[:room])
    if len(text) <= room or not words or any(word in within for word in words):
        return text
    starts = [start for start in range(len(text)) if start == 0 or text[start - 1].isspace()]
    first = next((start for start in starts if any(folded(text[start:]).startswith(word) for word in words)), None)
    if first is None:  # inside a word
        first = next((start for start in reversed(starts) if any(word in folded(text[start:]) for word in words)), 0)
    start = max(0, first - BEFORE)
    return f"…{text[start:]}" if start else text


class FoundSheet(Overlay[Wish | None]):
    """A question with its answer and how well it is known; gives what is to be done with it."""

    CSS_PATH: ClassVar = ["../widgets/sheet.tcss", "search.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "practise", tr_noop("practise"), id="found.practise"),
        Binding("x", "suspend", tr_noop("suspend or bring back"), id="found.suspend"),
        Binding("escape,enter,q", "leave", tr_noop("back"), id="found.back"),
    ]

    def __init__(self, hit: Hit, states: Mapping[str, CardState], day: int) -> None:
        """`states` are those of the question's cards, by id, on day number `day`."""
        super().__init__()
        self._hit, self._states, self._day = hit, states, day

    def compose(self) -> ComposeResult:
        title = f"{self._hit.deck.info.title} · {self._hit.question.id}"
        with Vertical(id="sheet"):
            with VerticalScroll(id="found"):
                yield Static(plain(title, "bold $text-accent"), id="sheet-title", markup=False)
                yield Static(Content("\n\n").join(self._parts()), markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        practise = [] if self._stopped else [Key("p", tr("practise"), "practise", 1)]
        stop = Key("x", tr("bring back") if self._stopped else tr("suspend"), "suspend", 2)
        self.query_one(KeyBar).show([*practise, stop, Key("esc", tr("back"), "leave", 0)])

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_practise(self) -> None:
        self.dismiss(Wish.PRACTISE)

    def action_suspend(self) -> None:
        self.dismiss(Wish.RESUME if self._stopped else Wish.SUSPEND)

    def action_leave(self) -> None:
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self._stopped if action == "practise" else True

    @property
    def _stopped(self) -> bool:
        """True if all its cards are suspended."""
        return all(state.suspended for state in self._states.values())

    def _parts(self) -> list[Content]:
        deck, question = self._hit.deck, self._hit.question
        answer = plain(model_answer(question, deck.info.language))
        parts = [plain(prompt_text(question), "bold"), Content.styled(f"{tr('Answer:')} ", QUIET) + answer]
        if question.explanation:
            parts.append(plain(question.explanation))
        tags = tr("tags: {tags}", tags=", ".join(question.tags)) if question.tags else ""
        quiet = [source_line(question, deck.info), tags]
        quiet += [self._memory(card, state) for card, state in self._states.items()]
        parts.append(plain("\n".join(filter(None, quiet)), QUIET))
        return parts

    def _memory(self, card: str, state: CardState) -> str:
        part = card.removeprefix(self._hit.question.id).removeprefix("/")
        words = memory_words(state, self._day)
        return f"{part}: {words}" if part else words[:1].upper() + words[1:]
