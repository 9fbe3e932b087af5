"""The page of one broker, part by part; and the form that adds another."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import brokers as network
from app.queries.broker_rows import BrokerProfile
from app.queries.lens import Lens
from app.services import brokers
from app.words import say
from ui.context import Context
from ui.page import Page
from ui.pages.broker.about import AboutSection, BrokerForm
from ui.pages.broker.record import RecordSection
from ui.pages.broker.said import SaidSection
from ui.widgets.buttons import Button
from ui.widgets.chips import PrivateMark, StatusChip
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.navigation import Tabs
from ui.widgets.states import EmptyState
from ui.widgets.text import Heading, Label, Prose

NEW = "new"
ABOUT, RECORD, SAID, NOTES = "about", "record", "said", "notes"
FOR_THE_OWNER = (ABOUT, RECORD)


class BrokerPage(Page):
    """What is known of a broker; notes and names of providers are there for the broker's own view alone."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"broker", "endorsement", "provider", "candidate", "decision", "stage", "review", "project"}
    )
    help_topic: ClassVar[str] = "brokers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._profile: BrokerProfile | None = None
        self._new: BrokerForm | None = None
        self._name = Heading("")
        self._chip = StatusChip(say("This is you"), "info", filled=True)
        self._firm = Label("", "dense", "text2", wrap=True)
        self._fee = Prose("", "dense", "text2", max_width=720)
        self._me = Button(say("This is me"), "quiet", dense=True)
        self._me.clicked.connect(self._say_who)
        self._remove = Button(say("Remove"), "quiet", icon="trash-2", dense=True)
        self._remove.clicked.connect(self._remove_broker)
        self._about = AboutSection(context)
        self._about.kept.connect(self._keep_about)
        self._record = RecordSection()
        self._said = SaidSection()
        self._said.opened.connect(lambda provider: context.go(f"provider/{provider}"))
        self._notes = GrowingText(lines=6, name=say("Private notes"))
        self._notes.committed.connect(self._keep_notes)
        self._parts: dict[str, QWidget] = {
            ABOUT: self._about, RECORD: self._record, SAID: self._said, NOTES: self._notes_part(),
        }  # fmt: skip
        self._part = ABOUT
        self._tabs: Tabs | None = None
        self._tabs_of: Lens | None = None
        self._tabs_place, self._other = column(), column()
        self._build()

    def _build(self) -> None:
        acts = row(self._me, self._remove, gap=6)
        state = row(self._chip, (self._firm, 1), gap=10)
        words = column(self._name, 6, state, 4, self._fee)
        top = row((words, 1), (acts, Qt.AlignmentFlag.AlignTop), gap=12)
        self._shown = framed(column(top, 12, framed(self._tabs_place), 18, *self._parts.values()))
        body = column(self._shown, framed(self._other))
        body.addStretch(1)
        self.set_body(body, body_width=900)

    def _notes_part(self) -> QWidget:
        head = row((Heading(say("Notes"), "sub"), 1), PrivateMark(say("Private: only you see this")))
        help = Prose(
            say("Kept as soon as you leave the field. Notes never leave this workspace."), "dense", "text3"
        )
        return framed(column(head, 4, help, 8, self._notes))

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        if self._profile is not None:
            return self._profile.row.name
        return say("Add a broker") if self._is_new() else say("Broker")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Brokers"), "brokers"),)

    def primary_focus(self) -> QWidget | None:
        if self._new is not None:
            target: QWidget = self._new.entries[0].field.target()
            return target
        return self._about.change if self._part == ABOUT else None

    def leave(self) -> None:
        if self._new is not None:
            self._new.flush()
        self._about.flush()
        self._keep_notes()

    def refresh(self) -> None:
        """Read the broker again; forms that are open stay."""
        if self._is_new():
            self._show_new()
            return
        self._make_tabs()
        found = self._read()
        self._profile = found
        self._shown.setVisible(found is not None)
        clear(self._other)
        if found is None:
            self._show_nothing()
            return
        self._show_head(found)
        self._about.show_profile(found)
        self._record.show_profile(found)
        self._said.show_profile(found)
        if self.context.lens is not Lens.BROKER or not self._notes.target().hasFocus():
            self._notes.set_value(found.notes)
        self._show_part(self._part)
        self.title_changed.emit()

    # Showing --------------------------------------------------------------------------------------

    def _is_new(self) -> bool:
        return self.params.get("broker") == NEW

    def _read(self) -> BrokerProfile | None:
        try:
            key = uuid.UUID(self.params["broker"])
        except ValueError:
            return None
        context = self.context
        return context.operations.read(
            partial(
                network.profile, lens=context.lens, broker_id=key, today=context.today(), formats=context.formats
            )
        )  # fmt: skip

    def _make_tabs(self) -> None:
        """The parts of one view: none of the broker's is left in hiding for the owner."""
        if self._tabs_of is self.context.lens:
            return
        self._tabs_of = self.context.lens
        wanted = tuple(self._parts) if self._tabs_of is Lens.BROKER else FOR_THE_OWNER
        words = _tab_words()
        clear(self._tabs_place)
        self._tabs = Tabs(tuple((key, words[key]) for key in wanted), name=say("Parts of the profile"))
        self._tabs.chosen.connect(self._show_part)
        self._tabs_place.addWidget(self._tabs)
        if self._part not in wanted:
            self._part = ABOUT

    def _show_nothing(self) -> None:
        empty = EmptyState(
            "handshake", say("This broker is no longer on the list"),
            say("Projects keep the name of whoever advised on them."), say("See all brokers"),
        )  # fmt: skip
        empty.chosen.connect(lambda: self.context.go("brokers"))
        self._other.addWidget(empty)

    def _show_new(self) -> None:
        self._shown.hide()
        if self._new is not None:
            return
        clear(self._other)
        self._new = BrokerForm(self.context, None)
        self._new.kept.connect(lambda _: self._add())
        self._new.left.connect(self._leave_new)
        self._other.addWidget(self._new)
        self._new.begin()

    def _begin_again(self) -> None:
        """An empty form for the next one: the page is kept, and come back to as it was left."""
        self._new = None
        self._show_new()

    def _leave_new(self) -> None:
        self._begin_again()
        self.context.go("brokers")

    def _show_head(self, found: BrokerProfile) -> None:
        mine = self.context.lens is Lens.BROKER
        shown = found.row
        self._name.setText(shown.name)
        self._chip.setVisible(shown.me)
        self._firm.setText(" · ".join(filter(None, (shown.firm, shown.place))))
        fee = (
            say("Paid by the owner: {fee}", fee=shown.fee)
            if shown.fee
            else say("How they are paid is not known.")
        )
        self._fee.setText(fee)
        self._me.setVisible(mine)
        self._remove.setVisible(mine)
        self._me.set_words(say("This is not me") if shown.me else say("This is me"))

    def _show_part(self, key: str) -> None:
        self._part = key
        if self._tabs is not None:
            self._tabs.set_value(key)
        for each, part in self._parts.items():
            part.setVisible(each == key)

    # Acting ---------------------------------------------------------------------------------------

    def _add(self) -> None:
        form = self._new
        if form is None:
            return
        fields = form.fields()
        verb = partial(brokers.add_broker, on=self.context.today(), **fields)
        added = self.context.operations.run(verb, say("Add {name}", name=fields["name"]))
        if added is not None:
            form.applied()
            self._begin_again()
            self.context.go(f"broker/{added}")

    def _keep_about(self, fields: dict[str, Any]) -> None:
        found = self._profile
        if found is None:
            return
        verb = partial(brokers.change_broker, broker_id=found.row.id, **fields)
        label = say("Change {name}", name=fields["name"])
        if self.context.operations.succeeded(verb, label) and self._about.form is not None:
            self._about.form.applied()
            self._about.close_form()

    def _keep_notes(self) -> None:
        found = self._profile
        if found is None or self.context.lens is not Lens.BROKER or self._notes.value() == found.notes:
            return
        verb = partial(brokers.change_broker, broker_id=found.row.id, notes=self._notes.value())
        self.context.operations.succeeded(verb, say("Note on {name}", name=found.row.name))

    def _say_who(self) -> None:
        found = self._profile
        if found is None:
            return
        chosen = None if found.row.me else found.row.id
        self.context.operations.succeeded(
            partial(brokers.say_who_is_me, broker_id=chosen), say("Say who works here")
        )

    def _remove_broker(self) -> None:
        found = self._profile
        if found is None:
            return
        verb = partial(brokers.remove_broker, broker_id=found.row.id)
        label = say("Remove {name}", name=found.row.name)
        done = say("Removed “{name}”. Projects keep the name.", name=found.row.name)
        if self.context.operations.succeeded(verb, label, done=done):
            self.context.go("brokers")


def _tab_words() -> dict[str, str]:
    return {
        ABOUT: say("About"),
        RECORD: say("Record"),
        SAID: say("Endorsements"),
        NOTES: say("Notes"),
    }
