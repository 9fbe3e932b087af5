"""The parts of a provider that are lists: each line can be changed or removed in place, and another added."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.provider_rows import ProviderProfile
from app.words import say
from ui.context import Context
from ui.entry_form import Entry, EntryForm
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import PrivateMark, StatusChip
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Heading, Label, Prose


@dataclass(frozen=True)
class Act:
    """A further thing to do with a line: its icon, what it is called, and what it does."""

    icon: str
    name: str
    do: Callable[[], None]


@dataclass(frozen=True)
class Shown:
    """One line of a section: what it is called, a sentence under it, its state, and the row it stands for.

    `own` is a further sentence that only the broker may know.
    """

    row: Any
    name: str
    under: str = ""
    chip: tuple[str, str] | None = None
    tail: str = ""
    own: str = ""
    acts: tuple[Act, ...] = ()
    warning: str = ""
    """A sentence under it in the tone of a warning."""

    more: str = ""
    """What happened before, under everything else."""


class Section(QFrame):
    """One list of a provider. Subclasses say what its lines are, what its form asks and which verbs it runs."""

    label_of_add = ""
    key = ""
    tab = ""
    """The part of the profile it stands in, where that is not its own."""

    can_change = True
    can_remove = True
    private = False

    changed = Signal()
    """A form was opened or closed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.profile: ProviderProfile | None = None
        self.form: EntryForm | None = None
        self._form_of: object = None
        self._lines = column()
        self._top = column()
        self._form_place = column()
        self.add = Button(self.add_words(), icon="plus", dense=True)
        self.add.clicked.connect(lambda: self.open_form(None))
        mark = PrivateMark(say("Private: only you see this")) if self.private else None
        head = row((Heading(self.title(), "sub"), 1), mark, self.add, gap=10)
        self._list = Card(framed(self._lines), padding=(18, 4, 12, 4))
        self.setLayout(column(head, 4, framed(self._top), 8, framed(self._form_place), self._list))

    # What a section answers -----------------------------------------------------------------------

    def title(self) -> str:
        """What it is called."""
        raise NotImplementedError

    def add_words(self) -> str:
        """What the button says that adds a line."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """Why there is nothing yet."""
        raise NotImplementedError

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        """Its lines."""
        raise NotImplementedError

    def entries(self, chosen: Any | None) -> tuple[Entry, ...]:
        """The inputs of the form for `chosen`, or for another line."""
        raise NotImplementedError

    def keep(self, values: dict[str, Any], chosen: Any | None) -> bool:
        """Run the verb; False where it was refused."""
        raise NotImplementedError

    def remove(self, chosen: Any) -> Callable[..., object]:
        """The verb that takes a line away."""
        raise NotImplementedError

    def note(self) -> str:
        """What is needed, where nearly everything in the form may be left out."""
        return ""

    def above(self, profile: ProviderProfile) -> QWidget | None:
        """What stands above the lines, such as what is missing."""
        return None

    # Showing --------------------------------------------------------------------------------------

    @property
    def provider(self) -> uuid.UUID:
        """The provider that is shown."""
        assert self.profile is not None
        return self.profile.row.id

    def show_profile(self, profile: ProviderProfile) -> None:
        """Show the lines of `profile`; a form that is open stays as it is."""
        self.profile = profile
        clear(self._top)
        above = self.above(profile)
        if above is not None:
            self._top.addWidget(above)
        clear(self._lines)
        shown = self.lines(profile)
        if not shown:
            words = Prose(self.empty_words(), "dense", "text3")
            self._lines.addLayout(column(words, margins=(0, 12, 0, 12)))
        for at, each in enumerate(shown):
            if at:
                self._lines.addWidget(Line())
            self._lines.addWidget(self._line(each))

    def _line(self, each: Shown) -> QFrame:
        words = column(Label(each.name, "dense_medium", wrap=True), gap=2)
        if each.under:
            words.addWidget(Label(each.under, "caption", "text3", wrap=True))
        if each.warning:
            words.addWidget(Label(each.warning, "caption_medium", "warn_text", wrap=True))
        if each.more:
            words.addWidget(Label(each.more, "caption", "text3", wrap=True))
        if each.own:
            private = Label(each.own, "caption", "private_text", wrap=True)
            words.addLayout(row((PrivateMark(), Qt.AlignmentFlag.AlignTop), (private, 1), gap=8))
        middle = Qt.AlignmentFlag.AlignVCenter
        chip = (StatusChip(*each.chip), middle) if each.chip else None
        tail = (Label(each.tail, "dense", "text2", tabular=True), middle) if each.tail else None
        acts = [IconButton(act.icon, act.name) for act in each.acts]
        for button, act in zip(acts, each.acts, strict=True):
            button.clicked.connect(partial(_do, act))
        change = None
        if self.can_change:
            change = IconButton("pencil", say("Change {name}", name=each.name))
            change.clicked.connect(partial(self.open_form, each.row))
        gone = None
        if self.can_remove:
            gone = IconButton("trash-2", say("Remove {name}", name=each.name), tone="text3")
            gone.clicked.connect(partial(self._remove, each))
        return framed(row((words, 1), chip, tail, *acts, change, gone, gap=10, margins=(0, 8, 0, 8)))

    # Acting ---------------------------------------------------------------------------------------

    def open_form(self, chosen: Any | None, *_: object) -> None:
        """Open the form for a line, or for another."""
        self.close_form()
        self._form_of = chosen
        key = chosen.id if chosen is not None else "new"
        title = say("Change {name}", name=self.name_of(chosen)) if chosen is not None else self.add_words()
        act = say("Keep the change") if chosen is not None else self.add_words()
        draft = f"provider/{self.provider}/{self.key}/{key}"
        self.show_form(EntryForm(self.context, draft, title, self.entries(chosen), act, note=self.note()))

    def show_form(self, form: EntryForm, kept: Callable[[dict[str, Any]], None] | None = None) -> None:
        """Show `form` in its place, above the lines; `kept` takes its values where it is not a line's own form."""
        form.kept.connect(kept or self._keep)
        form.left.connect(self.close_form)
        self.form = form
        self._form_place.addWidget(form)
        self._form_place.addSpacing(12)
        self.add.hide()
        form.begin()
        self.changed.emit()

    def close_form(self) -> None:
        """Put the form away; what was typed and not applied stays a draft."""
        if self.form is None:
            return
        self.form.flush()
        self.form = None
        clear(self._form_place)
        self.add.show()
        self.add.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.flush()

    def run(self, verb: Callable[..., Any], label: str, **values: Any) -> bool:
        """Run a verb about this provider."""
        return self.context.operations.succeeded(partial(verb, **values), label)

    def _keep(self, values: dict[str, Any]) -> None:
        form, chosen = self.form, self._form_of
        if form is not None and self.keep(values, chosen):
            form.applied()
            self.close_form()

    def _remove(self, each: Shown, *_: object) -> None:
        if self.form is not None and self._form_of is not None and self._form_of == each.row:
            self.close_form()
        label = say("Remove {name}", name=each.name)
        self.context.operations.succeeded(
            self.remove(each.row), label, done=say("Removed “{name}”.", name=each.name)
        )
        self.add.setFocus()

    def name_of(self, chosen: Any) -> str:
        assert self.profile is not None
        return next((each.name for each in self.lines(self.profile) if each.row.id == chosen.id), "")


def _do(act: Act, *_: object) -> None:
    act.do()
