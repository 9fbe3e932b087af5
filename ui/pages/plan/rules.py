"""Rules and data: each topic agreed or not applicable with a reason; what is only usual in the country says so."""

from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from app.queries.engagements import PlanPage
from app.queries.plan_rules import ClauseRow, RulesPart, rules_part, state_words
from app.services import terms
from app.words import say, say_count
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.findings import FindingsCard
from ui.pages.plan.live import LiveForm, pair
from ui.pages.plan.opening import Item, OpeningList
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip, Tag
from ui.widgets.fields import Choice, NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Icon, Label

TONES = {"open": "warn", "agreed": "success", "not_applicable": "neutral"}
STATES = ("open", "agreed", "not_applicable")


class RulesView(PartView):
    """Part 7 of the plan."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._findings = FindingsCard()
        self._list = OpeningList(say("No topic is in the plan yet."))
        self._count = Label("", "dense", "text2", wrap=True)
        self._rest = Button(say("Agree to what is left as worded"), dense=True)
        self._rest.clicked.connect(self._settle_rest)
        self._fill = Button(say("Fill in what is usual"), "primary")
        self._fill.clicked.connect(self._fill_in)
        formats = acts.context.formats
        rows = {
            "place": FormRow(
                say("Where the data lie"), TextField(longest=200), role="medium",
                help=say("And who elsewhere sees which of it"),
            ),
            "notice_days": FormRow(
                say("Notice to end early"),
                NumberEdit(formats, unit=say("days"), least=Decimal(0), whole=True, chars=5), role="medium",
            ),
        }  # fmt: skip
        self._rows = rows
        self._form = LiveForm(acts.context, f"plan-rules/{acts.project}", rows, self._apply)
        self._form.lay_out(pair(*rows.values()))
        advice = say(
            "Topics in plain words, not the text of a contract and not legal advice. Have a lawyer read it if the "
            "sum matters to you. What is marked as a country default is only what is usual there."
        )
        note = row((Icon("scale", "text3"), 1), (Label(advice, "dense", "text2", wrap=True), 20), gap=8)
        head = row((Heading(say("What is settled"), "sub"), 1), self._rest, gap=10)
        self.setLayout(
            column(
                self._findings,
                Card(column(Heading(say("Data and notice"), "sub"), 12, self._form), padding=18), 14,
                Card(column(head, 4, self._count, 6, note, 6, self._list, 8, row(self._fill, STRETCH)), padding=18),
                STRETCH,
            )
        )  # fmt: skip

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        part: RulesPart | None = self.acts.context.operations.read(
            partial(rules_part, project_id=self.acts.project)
        )
        if part is None:
            return
        editable = plan.can_edit and not blocked
        found = [each for each in plan.findings if each.part == "rules" and each.code == "data_rules"]
        self._findings.show_findings(found, links=False)
        self._findings.setContentsMargins(0, 0, 0, 14 if found else 0)
        self._form.show_values({"place": part.data_place, "notice_days": Decimal(part.notice_days)})
        self._form.set_editable(editable)
        self._list.show_items([self._item(each) for each in part.clauses], editable=editable)
        self._count.setText(_count_words(part))
        left = any(each.state == "open" and not each.is_default for each in part.clauses)
        self._rest.setVisible(editable and left)
        self._fill.setVisible(editable and not part.clauses)

    def first(self) -> QWidget | None:
        return self._rows["place"].field.target()

    def flush(self) -> None:
        self._form.flush()
        self._list.flush()

    def _item(self, clause: ClauseRow) -> Item:
        def summary() -> QLayout:
            chip = StatusChip(clause.state_words, TONES[clause.state], filled=clause.state == "open")
            default = Tag(say("Country default")) if clause.is_default else None
            said = clause.reason if clause.state == "not_applicable" else clause.words
            title = column(
                Label(clause.title, "dense_medium", wrap=True), 3, row(default, STRETCH) if default else None
            )
            return row(
                (framed(title), 3), (Label(said or clause.prompt, "dense", "text2", wrap=True), 6),
                (framed(row(chip, STRETCH)), 2), gap=14,
            )  # fmt: skip

        values = {"state": clause.state, "words": clause.words, "reason": clause.reason}
        return Item(clause.id, clause.title, summary, partial(self._clause_form, clause), values)

    def _clause_form(self, clause: ClauseRow) -> LiveForm:
        states = tuple((key, state_words(key)) for key in STATES)
        rows = {
            "state": FormRow(say("Where it stands"), Choice(states), role="medium"),
            "words": FormRow(
                say("What you both mean by it"), GrowingText(lines=2), role="medium", help=clause.prompt
            ),
            "reason": FormRow(
                say("If it does not apply: why"), TextField(longest=200), role="medium", optional=True
            ),
        }  # fmt: skip
        form = LiveForm(
            self.acts.context, f"plan-clause/{clause.id}", rows, partial(self._apply_clause, clause)
        )
        form.lay_out(column(rows["words"], pair(rows["state"], rows["reason"]), gap=12))
        return form

    # Acting ---------------------------------------------------------------------------------------

    def _apply(self, key: str, value: Any) -> bool:
        if value is None:
            return False
        value = int(value) if key == "notice_days" else value
        label = say("Change where the data lie and how it ends")
        return self.acts.do(terms.set_data_place, label, project_id=self.acts.project, **{key: value})

    def _apply_clause(self, clause: ClauseRow, key: str, value: Any) -> bool:
        state = clause.state
        if key == "reason" and value:
            state = "not_applicable"
        fields = {"state": value} if key == "state" else {"state": state, key: value}
        return self.acts.do(
            terms.settle_clause, say("Settle “{topic}”", topic=clause.title), clause_id=clause.id, **fields
        )

    def _settle_rest(self) -> None:
        self.acts.do(
            terms.settle_rest, say("Agree to the topics that are left"), project_id=self.acts.project,
            done=say("Agreed as worded. Country defaults stay open until somebody has read them."),
        )  # fmt: skip

    def _fill_in(self) -> None:
        self.acts.do(
            terms.draft_terms, say("Fill in the usual topics"), project_id=self.acts.project, parts=("rules",)
        )


def _count_words(part: RulesPart) -> str:
    if part.open:
        return say_count(
            "{count} of {all} topics is open.",
            "{count} of {all} topics are open.",
            part.open,
            all=len(part.clauses),
        )
    return say("All {all} topics are settled.", all=len(part.clauses)) if part.clauses else ""
