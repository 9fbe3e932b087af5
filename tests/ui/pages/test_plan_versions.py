"""Versions of a plan held against each other: any two can be chosen, and long words stay whole in another look."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.queries.plan_changes import ChangeRow, Versions
from ui.pages.plan.versions import VersionsCard
from ui.theme.current import Scheme, theme

FIXED = (
    ("two", "Version 2, new dates of 3 May 2026"),
    ("one", "Version 1, agreed by both sides on 13 Mar 2026"),
)
LONG = "a stage that is called by a long name and goes on and on and on and on until it no longer fits"


def test_any_two_versions_are_held_against_each_other(qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []

    def read(before: str, after: str) -> Versions:
        asked.append((before, after))
        changes = () if before == after else (ChangeRow("Dates", LONG, "1 May 2026", LONG),)
        return Versions(FIXED, before or "two", after, FIXED[0][1], changes)

    card = VersionsCard(read)
    qtbot.addWidget(card)
    card.resize(700, 400)
    card.refresh()
    card.show()
    assert (card.before.value(), card.after.value()) == ("two", "")
    card.before.set_value("one")
    card.before.committed.emit()
    card.after.set_value("two")
    card.after.committed.emit()
    assert asked == [("", ""), ("one", ""), ("one", "two")]
    high = card.table.rowHeight(0)
    assert high > theme().row_height(1)
    before = theme().scheme
    for scheme in (Scheme.DARK, Scheme.LIGHT, before):
        theme().set_scheme(scheme)
        QApplication.processEvents()
    assert card.table.rowHeight(0) == high
