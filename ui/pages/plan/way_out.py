"""Begin small: the first stage with a way out after it, and what is paid and kept wherever the owner may stop."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.plan_way_out import WayOutRow, WayOutView, plan_way_out
from app.services import way_out
from app.words import say
from ui.pages.plan.acts import Acts
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Icon, Label

TOP = Qt.AlignmentFlag.AlignTop


class WayOutCard(Card):
    """Where the owner may stop, and a press that makes the first stage small."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._title = Heading("", "sub15")
        self._offer = Label("", "dense", "text2", wrap=True)
        self._risk = Label("", "dense", wrap=True)
        self._ways = column(gap=10)
        self.begin = Button(say("Begin with a small stage"), dense=True)
        self.begin.clicked.connect(self._begin)
        self._acting = framed(row(self.begin, STRETCH, margins=(0, 10, 0, 0)))
        super().__init__(
            column(self._title, 6, self._offer, 2, self._risk, 4, framed(self._ways), self._acting),
            padding=16,
        )

    def refresh(self, *, editable: bool) -> None:
        """Read the ways out again and show them."""
        context = self._acts.context
        read = partial(
            plan_way_out, lens=context.lens, project_id=self._acts.project, formats=context.formats
        )
        view: WayOutView | None = context.operations.read(read)
        self.setVisible(view is not None and bool(view.ways or (editable and view.can_begin)))
        if view is None:
            return
        self._title.setText(view.title)
        self._offer.setText(view.offer)
        self._offer.setVisible(bool(view.offer) and view.can_begin)
        self._risk.setText(view.at_risk)
        self._risk.setVisible(view.can_begin)
        self._acting.setVisible(editable and view.can_begin)
        clear(self._ways)
        for way in view.ways:
            self._ways.addWidget(self._way(way, editable=editable))

    def _way(self, way: WayOutRow, *, editable: bool) -> QFrame:
        back = LinkButton(say("Take the way out back"), kind="fix")
        back.setAccessibleName(say("Take the way out back: {stage}", stage=way.stage))
        back.clicked.connect(partial(self._take_back, way))
        back.setVisible(editable)
        words = column(
            Label(way.stage, "dense_strong", wrap=True), Label(way.paid, "dense", wrap=True),
            Label(way.keeps, "dense", "text2", wrap=True), gap=2,
        )  # fmt: skip
        return framed(row((Icon("circle-check", "success"), TOP), (words, 1), (back, TOP), gap=9))

    def _begin(self) -> None:
        self._acts.do(
            way_out.begin_small, say("Begin with a small stage"), project_id=self._acts.project,
            done=say("After the first stage you may stop."),
        )  # fmt: skip

    def _take_back(self, way: WayOutRow) -> None:
        self._acts.do(way_out.set_way_out, say("Take a way out back"), stage_id=way.stage_id, keeps="")
