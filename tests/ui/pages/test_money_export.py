"""The payments of the page go into a file for a spreadsheet, and one is told where it lies."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.exchange.tables import read_table
from app.queries.lens import Lens
from tests.ui.pages.sample_world import PRIVATE, Program

NAME = "payments-cloud-practice-software-and-a-network-th.csv"


@pytest.mark.parametrize("lens", Lens)
def test_the_payments_are_saved_and_nothing_private_with_them(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lens: Lens
) -> None:
    program.at("reviewing", lens, "project/P/money")
    offered: list[str] = []

    def choose(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    program.press("Save as CSV")
    assert offered == [NAME]
    saved = tmp_path / NAME
    assert len(read_table(saved).rows) == 6
    assert program.last_said == f"The payments are in “{NAME}”, in the folder {tmp_path}."
    assert [secret for secret in PRIVATE if secret in saved.read_text("utf-8-sig")] == []


def test_a_file_that_cannot_be_written_is_said(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.at("reviewing", Lens.OWNER, "project/P/money")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "x.csv"), ""))
    program.press("Save as CSV")
    assert program.last_said.startswith("“x.csv” could not be written.")
    before = len(program.said)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    program.press("Save as CSV")  # thought better of it
    assert len(program.said) == before
