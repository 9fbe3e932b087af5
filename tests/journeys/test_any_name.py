"""Whatever is typed as a name comes back: from the database, from the screen, and from paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.documents import fonts
from app.domain.errors import DomainError
from app.persistence.workspace import Workspace
from app.queries import clients, providers
from app.queries.lens import Lens
from app.services import clients as client_verbs
from app.services import providers as provider_verbs
from tests.conftest import FULL
from tests.documents import samples
from tests.documents.clinic import OWNER
from tests.documents.reading import draw, squeezed, text
from tests.documents.test_any_text import expected, unseen
from tests.ui.conftest import look  # noqa: F401
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.widgets.text import Label, Prose

ODD = "=+@<b>&amp;{x}%s\"'\\/ \t\u00a0\u200d\u202e\u0301éß日Ж𝄞👩💻مרש"
names = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.text(st.sampled_from(ODD), min_size=1, max_size=40),
).filter(str.strip)
"""Any name of Unicode; one of blanks alone is refused."""

few = settings(max_examples=1000 if FULL else 40, suppress_health_check=[HealthCheck.function_scoped_fixture])
TELLING = (
    "<b>Ann</b> &amp; Co",
    "{x} %s %(y)d",
    "=1+1",
    "👩‍💻 e\u0301",
    "שלום مرحبا \u202eevil",
    "  blanks around\u2003",
    "a\x00b",
    "W" * 80,
)


def telling(test: Any) -> Any:
    """`test` with every one of the names that once went wrong somewhere."""
    for name in TELLING:
        test = example(name)(test)
    return test


def of_client(workspace: Workspace, typed: str) -> str:
    """The name of a client kept as `typed`, as the broker's list reads it."""
    key, _ = workspace.write(partial(client_verbs.add_client, name=typed), "add")
    rows = workspace.read(partial(clients.clients, lens=Lens.BROKER))
    return next(row.name for row in rows if row.id == key)


def of_provider(workspace: Workspace, typed: str) -> str:
    """The name of a provider kept as `typed`, as the directory reads it."""
    key, _ = workspace.write(partial(provider_verbs.add_provider, name=typed, on=date(2026, 2, 6)), "add")
    return next(name for id_, name, _ in workspace.read(providers.names) if id_ == key)


@pytest.mark.parametrize("kept", [of_client, of_provider])
@few
@given(typed=names)
@telling
def test_a_name_comes_back_from_the_database_without_the_blanks_around_it(
    workspace: Workspace, kept: Callable[[Workspace, str], str], typed: str
) -> None:
    if "\0" in typed.strip():  # no database keeps it whole, so it is refused in words
        with pytest.raises(DomainError, match="invisible character"):
            kept(workspace, typed)
    else:
        assert kept(workspace, typed) == typed.strip()


@few
@given(typed=names)
@telling
def test_a_name_stands_on_the_screen_as_it_was_typed(qtbot: QtBot, typed: str) -> None:
    label, prose = Label(typed), Prose(typed)
    qtbot.addWidget(label)
    qtbot.addWidget(prose)
    assert label.text() == typed
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert prose.words() == prose.accessibleName() == typed
    model = RowsModel((Column("Name", Cell),), identify=hash)
    model.show((typed,))
    assert model.index(0, 0).data() == typed


@few
@given(typed=names)
@telling
def test_a_name_stands_on_paper_or_what_is_lacking_is_reported(typed: str) -> None:
    owner = replace(OWNER, firm=f"B{typed}")
    paper = samples.acceptance(head=replace(samples.acceptance().head, owner=owner))
    drawn = draw("ACC", paper=paper)
    assert squeezed(f"B{expected(typed)}") in squeezed(text(drawn))
    lacking = {char for char in fonts.clean(typed) if not fonts.can_draw(char)}
    assert {missing.char for missing in drawn.missing} == lacking
    assert {left.char for left in drawn.invisible} == unseen(typed)
