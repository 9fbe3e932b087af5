"""Start a project: what kind it is, which template comes closest, and what to call it."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from app.knowledge.answers import AnswerContext, problems
from app.knowledge.cards import Card
from app.queries import clients as client_rows
from app.queries import interview, whose
from app.queries.clients import ClientRow, ProfileView
from app.queries.lens import Lens
from app.services import briefs, projects
from app.services.projects import OwnerFacts
from app.words import say, say_known
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.page import Page, take_focus
from ui.widgets.choices import Option, RadioList
from ui.widgets.field import Field
from ui.widgets.fields import Choice, TextField, Tick
from ui.widgets.form_row import FormRow
from ui.widgets.kind_cards import kind_cards, template_options
from ui.widgets.layouts import STRETCH, column, framed
from ui.widgets.navigation import StepFooter
from ui.widgets.states import Banner, ErrorSummary
from ui.widgets.text import Heading, Label

KIND, TEMPLATE, NAME = 1, 2, 3
QUOTE = "quote"
"""Key of the start with a quote that is there already."""


class NewProjectPage(Page):
    """Three short questions, the second only where a kind has several templates.

    A client in the address is chosen already, and may be changed.
    """

    help_topic: ClassVar[str] = "new-project"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._step = KIND
        self._begun = False
        self._profile: ProfileView | None = None
        self._clients: Sequence[ClientRow] = ()
        questions = context.knowledge.questions.questions
        self._kind = kind_cards(context.knowledge, name=say_known(questions["b1.kind"].label), columns=3)
        self._template = RadioList(())
        self._not_sure = Tick(
            say_known(context.knowledge.questions.unknown(broker=context.lens is Lens.BROKER))
        )
        self._template_row = FormRow(say_known(questions["b1.template"].label), self._template, headed=True)
        self._name = TextField(placeholder=_example(context))
        self._name_row = FormRow(
            say_known(questions["b1.name"].label), self._name, help=say_known(questions["b1.name"].help or "")
        )
        self._client = Choice((), blank=say("Nobody yet"))
        self._client_row = FormRow(say("Who is it for?"), self._client)
        self._start = RadioList(
            (
                Option("brief", say("Describe it first"), say("About 6 minutes; you can stop at any point")),
                Option(QUOTE, say("I already have a quote"), say("Record it, and see what it leaves out")),
            )
        )
        self._start.set_value("brief")
        self._start_row = FormRow(say("Where would you like to start?"), self._start)
        self._place = Label("", "dense", "text3")
        self._summary = ErrorSummary()
        self._restored = Banner(
            say("This is what you typed earlier. No project has been made of it yet."), "info"
        )
        self._restored.hide()
        self._heading = Heading("", "display")
        self._lead = Label("", "lead", "text2", wrap=True)
        self._foot = StepFooter(other=say("Back"))
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(self._back)
        self._kind.committed.connect(self._kind_chosen)
        self._drafts = DraftKeeper(context.drafts, "new", self)
        for name, field in self._fields().items():
            self._drafts.keep(name, field)
        self._build()

    def _fields(self) -> Mapping[str, Field]:
        return {
            "kind": self._kind,
            "template": self._template,
            "not sure": self._not_sure,
            "name": self._name,
            "start": self._start,
        }

    def _build(self) -> None:
        self._steps = {
            KIND: framed(column(self._kind)),
            TEMPLATE: framed(column(self._template_row, 6, self._not_sure)),
            NAME: framed(column(self._name_row, self._client_row, self._start_row, gap=24)),
        }
        head = column(self._place, 6, self._heading, 2, self._lead, 18)
        self.set_body(column(self._restored, self._summary, head, *self._steps.values(), STRETCH))
        for step in (TEMPLATE, NAME):
            self._steps[step].setMaximumWidth(720)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("New project")

    def primary_focus(self) -> QWidget | None:
        return {KIND: self._kind, TEMPLATE: self._template, NAME: self._name}[self._step].target()

    def leave(self) -> None:
        self._drafts.flush()

    def refresh(self) -> None:
        """Read who works here and for whom. What was begun before and not made a project comes back."""
        read = self.context.operations.read
        self._profile = read(client_rows.profile)
        self._clients = read(partial(client_rows.clients, lens=self.context.lens))
        self._client.set_options(
            [(str(each.id), each.name) for each in self._clients], blank=say("Nobody yet")
        )
        self._client_row.setVisible(bool(self._clients))
        if not self._begun and self.params.get("client"):
            self._client.set_value(self.params["client"])
        if not self._begun:
            self._begun = True
            if client := self.params.get("client"):
                self._client.set_value(client)
            self._restored.setVisible(self._drafts.begin())
        self._offer_templates()
        self._show_step(self._step)

    # Showing --------------------------------------------------------------------------------------

    def _card(self) -> Card | None:
        return self.context.knowledge.cards.cards.get(self._kind.value())

    def _path(self) -> tuple[int, ...]:
        """The steps of this kind: without templates to choose from there are two."""
        card = self._card()
        several = card is None or bool(template_options(self.context.knowledge, card))
        return (KIND, TEMPLATE, NAME) if several else (KIND, NAME)

    def _kind_chosen(self) -> None:
        self._offer_templates()
        self._show_place()

    def _offer_templates(self) -> None:
        card = self._card()
        self._template.set_options(template_options(self.context.knowledge, card))

    def _show_step(self, step: int) -> None:
        self._step = step
        card = self._card()
        questions = self.context.knowledge.questions.questions
        words = {
            KIND: (say_known(questions["b1.kind"].label), say_known(questions["b1.kind"].help or "")),
            TEMPLATE: (
                say_known(card.ask) if card and card.ask else "",
                say_known(questions["b1.template"].help or ""),
            ),
            NAME: (say("What shall we call it?"), say_known(card.label) if card else ""),
        }
        heading, lead = words[step]
        self._heading.setText(heading)
        self._lead.setText(lead)
        for each, frame in self._steps.items():
            frame.setVisible(each == step)
        self._foot.primary.set_words(say("Start the project") if step == NAME else say("Continue"))
        self._show_place()

    def _show_place(self) -> None:
        path = self._path()
        self._place.setText(say("{at} of {all}", at=path.index(self._step) + 1, all=len(path)))

    # Acting ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the name, or on a choice, continues."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(self.focusWidget(), QLineEdit | QRadioButton):
            self._continue()
        else:
            super().keyPressEvent(event)

    def _continue(self) -> None:
        found = self._problems()
        self._summary.show_problems(found)
        if found:
            return
        path = self._path()
        if self._step == NAME:
            self._make()
        else:
            self._go_to(path[path.index(self._step) + 1])

    def _back(self) -> None:
        path = self._path()
        at = path.index(self._step)
        if at:
            self._summary.show_problems([])
            self._go_to(path[at - 1])
        else:
            self.context.go("home")

    def _go_to(self, step: int) -> None:
        self._show_step(step)
        if self.scroller is not None:
            self.scroller.verticalScrollBar().setValue(0)
        take_focus(self)

    def _problems(self) -> list[tuple[str, QWidget]]:
        asked = {
            KIND: ("b1.kind", self._kind.value(), False),
            TEMPLATE: ("b1.template", self._template.value(), self._not_sure.value()),
            NAME: ("b1.name", self._name.value(), False),
        }
        question, value, unknown = asked[self._step]
        context = AnswerContext(self.context.today(), unknown=unknown)
        found = problems(self.context.knowledge.questions.questions[question], value, context)
        target = self.primary_focus()
        row_of = {TEMPLATE: self._template_row, NAME: self._name_row}.get(self._step)
        if row_of is not None:
            row_of.set_problem(str(found[0]) if found else "")
        return [(str(each), target) for each in found if target is not None]

    def _make(self) -> None:
        made = self.context.operations.run(self._verb(), say("Start “{name}”", name=self._name.value()))
        if made is None:
            return
        by_quote = self._start.value() == QUOTE
        self._forget()
        self.context.go(f"project/{made}/quotes" if by_quote else f"project/{made}/brief/{self._first(made)}")

    def _first(self, made: uuid.UUID) -> str:
        """The page where it is told: a small job has another than the rest."""
        course = self.context.operations.read(
            partial(interview.course, project_id=made, lens=self.context.lens)
        )
        leg = course.first_open() if course is not None else None
        return leg.key if leg is not None else "2"

    def _verb(self) -> Any:
        """Start the project; a template nobody is sure of is the usual one, and a point to talk about.

        Kind, template and name are kept as answers, too, so that it is on record who gave them.
        """
        card, today = self._card(), self.context.today()
        several = TEMPLATE in self._path()
        chosen = self._template.value() if several else ""
        only = card.templates[0].template if card and len(card.templates) == 1 else None
        template = chosen or (card.default if card else None) or only
        not_sure = several and self._not_sure.value()
        whose = self._whose()

        def verb(session: Any) -> uuid.UUID:
            made = projects.start(
                session,
                title=self._name.value(),
                card=self._kind.value(),
                main_template=template,
                starts_with=self._start.value() or "brief",
                currency=self.context.formats.currency,
                on=today,
                **whose,
            )
            keep = partial(briefs.answer, session, project_id=made, on=today, by=self.context.lens.value)
            keep(question="b1.kind", value=self._kind.value())
            keep(question="b1.name", value=self._name.value())
            if several:
                keep(question="b1.template", value=template, unknown=not_sure)
            return made

        return verb

    def _whose(self) -> dict[str, Any]:
        """The owner and the broker, as far as the profile or the broker's list of clients knows them."""
        profile = self._profile or ProfileView(person=self.context.person)
        if self.context.lens is Lens.BROKER:
            client = next((each for each in self._clients if str(each.id) == self._client.value()), None)
            facts = OwnerFacts()
            if client is not None:
                facts = OwnerFacts(
                    client.contact, client.name, client.trade, client.staff, client.town, client.country
                )
            return {"owner": facts, "broker_name": profile.person, "client_id": client.id if client else None}
        guest = self.context.operations.read(
            partial(whose.guest, lens=self.context.lens, beside=self.context.beside)
        )
        if guest is not None:
            return {
                "owner": OwnerFacts(*guest[:6]), "broker_name": guest.broker_name, "client_id": guest.client_id,
            }  # fmt: skip
        facts = OwnerFacts(
            profile.person, profile.business, profile.trade, profile.staff, profile.town, profile.country
        )
        return {"owner": facts}

    def _forget(self) -> None:
        """The next new project starts empty."""
        self._drafts.applied()
        for field in (self._kind, self._template, self._name):
            field.set_value("")
        self._not_sure.set_value(False)
        self._start.set_value("brief")
        self._drafts.begin()
        self._restored.hide()
        self._step = KIND
        self._show_step(KIND)


def _example(context: Context) -> str:
    words = context.knowledge.questions.questions["b1.name"].example
    return say("For example “{example}”", example=say_known(words)) if words else ""


PAGES = (
    ("new", NewProjectPage, "New project"),
    ("new/{client}", NewProjectPage, "New project"),
)
