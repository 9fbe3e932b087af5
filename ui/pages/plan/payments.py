"""What is paid for which stage, and what is held back until the free fixing ends: a bar and its table."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.engagements import PlanPage, PlanStageRow
from app.queries.plan_guards import plan_guards
from app.services import engagements
from app.words import say, say_count
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.findings import FindingsCard
from ui.pages.plan.guards import BankCard, BoughtInCard, GuardsCard
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.bars import PaymentBar, Share
from ui.widgets.cards import Card
from ui.widgets.fields import NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

HUNDRED = Decimal(100)
MOST_PARTS = 6
"""Stages whose amounts fit under the bar beside one another."""


@dataclass(frozen=True)
class PayLine:
    """One line of the table: a stage, what is held back, or the sum."""

    id: str
    title: str
    note: str
    share: str
    amount: str
    held: str
    to_pay: str
    strong: bool = False


def pay_columns() -> tuple[Column, ...]:
    """What is paid when."""

    def figure(key: str) -> Any:
        return lambda line: Cell(
            getattr(line, key), tabular=True, role="dense_strong" if line.strong else "dense"
        )

    return (
        Column(
            say("Payment"),
            lambda line: Cell(
                line.title, sub=line.note, role="dense_strong" if line.strong else "dense_medium"
            ),
        ),
        Column(say("Part"), figure("share"), width=70, align=Align.END),
        Column(say("Price, excl. tax"), figure("amount"), width=136, align=Align.END),
        Column(say("Held back"), figure("held"), width=110, align=Align.END, term=say("Retention")),
        Column(say("To pay"), figure("to_pay"), width=130, align=Align.END),
    )


class PaymentsView(PartView):
    """Part 4 of the plan."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._bar = PaymentBar()
        self._bar.setAccessibleName(say("How the price is split"))
        self._title = Heading("", "sub")
        self._model = RowsModel(pay_columns())
        self._table = Table(self._model, name=say("Payments of the plan"), lines=2, fits=True, sortable=False)
        self._findings = FindingsCard()
        self._until = Label("", "dense", "text2", wrap=True)
        formats, nothing = acts.context.formats, Decimal(0)
        self._rows = {
            "retention_share": FormRow(
                say("Held back to the end"),
                NumberEdit(formats, unit=say("%"), least=nothing, most=HUNDRED, chars=5), role="medium",
                help=say("Kept from every stage as security"),
            ),
            "warranty_days": FormRow(
                say("Free fixing after the last stage"),
                NumberEdit(formats, unit=say("days"), least=nothing, whole=True, chars=5), role="medium",
                help=say("When it ends, what was held back is paid"),
            ),
            "little_at_end": FormRow(
                say("Why a small last payment is enough"), TextField(longest=200), role="medium", optional=True,
                help=say("Asked where the last stage and what is held back are under 10% of the price"),
            ),
            "payable_days": FormRow(
                say("An invoice is paid"),
                NumberEdit(formats, unit=say("days"), least=Decimal(1), whole=True, chars=5), role="medium",
                help=say("After acceptance, 30 at the latest"),
            ),
        }  # fmt: skip
        self._form = LiveForm(acts.context, f"plan-payments/{acts.project}", self._rows, self._apply)
        self._form.lay_out(
            column(
                pair(*(self._rows[key] for key in ("retention_share", "warranty_days", "payable_days"))), 12,
                self._rows["little_at_end"],
            )
        )  # fmt: skip
        held = column(Heading(say("Held back, and paid when"), "sub"), 12, self._form, 8, self._until)
        self._guards = GuardsCard()
        self._bought = BoughtInCard(acts)
        self._bank = BankCard(acts)
        self.setLayout(
            column(
                Card(column(self._title, 14, self._bar), padding=18), 14, self._findings,
                TableCard(self._table), 14, Card(held, padding=18), 14, self._guards, 14, self._bought, 14, self._bank,
                STRETCH,
            )
        )  # fmt: skip

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        terms = plan.terms
        self._title.setText(
            say(
                "{price} excl. tax, paid stage by stage, {held} of it held back",
                price=plan.price.excl_text, held=plan.held.excl_text,
            )
        )  # fmt: skip
        parts = _parts(plan)
        held = plan.held.excl
        if held is not None and held.minor:
            parts.append(Share(say("Held back"), plan.held.excl_text, float(held.decimal), "held"))
        self._bar.show_parts(parts)
        lines = [_line(each) for each in plan.stages]
        if held is not None and held.minor:
            lines.append(
                PayLine(
                    "held", say("Held back to the end"), terms.held_until, "", "", "", plan.held.excl_text
                )
            )
        lines.append(
            PayLine(
                "sum", say("In all"), say("Incl. tax: {amount}", amount=plan.price.incl_text),
                plan.allocated_share, plan.allocated, plan.held.excl_text, plan.allocated, strong=True,
            )
        )  # fmt: skip
        self._model.show(lines)
        self._findings.show_findings([f for f in plan.findings if f.part == "payments"], links=False)
        if self._findings.isVisibleTo(self):
            self._findings.setContentsMargins(0, 0, 0, 14)
        self._until.setText(say("Paid: {when}", when=terms.held_until) if terms.held_until else "")
        self._form.show_values(
            {
                "retention_share": (terms.retention_share * HUNDRED).normalize() + 0,
                "warranty_days": Decimal(terms.warranty_days),
                "payable_days": Decimal(terms.payable_days),
                "little_at_end": terms.little_at_end,
            }
        )
        little = any(finding.code == "last_payment" for finding in plan.findings)
        self._rows["little_at_end"].setVisible(little or bool(terms.little_at_end))
        self._form.set_editable(plan.can_edit and not blocked)
        self._show_guards(plan, blocked)

    def first(self) -> QWidget | None:
        return self._rows["retention_share"].field.target()

    def flush(self) -> None:
        self._form.flush()
        self._bought.flush()

    def _show_guards(self, plan: PlanPage, blocked: str) -> None:
        context = self.acts.context
        read = partial(plan_guards, lens=context.lens, project_id=self.acts.project, formats=context.formats)
        view = context.operations.read(read)
        for card in (self._guards, self._bought, self._bank):
            card.setVisible(view is not None)
        if view is not None:
            self._guards.show_guards(view)
            self._bought.show_items(view, editable=plan.can_edit and not blocked)
            self._bank.show_changes(view, blocked)

    def _apply(self, key: str, value: Any) -> bool:
        if value is None:
            return False
        if key != "little_at_end":
            value = value / HUNDRED if key == "retention_share" else int(value)
        label = say("Change what is held back")
        return self.acts.do(engagements.set_terms, label, project_id=self.acts.project, **{key: value})


def _parts(plan: PlanPage) -> list[Share]:
    """Each stage as a part of the bar; so many that their labels have no room are one part together."""
    nets = [float(_net(each, plan.terms.retention_share)) for each in plan.stages]
    if len(plan.stages) > MOST_PARTS:
        words = say_count("{count} stage", "{count} stages", len(plan.stages))
        return [Share(words, say("see the table"), sum(nets), "ahead")]
    return [
        Share(str(each.number), each.to_pay, net, "ahead")
        for each, net in zip(plan.stages, nets, strict=True)
    ]


def _net(stage: PlanStageRow, retention: Decimal) -> Decimal:
    return Decimal(0) if stage.raw_amount is None else stage.raw_amount.decimal * (1 - retention)


def _line(stage: PlanStageRow) -> PayLine:
    return PayLine(
        str(stage.id), say("{number} {stage}", number=stage.number, stage=stage.title),
        say("{dates}, paid before its work begins", dates=stage.dates) if stage.in_advance else stage.dates,
        stage.share, stage.amount.excl_text, stage.held, stage.to_pay,
    )  # fmt: skip
