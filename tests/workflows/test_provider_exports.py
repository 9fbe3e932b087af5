"""What goes out as a list comes back as nothing new, and never as a formula or a secret."""

import csv
import io
import zipfile
from datetime import date

import pytest

from app.exchange.tables import looks_like_formula
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import providers
from app.words.formats import Formats
from app.workflows.imports import plan_provider_import
from app.workflows.provider_exports import provider_list
from app.workflows.sample_providers import add_providers

ON = date(2026, 11, 24)


@pytest.fixture
def directory(workspace: Workspace) -> Workspace:
    workspace.write(add_providers, "Sample")
    workspace.write(
        lambda s: providers.add_provider(s, name='=HYPERLINK("x")', town="@home", notes="CANARY", on=ON),
        "Add",
    )
    return workspace


@pytest.mark.parametrize("sheet", [False, True], ids=["csv", "xlsx"])
def test_the_whole_directory_goes_out_and_comes_back_unchanged(directory: Workspace, sheet: bool) -> None:
    data = provider_list(directory, lens=Lens.BROKER, sheet=sheet)
    preview = plan_provider_import(directory, data, formats=Formats(), today=ON)
    assert [(row.name, row.summary) for row in preview.rows if row.kind != "same"] == []
    assert len(preview.rows) == 13
    assert preview.passed_over == ()


def test_a_sheet_holds_nothing_that_runs_and_nothing_private_for_the_owner(directory: Workspace) -> None:
    with zipfile.ZipFile(io.BytesIO(provider_list(directory, lens=Lens.OWNER, sheet=True))) as pack:
        whole = b"".join(pack.read(name) for name in pack.namelist())
    assert b"<f" not in whole.replace(b"<font", b"").replace(b"<fill", b"")
    assert b"=HYPERLINK" in whole  # as a text, in the style of a cell that stays one
    assert b't="inlineStr" s="1"><is><t xml:space="preserve">=HYPERLINK' in whole
    assert b"CANARY" not in whole
    assert b"onsite_uk" not in whole


def test_no_cell_is_a_formula_and_the_owner_gets_neither_rates_nor_notes(directory: Workspace) -> None:
    owner = provider_list(directory, lens=Lens.OWNER).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(owner, newline="")) for cell in row]
    assert not any(looks_like_formula(cell) for cell in cells)
    assert "Rates" not in cells
    assert "CANARY" not in owner
    assert "onsite_uk" not in owner
    broker = provider_list(directory, lens=Lens.BROKER).decode("utf-8-sig")
    assert "CANARY" in broker
    assert "ROLE-APPC:onsite_uk:" in broker
