"""The broker's fee: written on the page of money, and nowhere an owner looks."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.domain.projects import Project
from app.queries.lens import Lens
from tests.ui.pages.quotes_world import text_of
from tests.ui.pages.sample_world import Program, everything_said, settle

FEE = "1,400 at the shortlist, 600 once it runs"


def rest(program: Program) -> str:
    """Everything that is said once what was thrown away is gone."""
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return everything_said(program.window)


def kept(program: Program) -> str:
    assert program.scene is not None
    key = program.scene.project
    found = program.store.read(lambda s: s.scalars(select(Project.broker_fee).where(Project.id == key)).one())
    return str(found)


@pytest.mark.parametrize("point", ["described", "today"])
def test_a_broker_writes_down_the_fee_and_it_is_kept_as_they_leave(program: Program, point: str) -> None:
    page = program.at(point, Lens.BROKER, "project/P/money")
    assert page._fee.isVisible()
    assert not page._fee.isAncestorOf(program.window.focusWidget())  # what is to be paid comes first
    page._fee.fee.box.setPlainText(FEE)
    program.go("home")
    assert kept(program) == FEE
    program.go("project/P/money")
    assert FEE in everything_said(program.page)
    program.context.operations.undo()
    program.go("home")  # where it stood beside the project
    assert FEE not in rest(program)


@pytest.mark.parametrize("address", ["project/P/money", "home"])
def test_an_owner_never_meets_it(program: Program, address: str) -> None:
    page = program.at("reviewing", Lens.BROKER, "project/P/money")
    page._fee.fee.box.setPlainText(FEE)
    program.go(address)
    program.look_as(Lens.OWNER)
    assert FEE not in rest(program)
    assert "Your fee" not in text_of(program.page)
