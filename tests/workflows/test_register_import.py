"""A real register of contract holders: one line a contract, firms written in several ways. Its names stay outside."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from app.persistence.workspace import Workspace
from app.queries import providers as directory
from app.words.formats import Formats
from app.workflows.imports import import_providers, plan_provider_import

REGISTER = Path(
    os.environ.get("SOURCEWRIGHT_REFERENCE", "/nowhere"),
    "data",
    "gsa_contract_holders",
    "dev",
    "contracts.csv",
)
LINES = 6962
FORMS = re.compile(r"\b(incorporated|inc|llc|ltd|limited|corp|corporation|lp|llp|co|company)\b")

pytestmark = pytest.mark.skipif(not REGISTER.is_file(), reason="SOURCEWRIGHT_REFERENCE names no register")


def bare(name: str) -> str:
    """A name without case, punctuation and legal form, by another road than the program's."""
    plain = re.sub(r"[^a-z0-9 ]", "", name.casefold().replace("&", " and ")).replace(" and ", " ")
    return "".join(FORMS.sub(" ", plain).split())


def test_the_register_is_previewed_its_twins_are_found_and_it_is_taken_back(workspace: Workspace) -> None:
    today = date(2026, 11, 24)
    preview = plan_provider_import(workspace, REGISTER, formats=Formats(), today=today)
    assert len(preview.rows) == LINES
    assert preview.of("refused") == ()
    assert "contract" in preview.passed_over
    first: dict[str, int] = {}
    missed = 0
    for row in preview.rows:
        before = first.setdefault(bare(row.name), row.line)
        missed += before != row.line and row.kind != "twin"
    assert missed == 0
    exact = len({row.name.casefold() for row in preview.rows})
    assert len(preview.of("twin")) > LINES - exact  # those written otherwise are found, too
    assert workspace.read(directory.count) == 0
    result = import_providers(workspace, preview, on=today)
    assert result.added == workspace.read(directory.count) > 5000
    workspace.undo()
    assert workspace.read(directory.count) == 0
