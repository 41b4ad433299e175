"""The settings screen: a form over the settings file, saved field by field."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets._select import SelectOverlay

from quizapp.core.errors import QuizappError
from quizapp.core.formats import any_of
from quizapp.core.messages import language, tr, tr_noop, trc
from quizapp.core.settings.fields import GROUPS, KEYS, OneOf, Settable, Spoken, Switch, of_deck
from quizapp.core.settings.settings import SYSTEM, Settings, UnfitSetting
from quizapp.decks.library import LoadedDeck
from quizapp.learning.settings import Preferences
from quizapp.store.catalogues import language_name, languages
from quizapp.tui.terminal.keymap import written
from quizapp.tui.terminal.themes import MEANT, theme_named
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.setting_fields import Field, KeyChooser, Picker
from quizapp.tui.widgets.text import Line, plain

CALLED = {
    "deck": tr_noop("as in the deck"),
    "random": tr_noop("at random"),
    "percent": tr_noop("percentage"),
    "dutch": tr_noop("Dutch, from 1 to 10"),
    "letters": tr_noop("letters, from A to F"),
}
"""What the words that a setting may be are called."""

UNSET = {
    "language": tr_noop("the deck's own"),
    "exam": tr_noop("no date"),
    "exam_minutes": tr_noop("as many as it takes"),
}
"""The value in words where nothing is set."""

THEME = ("theme",)
"""The name of the setting that can be seen as one moves through its values."""

YES_OR_NO = {"true": tr_noop("yes"), "false": tr_noop("no")}


class SettingsScreen(Screen[None]):
    """All settings, and those of one deck."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", tr_noop("next field"), id="settings.next", show=False),
        Binding("up", "app.focus_previous", tr_noop("previous field"), id="settings.previous", show=False),
        Binding("pagedown", "part(1)", tr_noop("next part"), id="settings.next_part", priority=True),
        Binding("pageup", "part(-1)", tr_noop("previous part"), id="settings.previous_part", priority=True),
        Binding("ctrl+r", "reset", tr_noop("back to the default"), id="settings.reset"),
        Binding("escape", "leave", tr_noop("home"), id="settings.leave"),
    ]

    class InForce(Message):
        """These settings are saved and in force from now on; `screen` tells what cannot be had of them."""

        def __init__(self, settings: Settings, screen: SettingsScreen) -> None:
            super().__init__()
            self.settings, self.screen = settings, screen

    class Left(Message):
        """The learner is done."""

    class _Known(Message):
        """The bindings that can have other keys are known."""

        def __init__(self, bindings: Mapping[str, Binding]) -> None:
            super().__init__()
            self.bindings = bindings

    def __init__(self, preferences: Preferences, deck: LoadedDeck | None = None, unfit: Sequence[str] = ()) -> None:
        """`deck` is the one whose own settings are shown too; `unfit` says which themes and keys cannot be had."""
        super().__init__()
        self._preferences, self._deck, self._unfit = preferences, deck, unfit
        self.language = language()
        """The language that the screen is in."""

        self._refused: tuple[Field, str] | None = None

    def anew(self) -> SettingsScreen:
        """The same screen in the language of now."""
        return SettingsScreen(self._preferences, self._deck, self._unfit)

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False):
                yield Static(self._about(), id="about", markup=False)
                title, (first, *_) = next(iter(GROUPS.items()))
                yield from self._group(tr(title), [first])
            yield KeyBar()

    def on_mount(self) -> None:
        self._say("")
        keys = [Key("tab", tr("next"), "app.focus_next", 1), Key("↵", tr("save"), "save", 4)]
        keys += [Key("pgdn", tr("next part"), "part(1)", 2)]
        keys += [Key("ctrl+r", tr("default"), "reset", 3), Key("esc", tr("home"), "leave", 0)]
        self.query_one(KeyBar).show(keys)
        (_, *others), *groups = GROUPS.values()
        further: list[tuple[str, Sequence[Settable]]] = [("", others)]
        further += [(tr(title), group) for title, group in zip(list(GROUPS)[1:], groups, strict=True)]
        if self._deck is not None:
            further.append((tr("Only for {deck}", deck=self._deck.info.title), tuple(of_deck(self._deck.id))))
        self.call_after_refresh(self._add, further)

    async def _add(self, groups: Sequence[tuple[str, Sequence[Settable]]]) -> None:
        """Add what is further down, a group at a time, each once the one before can be seen: a widget takes 3 ms."""
        body = next(iter(self.query("#body")), None)
        if body is None or not body.is_attached:
            return  # the screen was left meanwhile
        if groups:
            await body.mount(*self._group(*groups[0]))
            self.call_after_refresh(self._add, groups[1:])
        else:
            await body.mount(_heading(tr("Keys")), KeyChooser())
            self.run_worker(self._prepare, thread=True)

    async def on_field_entered(self, message: Field.Entered) -> None:
        message.stop()
        await self._save(message.field, message.raw)

    def on_picker_rested(self, message: Picker.Rested) -> None:
        """Show the theme that the cursor is on in the list of themes; escape leads back to the one in force."""
        message.stop()
        field = message.picker.parent
        if isinstance(field, Field) and field.settable.name == THEME:
            self._preview(message.value)

    def _preview(self, name: str) -> None:
        theme = theme_named(name, self.app.available_themes)
        if theme is not None and self.is_current:
            self.app.theme = theme

    def on_key_chooser_picked(self, message: KeyChooser.Picked) -> None:
        message.stop()
        binding = message.binding
        self.query("#body > .key").remove()
        own = any_of([written(key.strip()) for key in binding.key.split(",")])
        purpose = tr("Its usual key is {key}. Separate several with commas: h, ctrl+h.", key=own)
        key = Settable(("keys", str(binding.id)), binding.description, purpose, KEYS)
        field = Field(key, self._preferences.settings, {}, binding.key)
        field.add_class("key")
        self.query_one("#body").mount(field)
        self.call_after_refresh(field.scroll_visible, animate=False)

    def on_settings_screen__known(self, message: _Known) -> None:
        message.stop()
        self.query_one(KeyChooser).offer(message.bindings)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_save(self) -> None:
        if (field := self._here) is not None:
            field.enter()

    def action_part(self, step: int) -> None:
        """Go to the first field of the next part, or of this or the previous one."""
        rows = list(self.query_one("#body").children)
        starts = [place + 1 for place, row in enumerate(rows) if row.has_class("group")]
        nodes = self.focused.ancestors_with_self if self.focused is not None else ()
        here = next((place for place, row in enumerate(rows) if row in nodes), 0)
        ahead = [place for place in starts if (place > here if step > 0 else place < here)]
        if ahead:
            rows[ahead[0 if step > 0 else -1]].query("Input, Select").first().focus()  # not shown

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of a list that is open are its own."""
        return action != "part" or not isinstance(self.focused, SelectOverlay)

    def action_reset(self) -> None:
        """Give the field its default back."""
        if (field := self._here) is not None:
            field.reset()

    async def action_leave(self) -> None:
        """Save what is entered and go; say what cannot be saved, and give it up the second time."""
        field = self._here
        if field is not None and not field.is_saved:
            if self._refused == (field, field.text):
                field.show(self._preferences.settings)
            else:
                await self._save(field, field.raw)
                if not field.is_saved:
                    self._refused = (field, field.text)
                    return
        self.post_message(self.Left())

    @property
    def _here(self) -> Field | None:
        """The field that has the focus."""
        nodes = self.focused.ancestors_with_self if self.focused is not None else ()
        return next((node for node in nodes if isinstance(node, Field)), None)

    async def _save(self, field: Field, raw: Any) -> None:
        name = field.settable.name
        try:
            if name[0] == "keys" and raw is not None:
                self._try_keys(name[1], raw)
            settings = await asyncio.to_thread(self._preferences.change, {name: raw})
        except QuizappError as error:
            field.refuse(str(error))
            if name == THEME:
                self._preview(self._preferences.settings.theme)
        else:
            field.show(settings)
            self._say(tr("✓ saved"))
            self.post_message(self.InForce(settings, self))

    def _try_keys(self, binding: str, keys: str) -> None:
        """Raises UnfitSetting if a binding cannot have these keys."""
        from quizapp.tui.terminal.rebinding import fitted, loaded_kinds  # loaded while the form is filled in

        others = self._preferences.settings.keys
        wanted = {id: text for id, text in others.items() if id != binding} | {binding: keys}
        slips = fitted(wanted, loaded_kinds(), type(self.app)).slips
        if own := [sentence for id, sentence in slips if id == binding]:
            raise UnfitSetting(own[0])

    def _prepare(self) -> None:
        """Import what saving needs and every screen, to know what can be bound to keys. Runs in a thread."""
        from quizapp.tui.terminal.rebinding import all_kinds, defaults

        import_module("quizapp.store.settings_text")
        self.post_message(self._Known(defaults([*all_kinds(), type(self.app)])))

    def _group(self, title: str, group: Iterable[Settable]) -> Iterator[Widget]:
        """A heading, if there is a title, and its fields."""
        if title:
            yield _heading(title)
        yield from map(self._field, group)

    def _field(self, settable: Settable) -> Field:
        of_all = tr("as for all decks") if settable.name[0] == "decks" else ""
        unset = UNSET.get(settable.name[-1])
        placeholder = tr(unset) if unset else of_all
        match settable:
            case Settable() if settable.name == THEME:
                themes = [*MEANT, *sorted(set(self.app.available_themes) - set(MEANT.values()))]
                choices = {theme: theme for theme in themes}
            case Settable(kind=Spoken()):
                system = trc("language", "your computer's")
                choices = {SYSTEM: system, **{language: language_name(language) for language in languages()}}
            case Settable(kind=OneOf(words)):
                choices = {word: tr(CALLED[word]) for word in words}
            case Settable(kind=Switch()):
                choices = {value: tr(answer) for value, answer in YES_OR_NO.items()}
            case _:
                choices = {}
        name = re.compile(rf"(?<![\w.]){re.escape('.'.join(settable.name))}(?![\w.]\w)")
        slip = next((problem for problem in self._problems if name.search(problem)), "")
        return Field(settable, self._preferences.settings, choices, placeholder, slip)

    def tell_problems(self) -> None:
        """Tell anew what does not count in the settings."""
        self.query_one("#about", Static).update(self._about())

    @property
    def _problems(self) -> list[str]:
        """Sentences about what does not count in the settings that are there."""
        return [*self._preferences.settings.problems, *self._unfit]

    def _about(self) -> Content:
        """Return where settings are saved, and the problems of those that are there."""
        path = self._preferences.path
        shown = f"~/{path.relative_to(home)}" if path.is_relative_to(home := Path.home()) else str(path)
        where = tr("Saved in {path} when you leave a field or press Enter.", path=shown)
        problems = (plain(f"! {problem}", "$text-warning") for problem in self._problems)
        return Content("\n").join([plain(where, "$foreground 75%"), *problems])

    def _say(self, remark: str) -> None:
        self.query_one("#heading", Line).show(
            plain(tr("Settings"), "bold $text-accent"), plain(remark, "$text-success")
        )


def _heading(title: str) -> Static:
    return Static(plain(title, "bold $text-accent"), classes="group", markup=False)
