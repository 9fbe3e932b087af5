"""How the work is priced: the way to pay with its own terms, what each way would come to, and who carries what."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.agreed_prices import TermKind
from app.analysis.money import Money
from app.queries.engagements import PlanPage
from app.queries.plan_pricing import PriceRow, PricingView, TermRow, plan_pricing
from app.services import engagements, pricing
from app.words import say, say_known
from ui.context import Context
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.beside import Beside
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, MoneyEdit, NumberEdit
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.table import Table
from ui.widgets.text import Heading, Icon, Label

HUNDRED = Decimal(100)
ACROSS = 3


def term_words(name: str) -> str:
    """What a term is called on its form."""
    return _TERMS[name]()


_TERMS: dict[str, Callable[[], str]] = {
    "base": lambda: say("Paid in any case"),
    "baseline": lambda: say("What is counted today"),
    "bonus_cap": lambda: say("Bonus at most"),
    "bonus_rate": lambda: say("Bonus for each one more"),
    "cap": lambda: say("Ceiling"),
    "ceiling": lambda: say("Never more than"),
    "credit_a_day": lambda: say("Credit for each working day late"),
    "expenses": lambda: say("Travel and other expenses"),
    "fee": lambda: say("Fee"),
    "hours_included": lambda: say("Hours in the fee"),
    "overage_rate": lambda: say("An hour more costs"),
    "provider_share": lambda: say("Provider’s part of what is saved or over"),
    "rate": lambda: say("Day rate, all in"),
    "setup": lambda: say("Setting it up"),
    "target": lambda: say("What it is to reach"),
    "target_cost": lambda: say("Target cost"),
    "unit_price": lambda: say("Price of each piece"),
    "units": lambda: say("Pieces expected"),
}


def price_columns() -> tuple[Column, ...]:
    """The way to pay and its sums in the three outcomes."""
    return (
        Column(say("Way to pay"), _name),
        _sum(say("If it goes well"), "well"),
        _sum(say("As expected"), "expected"),
        _sum(say("If it goes badly"), "badly"),
    )


def _name(each: PriceRow) -> Cell:
    return Cell(
        each.name, sub=each.note, role="dense_strong" if each.chosen else "dense",
        icon="circle-check" if each.chosen else "", icon_tone="success",
        said=say("{way}, the one that is agreed", way=each.name) if each.chosen else "",
    )  # fmt: skip


def _sum(title: str, name: str) -> Column:
    def cell(each: PriceRow) -> Cell:
        role = "dense_strong" if each.chosen else "dense"
        return Cell(str(getattr(each, name)), tabular=True, role=role)

    return Column(title, cell, width=132, align=Align.END)


class TermsForm(QFrame):
    """The terms of one model: each empty until it is agreed, with what counts meanwhile."""

    def __init__(self, acts: Acts, model: str, terms: tuple[TermRow, ...], currency: str) -> None:
        super().__init__()
        self.model = model
        self._acts = acts
        self._currency = currency
        self._kinds = {term.name: term.kind for term in terms}
        rows = {
            term.name: FormRow(
                term_words(term.name), _field(acts.context, term.kind, currency), role="medium", optional=True
            )
            for term in terms
        }
        self.form = LiveForm(acts.context, f"plan-terms/{acts.project}/{model}", rows, self._apply)
        every = list(rows.values())
        lines = [pair(*every[at : at + ACROSS]) for at in range(0, len(every), ACROSS)]
        self.form.lay_out(column(*lines, gap=12))
        self.setLayout(column(self.form))

    def show_terms(self, terms: tuple[TermRow, ...], *, editable: bool) -> None:
        """Show what is agreed, sparing what is being typed."""
        formats = self._acts.context.formats
        values = {}
        for term in terms:
            share = term.kind is TermKind.SHARE
            values[term.name] = self._value(term)
            counts = term.counts if term.value is None else None
            shown = formats.percent(counts) if share else formats.number(_short(counts))
            self.form.rows[term.name].set_help(
                say("Until it is agreed, {value} counts", value=shown) if counts is not None else ""
            )
        self.form.show_values(values)
        self.form.set_editable(editable)

    def _value(self, term: TermRow) -> Any:
        if term.value is None:
            return None
        if term.kind is TermKind.MONEY:
            return Money.of(term.value, self._currency)
        return (term.value * HUNDRED if term.kind is TermKind.SHARE else term.value).normalize() + 0

    def _apply(self, key: str, value: Any) -> bool:
        if value is not None:
            kind = self._kinds[key]
            value = value.decimal if kind is TermKind.MONEY else value
            value = value / HUNDRED if kind is TermKind.SHARE else value
        label = say("Settle the terms of the price")
        return self._acts.do(pricing.settle_term, label, project_id=self._acts.project, term=key, value=value)


def _short(value: Decimal | None) -> Decimal | None:
    """Two places are enough to tell what counts."""
    return None if value is None else round(value, 2).normalize() + 0


def _field(context: Context, kind: TermKind, currency: str) -> MoneyEdit | NumberEdit:
    if kind is TermKind.MONEY:
        return MoneyEdit(currency, context.formats)
    share = kind is TermKind.SHARE
    return NumberEdit(
        context.formats, unit=say("%") if share else "", least=Decimal(0), most=HUNDRED if share else None
    )


class PricedView(PartView):
    """Part 2 of the plan."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        models = acts.context.knowledge.sourcing.pricing_models
        known = tuple((each.id, say_known(each.name)) for each in models.values())
        formats, least = acts.context.formats, Decimal(1)
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
        self._form = LiveForm(acts.context, f"plan-priced/{acts.project}", self._rows, self._apply)
        self._form.lay_out(column(pair(*self._rows.values())))
        self._terms: TermsForm | None = None
        self._terms_place = column()
        self._means = column(gap=5)
        self._model = RowsModel(price_columns(), identify=lambda each: each.model)
        self._table = Table(
            self._model, name=say("What you would pay by each way"), fits=True, sortable=False
        )
        self._basis = Label("", "caption", "text3", wrap=True)
        self._yours, self._theirs, self._controls = column(gap=6), column(gap=6), column(gap=6)
        self._price = column()
        head = Heading(say("What you would pay by each way"), "sub")
        basis = framed(column(self._basis, margins=(14, 6, 14, 8)))
        whole = framed(column(head, margins=(14, 12, 14, 4)))
        self._risks = Beside(
            Card(column(Heading(say("What you risk"), "sub15"), 8, framed(self._yours), STRETCH)),
            Card(column(Heading(say("What they risk"), "sub15"), 8, framed(self._theirs), STRETCH)),
        )
        self._held = Card(column(Heading(say("What keeps it in hand"), "sub15"), 8, framed(self._controls)))
        self.setLayout(
            column(
                Card(
                    column(
                        Heading(say("How it’s priced"), "sub"), 12, self._form, 12, framed(self._terms_place), 10,
                        framed(self._means),
                    ),
                    padding=18,
                ),
                14, Card(framed(self._price), padding=18), 14,
                Card(column(whole, self._table, basis), padding=(1, 1, 1, 4)), 14, self._risks, 14, self._held, STRETCH,
            )
        )  # fmt: skip

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        context, editable = self.acts.context, plan.can_edit and not blocked
        self._form.show_values(
            {"pricing_model": plan.terms.pricing_model, "review_days": Decimal(plan.terms.review_days)}
        )
        self._form.set_editable(editable)
        self._show_price(plan)
        read = partial(plan_pricing, lens=context.lens, project_id=self.acts.project, formats=context.formats)
        view = context.operations.read(read)
        if view is not None:
            self._show_pricing(view, editable=editable)

    def first(self) -> QWidget | None:
        return self._rows["pricing_model"].field.target()

    def flush(self) -> None:
        self._form.flush()
        if self._terms is not None:
            self._terms.form.flush()

    def _show_pricing(self, view: PricingView, *, editable: bool) -> None:
        self._model.show(view.rows)
        self._basis.setText(view.basis)
        if self._terms is not None and self._terms.model != view.model:
            self._terms.form.flush()
            self._terms = None
            clear(self._terms_place)
        if self._terms is None and view.terms:
            self._terms = TermsForm(self.acts, view.model, view.terms, view.currency)
            self._terms_place.addWidget(self._terms)
        if self._terms is not None:
            self._terms.show_terms(view.terms, editable=editable)
        for place, icon, tone, lines in (
            (self._means, "info", "info_text", view.consequences),
            (self._yours, "triangle-alert", "warn", view.owner_risk),
            (self._theirs, "triangle-alert", "text3", view.provider_risk),
            (self._controls, "shield-check", "success", view.controls),
        ):
            clear(place)
            for each in lines:
                words = Label(each, "dense", wrap=True)
                place.addWidget(framed(row(Icon(icon, tone, 14), (words, 1), gap=8)))
        self._risks.setVisible(bool(view.model))
        self._held.setVisible(bool(view.controls))

    def _show_price(self, plan: PlanPage) -> None:
        clear(self._price)
        figures = (
            (say("Price, excl. tax"), plan.price.excl_text), (say("Tax"), plan.price.tax_text),
            (say("Incl. tax"), plan.price.incl_text),
        )  # fmt: skip
        cells = [
            (framed(column(Label(word, "dense", "text2"), Label(figure, "sub", wrap=True), gap=2)), 1)
            for word, figure in figures
        ]
        self._price.addLayout(row(*cells, gap=20))

    def _apply(self, key: str, value: Any) -> bool:
        if key == "review_days":
            if value is None:
                return False
            value = int(value)
        label = say("Change the terms of the plan")
        return self.acts.do(engagements.set_terms, label, project_id=self.acts.project, **{key: value})
