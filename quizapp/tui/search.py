"""Search: questions of all decks as one types, and each with its answer and how well it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.errors import QuizappError
from quizapp.core.marking import model_answer
from quizapp.core.memory import CardState
from quizapp.library import LoadedDeck
from quizapp.practice import Practice
from quizapp.search import Found, Hit, search
from quizapp.tui.keybar import Key, KeyBar
from quizapp.tui.text import Line, plain
from quizapp.wording import count, memory_words, prompt_text, source_line

QUIET = "$foreground 75%"


class SearchScreen(Screen[None]):
    """A line to type on, and the questions in which all of its words stand."""

    CSS_PATH: ClassVar = ["study.tcss", "search.tcss"]
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", id="search.up"),
        Binding("down", "move(1)", "down", id="search.down"),
        Binding("pageup", "page(-1)", "page up", id="search.page-up"),
        Binding("pagedown", "page(1)", "page down", id="search.page-down"),
        Binding("ctrl+t", "practise", "practise all that was found", id="search.practise"),
        Binding("escape", "leave", "home", id="search.leave"),
    ]

    class Practised(Message):
        """Questions that were found are to be practised."""

        def __init__(self, decks: Sequence[LoadedDeck], practice: Practice) -> None:
            super().__init__()
            self.decks, self.practice = decks, practice

    class Left(Message):
        """The student is done with the search."""

    def __init__(self, decks: Sequence[LoadedDeck], state: Callable[[str, str], CardState], day: int) -> None:
        """`state` gives that of a card, by deck id and card id; `day` is today's day number."""
        super().__init__()
        self._decks, self._state, self._day = decks, state, day
        self._found = Found()
        self._cursor = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            yield Input(placeholder="words, an id or a tag", id="query")
            yield OptionList(id="hits", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False  # letters go to the line, and the arrows come here
        self._show()

    def on_resize(self) -> None:
        self._show()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._found = search(self._decks, message.value)
        self._cursor = 0
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

        def practise(wanted: bool | None) -> None:
            if wanted:
                self._practise([(hit.deck.id, hit.question.id)])

        self.app.push_screen(FoundSheet(hit, states, self._day), practise)

    def action_practise(self) -> None:
        self._practise(self._found.questions)

    def _practise(self, questions: Sequence[tuple[str, str]]) -> None:
        wanted = frozenset(questions)
        found = [(deck, card.card) for deck in self._decks for card in deck.cards if (deck.id, card.question) in wanted]
        decks = {deck.id: deck for deck, _ in found}
        cards = [(deck.id, card) for deck, card in found]
        self.post_message(self.Practised(list(decks.values()), Practice(cards=cards)))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_move(self, step: int) -> None:
        hits = self.query_one(OptionList)
        if hits.highlighted is not None:
            hits.highlighted = min(max(hits.highlighted + step, 0), hits.option_count - 1)

    def action_page(self, step: int) -> None:
        self.action_move(step * max(1, self.query_one(OptionList).size.height // 2))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._found.hits) if action in ("open", "practise", "move", "page") else True

    def _show(self) -> None:
        hits = self.query_one(OptionList)
        hits.set_options([Option(self._line(place)) for place in range(len(self._found.hits))])
        hits.highlighted = self._cursor if self._found.hits else None
        total, typed = len(self._found.questions), self.query_one(Input).value.strip()
        more = f", the first {len(self._found.hits)} listed" if total > len(self._found.hits) else ""
        told = f"{count(total, 'question')}{more}" if typed else ""
        self.query_one("#heading", Line).show(Content.styled("Search", "bold $text-accent"), plain(told, QUIET))
        self.query_one(KeyBar).show(self._keys(total))
        self.refresh_bindings()

    def _line(self, place: int) -> Content:
        """A question on two lines: its prompt, and where it is."""
        hit = self._found.hits[place]
        prompt = " ".join(prompt_text(hit.question).split())
        where = " · ".join((hit.question.id, hit.deck.info.title, *hit.question.tags))
        sign = Content.styled("▸ " if place == self._cursor else "  ", "$text-accent")
        return Content("\n").join((sign + plain(prompt), Content("    ") + plain(where, QUIET)))

    def _keys(self, total: int) -> list[Key]:
        keys = [
            Key("↵", "show", "open", 0),
            Key("↑↓", "move", "move(1)", 3),
            Key("ctrl+t", f"practise {'it' if total == 1 else f'all {total:,}'}", "practise", 2),
        ]
        return [*(keys if self._found.hits else []), Key("esc", "home", "leave", 1)]


class FoundSheet(ModalScreen[bool]):
    """A question with its answer and how well it is known; gives whether it is to be practised."""

    CSS_PATH: ClassVar = ["sheet.tcss", "search.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "choose(True)", "practise it", id="found.practise"),
        Binding("escape,enter,q", "choose(False)", "back", id="found.back"),
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
        self.query_one(KeyBar).show(
            [Key("p", "practise it", "choose(True)", 1), Key("esc", "back", "choose(False)", 0)]
        )

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_choose(self, practise: bool) -> None:
        self.dismiss(practise)

    def _parts(self) -> list[Content]:
        deck, question = self._hit.deck, self._hit.question
        answer = plain(model_answer(question, deck.info.language))
        parts = [plain(prompt_text(question), "bold"), Content.styled("Answer: ", QUIET) + answer]
        if question.explanation:
            parts.append(plain(question.explanation))
        quiet = [source_line(question, deck.info), f"tags: {', '.join(question.tags)}" if question.tags else ""]
        quiet += [self._memory(card, state) for card, state in self._states.items()]
        parts.append(plain("\n".join(filter(None, quiet)), QUIET))
        return parts

    def _memory(self, card: str, state: CardState) -> str:
        part = card.removeprefix(self._hit.question.id).removeprefix("/")
        words = memory_words(state, self._day)
        return f"{part}: {words}" if part else words[:1].upper() + words[1:]
