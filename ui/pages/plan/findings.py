"""What is not right yet, one line a finding, each leading to where it is put right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout

from app.queries.engagements import PlanFinding
from app.words import say, say_count
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import clear, column, row
from ui.widgets.text import Heading, Icon, Label

TOP = Qt.AlignmentFlag.AlignTop


class FindingsCard(QFrame):
    """Findings with what blocks first; emits the one that was followed."""

    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self.setLayout(self._place)

    def show_findings(self, findings: Sequence[PlanFinding], *, links: bool = True) -> None:
        """Show `findings`; nothing at all where there are none."""
        clear(self._place)
        self.setVisible(bool(findings))
        blocking = sum(finding.blocks for finding in findings)
        title = (
            say_count("{count} thing to settle first", "{count} things to settle first", blocking)
            if blocking
            else say("Worth another look")
        )
        lines = [self._line(each, links) for each in findings]
        if lines:
            self._place.addWidget(
                Card(column(Heading(title, "sub15"), *lines, gap=8), kind="warn" if blocking else "plain")
            )

    def _line(self, finding: PlanFinding, links: bool) -> QLayout:
        icon, tone = ("circle-alert", "warn") if finding.blocks else ("lightbulb", "text3")
        words = Label(finding.text, "dense", "text", wrap=True)
        if not links:
            return row((Icon(icon, tone), TOP), (words, 1), gap=9)
        go = LinkButton(say("Go there"), trailing="chevron-right")
        go.setAccessibleName(say("Go there: {finding}", finding=finding.text))
        go.clicked.connect(lambda: self.followed.emit(finding))
        return row((Icon(icon, tone), TOP), (words, 1), (go, TOP), gap=9)
