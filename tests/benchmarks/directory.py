"""The directory of 100,000 providers: opened, sorted, searched, narrowed and scrolled, beside the paged reference.

The reference is what a table of that size takes at the least: a plain view over a model that counts, reads a page
of 256 rows of one table and paints them, in the same encrypted file. Ours judges every row it shows: its checks,
standing, track record, places and rates come from seven other tables. Neither loads more than it shows. Whom a
search or a filter leaves and what a menu counts is found out beside the window; here it is waited for,
every round anew.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.providers import Provider, ProviderCredential
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.queries import providers as directory
from app.queries.filter_choices import choices
from app.queries.kept_directory import forget
from app.queries.lens import Lens
from app.queries.provider_filters import ASK_ITSELF, Facet, Filters, Looker
from app.queries.renewals import due
from app.queries.whole_directory import READ, read_directory
from app.services import provider_sites, provider_work, providers
from app.words.formats import Formats
from tests.benchmarks.measure import Measured, Step, alternate, timed
from ui.models.paged import PagedModel, Sort
from ui.pages.directory.columns import directory_columns
from ui.theme.current import install_theme
from ui.widgets.table import Table

MANY = 100_000
OPENS = 1.5
READS = 3
"""Rounds of what takes seconds."""

TODAY = date(2026, 11, 24)
PAGE = 256
SIZE = (1366, 620)
COLUMNS = (
    *(Provider.id, Provider.name, Provider.town, Provider.country, Provider.staff, Provider.website),
    *(Provider.free_days_week, Provider.earliest_start, Provider.travel_minutes),
)
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

MIXED = "abs(p.rowid * 7919 + c.rowid * 104729)"
"""Differs from one copy to the next, and in every run alike."""

CHILDREN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "provider_skill": ("", {}),
    "provider_credential": (
        f"AND {MIXED} % 10 < CASE p.rowid % 4 WHEN 0 THEN 10 ELSE 3 END",
        {
            "level": f"CASE {MIXED} % 11 WHEN 0 THEN 1 ELSE 2 END",
            "expires_on": f"date('2026-10-01', '+' || ({MIXED} % 900) || ' days')",
            "checked_on": f"date('2026-11-20', '-' || ({MIXED} % 500) || ' days')",
        },
    ),
    "provider_person": ("", {}),
    "provider_site": ("", {}),
    "provider_job": ("", {"scorecard": f"CAST(45 + {MIXED} % 50 AS TEXT)"}),
}
"""What belongs to a provider: which of it a copy has, and what is written otherwise there.

One in four has every check of the core set, the others few; on average four, as when all were alike.
"""


def measured(rounds: int) -> Iterator[Measured]:
    """Opening, with its target; then sorting, searching and scrolling, as they come."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    install_theme(application)
    with tempfile.TemporaryDirectory(prefix="sourcewright-bench-") as place:
        keys = Keys(Path(place) / "keys", keychain=lambda: None)
        with Workspace.create(Path(place) / "w", keys, person="Bench", device="bench") as workspace:
            fill(workspace, MANY)
            peer = timed(partial(reference, workspace))
            for what, target, step in compared(workspace):
                mine, theirs = alternate(step, peer, rounds)
                yield Measured("directory", what, "the paged reference, opened", target, mine, theirs)
            whole, bare = (timed(partial(workspace.read, query)) for query in (read_directory, fetched))
            mine, theirs = alternate(whole, bare, min(rounds, READS))
            what = f"{MANY:,} providers read whole, as before a first ranking"
            yield Measured("directory", what, "the same tables, only fetched", None, mine, theirs)


def compared(workspace: Workspace) -> Iterator[tuple[str, float | None, Step]]:
    """What is done with the directory, and how much longer than the reference it may take."""
    skill = Filters(chosen={Facet.SKILLS: frozenset({"sk.wifi"})})
    yield f"{MANY:,} providers opened and painted", OPENS, timed(partial(shown, workspace))
    yield "sorted by town", None, timed(partial(shown, workspace, sort=Sort("town", descending=True)))
    yield "searched for a word", None, timed(partial(shown, workspace, filters=Filters("tessfield")))
    yield "narrowed to a skill", None, timed(partial(shown, workspace, filters=skill))
    standing = Filters(chosen={Facet.TIER: frozenset({"verified"})})
    yield "narrowed to a standing", None, timed(partial(shown, workspace, filters=standing))
    yield "every standing counted", None, timed(partial(workspace.read, counted))
    yield "what is due of all checks, read", None, timed(partial(workspace.read, due_now))
    yield "at a place near the end", None, timed(partial(shown, workspace, at=MANY - 300))


def counted(session: Session) -> None:
    """How many providers stand where: what the menu of standings shows."""
    choices(session, looker=Looker(Lens.BROKER, TODAY, Formats()), filters=Filters(), facet=Facet.TIER)


def due_now(session: Session) -> None:
    """What the page of credentials that are due shows."""
    due(session, today=TODAY, formats=Formats())


def fetched(session: Session) -> None:
    """Every row of the tables a ranking reads, as the driver gives them, made into nothing."""
    for kind in READ:
        table = kind.__tablename__
        session.connection().exec_driver_sql(f"SELECT * FROM {table} WHERE deleted = 0").fetchall()


