"""Every field of a quote, in the order in which a careful reader goes through a provider's letter."""

from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.quote_facts import QuoteFacts, Tax
from app.queries.quotes import QuoteForm
from app.queries.totals import typed_total
from app.words import say
from app.workflows.gap_allowances import package_days, propose_gap
from ui.context import Context
from ui.pages.record_quote.arithmetic import Arithmetic
from ui.pages.record_quote.coverage import CoverageEditor, GapParts, MustRow
from ui.pages.record_quote.lines import LinesEditor, Pick, lock
from ui.pages.record_quote.sections import pair, section
from ui.pages.record_quote.stages import QuotedStages
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.chips import PrivateMark
from ui.widgets.choices import CheckList, RadioList, options
from ui.widgets.field import Field
from ui.widgets.fields import DateField, MoneyEdit, NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.list_editor import ListEditor
from ui.widgets.tab_order import follow_layout, stops
from ui.widgets.text import Label

HUNDRED = Decimal(100)
OTHER_RATES = ("hardware_tax_rate", "support_tax_rate", "licences_tax_rate")
"""Tax rates of what is no part of the price, each only where it differs from the quote's own."""

TAXES: tuple[Tax, ...] = ("excluded", "none", "reverse_charge", "not_stated")


class QuoteFields(QFrame):
    """The form itself. It knows nothing of saving: `facts`, `lines` and `coverage` are what is typed."""

    edited = Signal()
    currency_asked = Signal()

    def __init__(self, context: Context, form: QuoteForm, *, private: bool) -> None:
        super().__init__()
        self._formats = context.formats
        self._private = private
        self._stops = 0
        self.rows: dict[str, FormRow] = {}
        self._make_fields(context, form)
        self.lines = LinesEditor(context.formats, form.currency)
        self.lines.offer(form.packages, form.roles, form.tiers)
        self.lines_row = FormRow(
            say("Lines"), self.lines, optional=True,
            help=say("One line a package and role: days times day rate. Enter goes to the next line."),
        )  # fmt: skip
        self.arithmetic = Arithmetic(context.formats)
        self.arithmetic.sum_taken.connect(self._use_sum)
        self.stages = QuotedStages(context.formats, form.currency, context.today)
        self._provider, self._currency = form.provider, form.currency
        days = context.operations.read(partial(package_days, project_id=form.project_id))
        self.coverage = CoverageEditor(context.formats, form.currency, GapParts(form.packages, days))
        self.coverage.gap_asked.connect(self._work_out)
        self._total = Label("", "dense", "text3", wrap=True)
        self.other_currency = LinkButton(say("In another currency than {currency}?", currency=form.currency))
        self.other_currency.clicked.connect(self.currency_asked)
        self.setLayout(self._lay_out())
        for field in (*self._fields.values(), self.rates_differ, self.lines, self.arithmetic.reason):
            field.edited.connect(self._changed)
        self.stages.editor.edited.connect(self._changed)

    def _make_fields(self, context: Context, form: QuoteForm) -> None:
        formats, today, nothing = context.formats, context.today, Decimal(0)

        def money() -> MoneyEdit:
            return MoneyEdit(form.currency, formats)

        taxes = options(
            ("excluded", say("Comes on top")), ("none", say("No tax")),
            ("reverse_charge", say("Reverse charge")), ("not_stated", say("Not stated")),
        )  # fmt: skip
        percent = say("%")
        self._fields: dict[str, Field] = {
            "price": money(),
            "tax": RadioList(taxes, across=True),
            "tax_rate": NumberEdit(formats, unit=percent, least=nothing, most=Decimal(99), chars=5),
            "pricing_model": Pick(form.pricing_models, blank=say("Not said")),
            "received_on": DateField(today, formats),
            "valid_until": DateField(today, formats),
            "hardware": money(),
            "support_month": money(),
            "licences_month": money(),
            "weeks": NumberEdit(formats, unit=say("weeks"), least=nothing, whole=True, chars=5),
            "ready_by": DateField(today, formats),
            "owner_days": NumberEdit(formats, unit=say("days"), least=nothing, chars=5),
            "on_site_person": TextField(longest=120),
            "on_site_days": TextField(longest=120),
            "remote_place": TextField(longest=120),
            "shared_hours": NumberEdit(
                formats, unit=say("hours a day"), least=nothing, most=Decimal(24), chars=5
            ),
            "retention_share": NumberEdit(formats, unit=percent, least=nothing, most=HUNDRED, chars=5),
            "warranty_days": NumberEdit(formats, unit=say("days"), least=nothing, whole=True, chars=5),
            "assumptions": ListEditor(),
            "exclusions": ListEditor(),
        }
        for key in OTHER_RATES:
            self._fields[key] = NumberEdit(formats, unit=percent, least=nothing, most=Decimal(99), chars=5)
        self.rates_differ = CheckList(
            options(("differ", say("Rates differ: some lines or running costs bear another rate"))),
            name=say("Several tax rates"),
        )
        if self._private:
            self._fields["notes"] = GrowingText(lines=3)

    def _row(self, key: str, label: str, *, help: str = "", beside: QWidget | None = None) -> FormRow:
        made = FormRow(label, self._fields[key], help=help, beside=beside, role="medium")
        self.rows[key] = made
        return made

    def _lay_out(self) -> Any:
        sections = [
            section(say("Price"), self._price_section()),
            section(
                say("What the price is made of"), column(self.lines_row, 4, self.arithmetic, 10, self.stages)
            ),
            section(say("What it covers"), self.coverage),
            *self._other_sections(),
        ]
        if self._private:
            notes = self._row(
                "notes",
                say("Your notes"),
                help=say("Only you see this. It never leaves this workspace."),
                beside=PrivateMark(),
            )
            sections.append(Card(column(notes), kind="private", padding=18))
        layout = column(*sections, gap=14)
        layout.addStretch(1)
        return layout

    def _price_section(self) -> Any:
        return column(
            pair(self._row("price", say("Price, excl. tax")), self._row("pricing_model", say("Way to pay"))),
            row(self.other_currency, STRETCH),
            14,
            self._row("tax", say("Tax")),
            6,
            self._row("tax_rate", say("Tax rate")),
            4,
            self.rates_differ,
            6,
            self._total,
            14,
            pair(
                self._row("received_on", say("Came on"), help=say("Left empty, it is today")),
                self._row("valid_until", say("Price holds until")),
            ),
        )

    def _other_sections(self) -> list[QFrame]:
        other = say("Left empty, it bears the quote's own rate")
        self._beside_rates = framed(
            column(
                pair(
                    self._row("support_tax_rate", say("Tax rate on support"), help=other),
                    self._row("licences_tax_rate", say("Tax rate on licences"), help=other),
                ),
                14,
            )
        )
        running = column(
            pair(
                self._row("support_month", say("Support a month, excl. tax")),
                self._row("licences_month", say("Licences a month, excl. tax")),
            ),
            14,
            self._beside_rates,
            self._row(
                "hardware", say("Things you buy yourself, excl. tax"),
                help=say("Machines and parts that are not in the price. Enter 0 where there are none."),
            ),
            8,
            self._row("hardware_tax_rate", say("Tax rate on things you buy"), help=other),
        )  # fmt: skip
        who = column(
            pair(self._row("weeks", say("How long it takes")), self._row("ready_by", say("Ready by"))),
            14,
            self._row(
                "owner_days",
                say("Days of your own time"),
                help=say("Tests, questions and data that the quote leaves to you"),
            ),
            14,
            pair(
                self._row("on_site_person", say("Person on site")),
                self._row("on_site_days", say("When they are there"), help=say("Like “2 days a week”")),
            ),
            14,
            pair(
                self._row("remote_place", say("Where the others work")),
                self._row("shared_hours", say("Hours you can reach them")),
            ),
        )
        terms = pair(
            self._row("retention_share", say("Held back to the end")),
            self._row("warranty_days", say("Free fixing after")),
        )
        small = column(
            self._row("assumptions", say("What it takes for granted")), 16,
            self._row("exclusions", say("What it leaves out")),
        )  # fmt: skip
        return [
            section(say("Running it, and what you buy"), running),
            section(say("When and who"), who),
            section(say("Terms"), terms),
            section(say("The small print"), small),
        ]

    # What is typed --------------------------------------------------------------------------------

    def inputs(self) -> dict[str, Any]:
        """Every input by the name its draft is kept under."""
        musts = {name: field for each in self.coverage.rows for name, field in each.fields()}
        ours = {
            "rates_differ": self.rates_differ,
            "lines": self.lines,
            "stages": self.stages.editor,
            "adjustment_reason": self.arithmetic.reason,
        }
        return {**self._fields, **ours, **musts}

    def show_form(self, form: QuoteForm) -> bool:
        """Show what is recorded; True where inputs were made anew."""
        facts = form.facts
        shares = ("tax_rate", "retention_share", *OTHER_RATES)
        whole = {"weeks": facts.weeks, "warranty_days": facts.warranty_days}
        for key, field in self._fields.items():
            value = getattr(facts, key)
            if key in shares:
                value = None if value is None else (value * HUNDRED).normalize() + 0
            elif key in whole:
                value = None if value is None else Decimal(value)
            field.set_value(value)  # type: ignore[attr-defined]  # every input of the form has it
        self.lines.set_value(form.lines)
        self.stages.show_stages(facts.stages)
        differ = bool(facts.own_rates) or any(line.tax_rate is not None for line in form.lines)
        self.rates_differ.set_value(("differ",) if differ else ())
        self.arithmetic.reason.set_value(facts.adjustment_reason)
        fresh = self.coverage.show_lines(form.coverage)
        self.arrange()
        return fresh

    def facts(self, *, original: str, original_name: str) -> QuoteFacts:
        """Every field as typed."""
        value = {key: field.value() for key, field in self._fields.items()}  # type: ignore[attr-defined]
        tax = self._tax()
        rate, retention = value["tax_rate"], value["retention_share"]
        return QuoteFacts(
            **{
                **value,
                "tax": tax,
                "tax_rate": rate / HUNDRED if rate is not None and tax == "excluded" else None,
                "retention_share": None if retention is None else retention / HUNDRED,
                **{key: self._other_rate(value[key], rate) for key in OTHER_RATES},
                "weeks": None if value["weeks"] is None else int(value["weeks"]),
                "warranty_days": None if value["warranty_days"] is None else int(value["warranty_days"]),
                "adjustment_reason": self.arithmetic.reason.value()
                if self.arithmetic.isVisibleTo(self)
                else "",
                "stages": self.stages.editor.value(),
                "original": original,
                "original_name": original_name,
            }
        )

    def _tax(self) -> Tax:
        field = self._fields["tax"]
        assert isinstance(field, RadioList)
        return next((each for each in TAXES if each == field.value()), "not_stated")

    def _several_rates(self) -> bool:
        return self._tax() == "excluded" and bool(self.rates_differ.value())

    def _other_rate(self, percent: Decimal | None, own: Decimal | None) -> Decimal | None:
        """A rate beside the quote's own as a share; None where it is the same, or only one is said."""
        return None if percent in (None, own) or not self._several_rates() else (percent or 0) / HUNDRED

    def faults(self, *, handing_in: bool) -> list[tuple[str, QWidget]]:
        """What stands against keeping it, or against recording it as in."""
        asked = (row for key, row in self.rows.items() if key not in OTHER_RATES or self._several_rates())
        found = [fault for each in asked if (fault := each.check()) is not None]
        tax, rate = self._fields["tax"], self._fields["tax_rate"]
        assert isinstance(tax, RadioList)
        assert isinstance(rate, NumberEdit)
        if tax.value() == "excluded" and rate.value() is None and not rate.problem():
            sentence = say("Enter the tax rate, like 20, or say that tax is not stated")
            self.rows["tax_rate"].set_problem(sentence)
            found.append((sentence, rate.target()))
        made_of = (self.lines_row.check(), self.stages.check())
        found += [fault for fault in made_of if fault is not None]
        open_sum = handing_in and self.arithmetic.open
        sentence = say("Price and lines differ: use the sum, or say why") if open_sum else ""
        self.arithmetic.reason_row.set_problem(sentence)
        if open_sum:
            found.append((sentence, self.arithmetic.reason.target()))
        return [*found, *self.coverage.faults()]

    def unfilled(self) -> list[QWidget]:
        """What the letter does not say yet, in the order of the form."""
        empty: list[QWidget] = []
        for key, field in self._fields.items():
            value = field.value()  # type: ignore[attr-defined]
            if key not in ("notes", "tax_rate", "owner_days", *OTHER_RATES) and value in (
                None,
                "",
                (),
                "not_stated",
            ):
                empty.append(field.target())
            if key == "valid_until":
                musts = [each for each in self.coverage.rows if each.answer.value() == "not_said"]
                empty += [each.answer.target() for each in musts]
        return [each for each in empty if each.isEnabled() and not getattr(each, "isReadOnly", bool)()]

    def set_editable(self, *, quote: bool, ours: bool, validity: bool) -> None:
        """Lock the provider's own words, our allowances, and the last day of the price, each by itself."""
        for key, field in self._fields.items():
            lock(field, not (quote or (validity and key == "valid_until")))
        self.other_currency.setVisible(quote)
        self.rates_differ.setEnabled(quote)
        self.lines.lock(not quote)
        self.stages.lock(not quote)
        if not quote:
            self.arithmetic.lock()
        for each in self.coverage.rows:
            each.set_editable(quote, ours)

    # Live -----------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.arrange()
        count = sum(1 for _ in stops(self))
        if count != self._stops:  # a line or a statement was added: Tab reaches it in its place
            self._stops = count
            follow_layout(self)
        self.edited.emit()

    def arrange(self) -> None:
        """Show what goes with what is typed: the tax rate, the totals and the sum of the lines."""
        price, tax, rate = self._fields["price"], self._fields["tax"], self._fields["tax_rate"]
        assert isinstance(price, MoneyEdit)
        assert isinstance(tax, RadioList)
        assert isinstance(rate, NumberEdit)
        self.rows["tax_rate"].setVisible(tax.value() == "excluded")
        self.rates_differ.setVisible(tax.value() == "excluded")
        for key in OTHER_RATES:
            self.rows[key].setVisible(self._several_rates())
        self._beside_rates.setVisible(self._several_rates())
        self.lines.show_rates(self._several_rates(), rate.value())
        share = None if rate.value() is None else (rate.value() or Decimal(0)) / HUNDRED
        told = typed_total(price.value(), self._tax(), share, self.lines.value(), self._formats)
        self._total.setText(told)
        self._total.setVisible(bool(self._total.text()))
        self.arithmetic.show_sum(self.lines.value(), price.value())
        self.stages.show_sum(price.value())
        for each in self.coverage.rows:
            each.arrange()

    def _work_out(self, must: MustRow, package: str, days: Decimal) -> None:
        """Price a gap from this provider's own day rates as they are typed, else from ours."""
        answer, lines = must.answer.value(), self.lines.value()
        found = propose_gap(
            package, days, answer=answer, lines=lines, provider=self._provider, currency=self._currency
        )
        if found is None or found.amount is None:
            must.work.say_none()
            return
        must.allowance.restore(self._formats.number(found.amount.decimal))
        must.basis.restore(found.basis)
        must.basis.line.setCursorPosition(0)
        must.allowance.edited.emit()
        must.basis.edited.emit()
        must.allowance.target().setFocus()

    def _use_sum(self, total: Any) -> None:
        price = self._fields["price"]
        assert isinstance(price, MoneyEdit)
        price.restore(self._formats.number(total.decimal))
        self.arithmetic.reason.restore("")
        price.edited.emit()
        price.setFocus()
