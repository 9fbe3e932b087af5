"""What brokers say of a provider: dated, with what it rests on; added with a reason, and withdrawn with one."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.analysis.jobs import Relation
from app.queries import broker_words, brokers
from app.queries.broker_rows import EndorsementRow
from app.queries.provider_rows import ProviderProfile
from app.services import brokers as verbs
from app.words import say
from ui.entry_form import Entry
from ui.pages.provider.section import Act, Section, Shown
from ui.widgets.ask import ReasonCard
from ui.widgets.fields import Choice, DateField
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import clear
from ui.widgets.text import Prose


class Endorsements(Section):
    """A word is never changed: a newer one of the same broker counts in its place."""

    key = "endorsements"
    can_change = False
    can_remove = False

    def title(self) -> str:
        return say("What brokers say")

    def add_words(self) -> str:
        return say("Add an endorsement")

    def empty_words(self) -> str:
        return say("No broker has spoken for this provider yet. That is neither good nor bad.")

    def note(self) -> str:
        return say("It is dated and stays on record. A later word of the same broker counts in its place.")

    def above(self, profile: ProviderProfile) -> QWidget | None:
        today = self.context.today()
        parts = self.context.operations.read(
            partial(brokers.endorsement_parts, providers=(profile.row.id,), on=today)
        )
        part = parts.get(profile.row.id)
        if part is None:
            return None
        return Prose(brokers.part_words(part, self.context.formats), "dense", "text2", max_width=720)

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        context = self.context
        found = context.operations.read(
            partial(
                brokers.endorsements, lens=context.lens, provider_id=profile.row.id,
                today=context.today(), formats=context.formats,
            )
        )  # fmt: skip
        return [self._shown(one) for one in found]

    def _shown(self, one: EndorsementRow) -> Shown:
        under = (
            one.reason,
            one.strength_words,
            one.basis,
            one.written,
            one.tie,
            one.withdrawn or one.weight_words,
        )
        counts = (say("Counts"), "success") if one.weight else (say("Does not count"), "neutral")
        act = Act(
            "x", say("Withdraw what {name} said", name=one.broker), partial(self._ask_withdraw, one)
        )  # fmt: skip
        return Shown(
            one, one.broker, " · ".join(filter(None, under)), counts, acts=() if one.withdrawn else (act,)
        )

    def open_form(self, chosen: Any | None, *_: object) -> None:
        clear(self._form_place)
        super().open_form(chosen)

    def entries(self, chosen: Any | None) -> tuple[Entry, ...]:
        context = self.context
        rows = context.operations.read(
            partial(brokers.brokers, lens=context.lens, formats=context.formats)
        )  # fmt: skip
        who = Choice([(str(row.id), row.name) for row in rows], blank=say("Choose a broker"))
        mine = next((row for row in rows if row.me), None)
        who.set_value(str(mine.id) if mine is not None else "")
        tie = Choice(broker_words.own_ties())
        tie.set_value(Relation.NONE.value)
        written = DateField(context.today, context.formats)
        written.set_value(context.today())
        basis = Choice(broker_words.bases(), blank=say("Choose from the list"))
        return (
            Entry(
                "broker", say("Whose word is it?"), who, needed=say("Choose whose word it is"),
                help=say("Brokers are written down under Brokers, at the left"),
            ),
            Entry(
                "strength", say("How strongly?"), Choice(broker_words.strengths(), blank=say("Choose how strongly")),
                needed=say("Choose how strongly"),
            ),
            Entry(
                "rests_on", say("What does it rest on?"), basis, needed=say("Say what it rests on"),
            ),
            Entry(
                "tie", say("Is there a tie to them?"), tie,
                help=say("With a tie the word is shown and does not count"),
            ),
            Entry("written_on", say("Written on"), written, needed=say("Enter the day it was written")),
            Entry(
                "reason", say("Why?"), GrowingText(lines=3), needed=say("Say what they did well, and for whom"),
                help=say("What they did well, and for whom"), whole=True,
            ),
        )  # fmt: skip

    def keep(self, values: dict[str, Any], chosen: Any | None) -> bool:
        return self.run(
            verbs.endorse,
            say("Add an endorsement"),
            broker_id=uuid.UUID(values["broker"]),
            provider_id=self.provider,
            reason=values["reason"],
            rests_on=values["rests_on"],
            strength=int(values["strength"]),
            tie=values["tie"],
            on=values["written_on"],
        )

    def remove(self, chosen: Any) -> Callable[..., object]:
        raise NotImplementedError("an endorsement is withdrawn and stays on record")

    def _ask_withdraw(self, one: EndorsementRow) -> None:
        self.close_form()
        clear(self._form_place)
        card = ReasonCard(
            say("Withdraw what {name} said?", name=one.broker),
            say("It stays on record with your reason, and no longer counts."),
            say("Withdraw it"),
        )
        card.confirmed.connect(lambda reason, _: self._withdraw(one, reason))
        card.left.connect(self._leave_asking)
        self._form_place.addWidget(card)
        self._form_place.addSpacing(12)
        card.reason.target().setFocus()

    def _withdraw(self, one: EndorsementRow, reason: str) -> None:
        verb = partial(
            verbs.withdraw_endorsement, endorsement_id=one.id, reason=reason, on=self.context.today()
        )
        label = say("Withdraw an endorsement")
        if self.context.operations.succeeded(verb, label, done=say("Withdrawn. It no longer counts.")):
            self._leave_asking()

    def _leave_asking(self) -> None:
        clear(self._form_place)
        self.add.setFocus()
