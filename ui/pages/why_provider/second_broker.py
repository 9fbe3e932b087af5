"""Where much of a broker's choices went to one provider: a second broker writes down that it is right all the same."""

import uuid
from functools import partial

from app.queries.shortlist_rows import WhyView
from app.services import shortlists
from app.words import say
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.points import point
from ui.widgets.text import Heading, Prose


class SecondBrokerCard(Card):
    """Says who signed and why; before that it takes the name and the reason."""

    def __init__(self, context: Context, why: WhyView, *, can_sign: bool) -> None:
        self._context = context
        self._candidate: uuid.UUID = why.card.candidate_id
        self._provider = why.card.name
        self.person, self.reason = TextField(chars=30), TextField()
        self._named = FormRow(say("Full name of the second broker"), self.person)
        self._told = FormRow(say("Why is it right all the same?"), self.reason)
        self.sign = Button(say("Sign as second broker"), dense=True)
        inside = column(Heading(say("A second broker"), "dense_strong"), 8)
        if why.second_signed:
            inside.addWidget(point("strength", why.second_signed))
        else:
            words = say(
                "More than two in five of this broker’s choices in the months before went to this provider. It can "
                "be chosen once another broker has looked at the project and signs for it. The owner reads the "
                "reason before choosing."
            )
            inside.addWidget(Prose(words, "dense"))
        if can_sign and not why.second_signed:
            for part in (self._named, self._told):
                inside.addSpacing(10)
                inside.addWidget(part)
            inside.addSpacing(10)
            inside.addLayout(row(self.sign, STRETCH))
        super().__init__(inside, padding=16)
        self.sign.clicked.connect(self._sign)
        self.reason.entered.connect(self._sign)

    def _sign(self) -> None:
        person, reason = self.person.value(), self.reason.value()
        self._named.set_problem("" if person else say("Type the second broker’s full name"))
        self._told.set_problem("" if reason else say("Enter the reason"))
        if not person or not reason:
            (self.reason if person else self.person).setFocus()
            return
        self._context.operations.succeeded(
            partial(
                shortlists.sign_as_second_broker, candidate_id=self._candidate, person=person, reason=reason,
                on=self._context.today(),
            ),
            say("Sign for {provider} as second broker", provider=self._provider),
            done=say("Signed. The owner reads it before choosing."),
        )  # fmt: skip
