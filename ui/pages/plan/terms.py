"""How the work is priced, what that means in a worked example, and how long a review may take."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.engagements import PlanPage
from app.services import engagements
from app.words import say, say_known
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, NumberEdit
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Icon, Label, Prose


class TermsView(PartView):
    """Part 2 of the plan."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        models = acts.context.knowledge.sourcing.pricing_models
        known = tuple((each.id, say_known(each.name)) for each in models.values())
        least = Decimal(1)
        formats = acts.context.formats
        self._rows = {
            "pricing_model": FormRow(
                say("How is it paid?"), Choice(known, blank=say("Not said")), role="medium"
            ),
            "review_days": FormRow(
                say("Time to check a stage"),
                NumberEdit(formats, unit=say("working days"), least=least, whole=True, chars=5),
                help=say("It starts when a stage is handed over. Silence never accepts."), role="medium",
            ),
        }  # fmt: skip
        self._form = LiveForm(acts.context, f"plan-terms/{acts.project}", self._rows, self._apply)
        self._form.lay_out(column(pair(*self._rows.values())))
        self._price = column()
        self._example = column()
        self.setLayout(
            column(
                Card(column(Heading(say("How it’s priced"), "sub"), 12, self._form), padding=18), 14,
                Card(framed(self._price), padding=18), 14, framed(self._example), STRETCH,
            )
        )  # fmt: skip

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        terms = plan.terms
        self._form.show_values(
            {"pricing_model": terms.pricing_model, "review_days": Decimal(terms.review_days)}
        )
        self._form.set_editable(plan.can_edit and not blocked)
        clear(self._price)
        self._price.addWidget(Heading(say("The price"), "sub"))
        self._price.addSpacing(10)
        figures = (
            (say("Excl. tax"), plan.price.excl_text), (say("Tax"), plan.price.tax_text),
            (say("Incl. tax"), plan.price.incl_text),
        )  # fmt: skip
        cells = [
            (framed(column(Label(word, "dense", "text2"), Label(figure, "sub", wrap=True), gap=2)), 1)
            for word, figure in figures
        ]
        self._price.addLayout(row(*cells, gap=20))
        self._show_example(terms.pricing_model)

    def first(self) -> QWidget | None:
        return self._rows["pricing_model"].field.target()

    def flush(self) -> None:
        self._form.flush()

    def _show_example(self, key: str) -> None:
        clear(self._example)
        model = self.acts.context.knowledge.sourcing.pricing_models.get(key)
        if model is None:
            return
        pays = self.acts.context.formats.number(model.example.pays)
        parts = [
            Label(say("What that means: {model}", model=say_known(model.name)), "strong", wrap=True),
            Prose(say_known(model.example.story), "dense"),
            Label(say("Then you pay {amount}, excl. tax.", amount=pays), "dense_medium", wrap=True),
        ]
        watch = [
            row(
                Icon("triangle-alert", "warn", 14),
                (Label(say_known(each), "dense", "text2", wrap=True), 1),
                gap=8,
            )
            for each in model.owner_risk
        ]
        title = Label(say("Keep an eye on"), "dense_medium") if watch else None
        self._example.addWidget(Card(column(*parts, 6, title, *watch, gap=5), kind="well", padding=18))

    def _apply(self, key: str, value: Any) -> bool:
        if key == "review_days":
            if value is None:
                return False
            value = int(value)
        label = say("Change the terms of the plan")
        return self.acts.do(engagements.set_terms, label, project_id=self.acts.project, **{key: value})