def fill(workspace: Workspace, count: int) -> None:
    """One provider with what belongs to it, written by the program's verbs; the others are its copies, no two alike.

    The copies go past the journal: what is measured reads tables alone, and half a million operations would
    take minutes to write.
    """
    workspace.write(_first, "First")
    with workspace.store.engine.begin() as connection, workspace.store.journal.open_gate():
        ask = connection.exec_driver_sql
        names = [row[1] for row in ask("PRAGMA table_info(provider)")]
        made = {
            "id": "randomblob(16)",
            "name": "substr('LarkTessOak Elm ', 1 + 4 * (n % 4), 4) || 'field ' || n",
            "town": "'Town ' || (n * 7919 % 977)",
            "staff": "n % 400 + 1",
            "free_days_week": "CAST(n % 20 AS TEXT)",
        }
        numbers = (
            f"WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {count - 1})"
        )
        chosen = ", ".join(made.get(name, name) for name in names)
        ask(f"{numbers} INSERT INTO provider SELECT {chosen} FROM provider, many")
        first = "(SELECT id FROM provider ORDER BY rowid LIMIT 1)"
        for table, (which, otherwise) in CHILDREN.items():
            names = [row[1] for row in ask(f"PRAGMA table_info({table})")]
            given = {"id": "randomblob(16)", "provider_id": "p.id", **otherwise}
            chosen = ", ".join(given.get(name, f"c.{name}") for name in names)
            ask(
                f"INSERT INTO {table} SELECT {chosen} FROM {table} c, provider p WHERE p.id <> {first} {which}"
            )


def _first(session: Session) -> None:
    key = providers.add_provider(
        session, name="Tessfield IT", on=TODAY, town="Harrowmere", country="GB", staff=14,
        templates=["TPL-NET"], free_days_week=Decimal(4), earliest_start=date(2027, 1, 4), travel_minutes=40,
        summary="Networks and cloud for small firms",
    )  # fmt: skip
    for skill in ("sk.wifi", "sk.firewall"):
        providers.set_skill(session, provider_id=key, skill=skill, level=4)
    for check in credential_rules(load_knowledge()).core_set:
        ends = date(2027, 3, 1)
        session.add(ProviderCredential(provider_id=key, credential=check, level=2, expires_on=ends))
    providers.set_person(session, provider_id=key, name="R. Tolland", role="ROLE-PM", on_site=True)
    provider_sites.set_site(session, provider_id=key, kind="off_shore", town="Pune", time_zone="Asia/Kolkata")
    provider_work.set_job(
        session, provider_id=key, client="Clinic", closed_on=date(2026, 3, 1), checked=True,
        value=Money(1_000_000, "GBP"), scorecard=Decimal(82),
    )  # fmt: skip


def shown(
    workspace: Workspace, *, filters: Filters = directory.EVERYONE, sort: Sort | None = None, at: int = 0
) -> None:
    """Our table over the directory: counted, read where it is looked at, and painted."""
    formats = Formats()
    looker = Looker(Lens.BROKER, TODAY, formats)
    workspace.read(forget)

    def fetch(offset: int, limit: int, by: Sort | None) -> Sequence[Any]:
        by = by or sort
        return workspace.read(
            partial(
                directory.page, lens=Lens.BROKER, today=TODAY, formats=formats, offset=offset, limit=limit,
                filters=filters, sort=directory.Sort(by.name) if by else directory.Sort.NAME,
                descending=by.descending if by else False,
            )
        )  # fmt: skip

    def count() -> int:
        return workspace.read(partial(directory.count_found, looker=looker, filters=filters))

    table = Table(PagedModel(directory_columns(), count, fetch), name="Providers")
    painted(table, lambda: table.scrollTo(table.model().index(at, 0)) if at else None)


def reference(workspace: Workspace) -> None:
    """A plain view over a plain model of one table."""
    view = QTableView()
    model = _Plain(workspace)
    view.setModel(model)
    painted(view, lambda: None)


def painted(view: QTableView, then: Callable[[], object]) -> None:
    """Show the view, let it take its place, and paint it once."""
    view.resize(*SIZE)
    view.show()
    then()
    QApplication.processEvents()

    view.hide()
    view.deleteLater()
    QApplication.sendPostedEvents(None, 0)


class _Plain(QAbstractTableModel):
    """Counts once, and reads pages as rows of the core, without an entity or a word."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._pages: dict[int, Sequence[Any]] = {}
        live = Provider.deleted.is_(False)
        counting = select(func.count()).select_from(Provider.__table__).where(live)
        self._size = workspace.read(lambda s: s.scalar(counting, execution_options=ASK_ITSELF)) or 0

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._size

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        page, at = divmod(index.row(), PAGE)
        rows = self._pages.get(page)
        if rows is None:
            statement = (
                select(*COLUMNS)
                .where(Provider.deleted.is_(False))
                .order_by(Provider.name.collate("NOCASE"), Provider.id)
                .offset(page * PAGE)
                .limit(PAGE)
            )
            rows = self._pages[page] = self._workspace.read(
                lambda s: s.execute(statement, execution_options=ASK_ITSELF).all()
            )
        return str(rows[at][index.column()])
