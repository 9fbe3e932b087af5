"""How much of the work is done at the owner's place and why, and what distance is reckoned to cost."""

from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.team_rows import AllowanceRow, ShapeRow, ShareView, TeamDesign
from app.services import team
from app.words import say
from ui.pages.plan.acts import Acts
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.charts import ChartWithTable
from ui.widgets.fields import NumberEdit, TextField
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.split_bars import SplitBars, SplitRow
from ui.widgets.text import Heading, Icon, Label

TOP = Qt.AlignmentFlag.AlignTop
HUNDRED = Decimal(100)
SHARES = ("communication", "governance", "rework", "productivity")


class ShareCard(Card):
    """The share on site with its reasons, the days of each phase, and where more time on site stops paying."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        parts = (say("at your place"), say("abroad"), say("elsewhere near you"))
        self._bars = SplitBars(say("Phase"), parts)
        self.drawn = ChartWithTable("", self._bars)
        self._why = column(gap=5)
        self._notes = Label("", "caption", "text3", wrap=True)
        self._stops = Label("", "dense", "text2", wrap=True)
        self._curve = column(gap=4)
        self._differs = Label("", "dense", "warn_text", wrap=True)
        self._take = LinkButton(say("Agree to what the days come to"))
        self._take.clicked.connect(partial(self._do, team.take_share, say("Agree to the share on site")))
        self._rule = Button(say("Share the days out by the rule"), dense=True)
        self._rule.clicked.connect(
            partial(self._do, team.share_by_rule, say("Share the days on site out by the rule"))
        )
        why = framed(column(framed(self._why), 6, self._notes))
        self._fold = Fold(say("Why this much"), say("Hide the reasons"), why)
        self._costs = Fold(
            say("What more time on site costs"), say("Hide what more time on site costs"), framed(self._curve)
        )
        self._acting = framed(row(self._rule, STRETCH, margins=(0, 10, 0, 0)))
        super().__init__(
            column(
                Heading(say("At your place, near you and abroad"), "sub"), 8, self.drawn, 8, self._differs, self._take,
                4, self._fold, 6, self._stops, 2, self._costs, self._acting, STRETCH,
            ),
            padding=16,
        )  # fmt: skip

    def show_design(self, design: TeamDesign, *, editable: bool) -> None:
        """Show share, phases and reasons; nothing where there are no days."""
        share = design.share
        self.setVisible(share is not None)
        if share is None:
            return
        rows = [
            SplitRow(each.name, (float(each.here), float(each.abroad), float(each.near)), each.words)
            for each in design.phases
        ]
        self._bars.show_rows(rows)
        self.drawn.refresh(share.title)
        self._show_why(share)
        for label, text in ((self._stops, share.stops), (self._differs, share.differs)):
            label.setText(text)
            label.setVisible(bool(text))
        self._take.setVisible(bool(share.differs) and editable)
        self._costs.setVisible(len(share.curve) > 1)
        clear(self._curve)
        for point in share.curve:
            words = say("{share} at your place", share=point.share_words)
            cost = Label(point.cost_words, "dense_medium", tabular=True)
            self._curve.addWidget(framed(row((Label(words, "dense", "text2", wrap=True), 1), cost, gap=10)))
        self._acting.setVisible(editable)

    def _show_why(self, share: ShareView) -> None:
        clear(self._why)
        for step in share.steps:
            words = step.words if step.known else say("{reason} (nobody has said)", reason=step.words)
            adds = Label(step.adds, "dense_medium", tabular=True)
            self._why.addWidget(framed(row((Label(words, "dense", "text2", wrap=True), 1), adds, gap=10)))
        self._notes.setText(" ".join(share.notes))
        self._notes.setVisible(bool(share.notes))

    def _do(self, verb: Any, label: str) -> None:
        self._acts.do(verb, label, project_id=self._acts.project)


class AllowanceForm(QFrame):
    """What distance costs at one kind of rate: four figures, each of which anybody can change."""

    def __init__(self, acts: Acts, allowance: AllowanceRow) -> None:
        super().__init__()
        self._acts = acts
        self._tier = allowance.tier
        formats = acts.context.formats

        def share(most: int = 100) -> NumberEdit:
            return NumberEdit(formats, unit=say("%"), least=Decimal(0), most=Decimal(most), chars=5)

        rows = {
            "communication": FormRow(say("Talking across it"), share(), role="medium"),
            "governance": FormRow(say("Leading it"), share(), role="medium"),
            "rework": FormRow(say("Work done again"), share(), role="medium"),
            "productivity": FormRow(say("What a day yields"), share(200), role="medium"),
            "because": FormRow(say("What that rests on"), TextField(longest=200), role="medium", optional=True),
        }  # fmt: skip
        self.form = LiveForm(
            acts.context, f"plan-allowance/{acts.project}/{allowance.tier}", rows, self._apply
        )
        four = [rows[key] for key in SHARES]
        self.form.lay_out(column(pair(*four[:2]), pair(*four[2:]), rows["because"], gap=10))
        self._name = Label("", "dense_strong")
        self._sentence = Label("", "dense", "text2", wrap=True)
        self._finding = Label("", "dense", "text", wrap=True)
        self._back = LinkButton(say("Back to what is usual"))
        self._back.clicked.connect(self._use_usual)
        self._usual = Label(say("As usual"), "caption", "text3")
        head = row(self._name, STRETCH, self._usual, self._back, gap=8)
        self.setLayout(column(head, 4, self._sentence, 2, self._finding, 10, self.form))

    def show_allowance(self, allowance: AllowanceRow, *, editable: bool) -> None:
        """Show the figures, sparing what is being typed."""
        self._name.setText(allowance.name)
        self._sentence.setText(allowance.sentence)
        self._finding.setText(allowance.finding)
        self._finding.setVisible(bool(allowance.finding))
        self._usual.setVisible(allowance.usual)
        self._back.setVisible(not allowance.usual and editable)
        values: dict[str, Any] = {
            key: round(getattr(allowance, key) * HUNDRED, 1).normalize() + 0 for key in SHARES
        }
        self.form.show_values({**values, "because": allowance.because})
        self.form.set_editable(editable)

    def _apply(self, key: str, value: Any) -> bool:
        if value is None:
            return False
        value = value / HUNDRED if key in SHARES else value
        label = say("Change what distance costs")
        return self._acts.do(
            team.set_allowance, label, project_id=self._acts.project, tier=self._tier, **{key: value}
        )

    def _use_usual(self) -> None:
        label = say("Go back to what distance usually costs")
        self._acts.do(team.use_usual_allowance, label, project_id=self._acts.project, tier=self._tier)


class DistanceCard(Card):
    """What distance costs, for each kind of rate abroad, and whether the team has a sound shape."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._forms: dict[str, AllowanceForm] = {}
        self._place = column(gap=14)
        self._shape = column(gap=7)
        about = Label(
            say("Added to the rate of every day worked abroad. A visit to you carries none of it."),
            "caption", "text3", wrap=True,
        )  # fmt: skip
        title = Heading(say("What distance costs"), "sub")
        self._abroad = framed(
            column(
                title, 2, about, 10, framed(self._place), 12, Line(), margins=(0, 0, 0, 12)
            )
        )  # fmt: skip
        self._shape_title = Heading(say("Shape of the team"), "sub")
        super().__init__(column(self._abroad, self._shape_title, 8, framed(self._shape), STRETCH), padding=16)

    def show_design(self, design: TeamDesign, *, editable: bool) -> None:
        """Show one form a kind of rate, and one line a rule."""
        abroad = bool(design.allowances)
        self._abroad.setVisible(abroad)
        kept = [each.tier for each in design.allowances]
        if kept != list(self._forms):
            self.flush()
            clear(self._place)
            self._forms = {each.tier: AllowanceForm(self._acts, each) for each in design.allowances}
            for form in self._forms.values():
                self._place.addWidget(form)
        for each in design.allowances:
            self._forms[each.tier].show_allowance(each, editable=editable)
        self._shape_title.setVisible(bool(design.shape))
        clear(self._shape)
        for rule in design.shape:
            self._shape.addWidget(_rule(rule))
        self.setVisible(abroad or bool(design.shape))

    def flush(self) -> None:
        """Keep what is being typed."""
        for form in self._forms.values():
            form.form.flush()


def _rule(rule: ShapeRow) -> QFrame:
    icon, tone = ("circle-check", "success") if rule.holds else ("triangle-alert", "warn")
    words = Label(rule.words, "dense", wrap=True)
    return framed(row((Icon(icon, tone), TOP), (words, 1), gap=9))
