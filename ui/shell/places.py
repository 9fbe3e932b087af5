"""The rail, the bell and the search box, answered from the queries for the workspace that is open."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.queries import home, projects, renewals, search, whose
from app.queries.lens import Lens
from app.words import say
from ui.commands import Command, Group
from ui.context import Context
from ui.delegates.rail import RailItem, RailSection
from ui.shell.sheets import Reminder, When

GROUPS = {
    "project": Group.PROJECTS,
    "provider": Group.PROVIDERS,
    "document": Group.DOCUMENTS,
    "client": Group.CLIENTS,
    "broker": Group.BROKERS,
}
ICONS = {
    "project": "folder-kanban",
    "provider": "badge-check",
    "document": "file-text",
    "client": "building-2",
    "broker": "handshake",
}
HOME = "home"
LAST = "last_project"
"""The preference that keeps the project one was in last; empty where Home was seen after it."""
LEAST_LETTERS = 2
"""Shorter texts would find nearly everything."""


class ProjectPlaces:
    """The window's `Navigation` over a context. Owners see only the places they have reached."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._due = 0

    @property
    def _project(self) -> uuid.UUID | None:
        """The project one was in last."""
        return self._context.beside

    @property
    def _seen(self) -> dict[str, Any]:
        """Whose projects are shown."""
        return {"lens": self._context.lens, "beside": self._context.beside}

    def landing(self) -> str:
        """Where a return opens: the overview of the project one was in last while it runs, else Home."""
        kept = project_of(f"project/{self._context.preferences.get(LAST)}")
        running = self._context.operations.read(partial(projects.running, **self._seen))
        return f"project/{kept}/overview" if kept in running else HOME

    def remember(self, address: str) -> None:
        """Keep for the next start that `address` was seen: a place of a project, or Home."""
        project = project_of(address)
        if project is None and address != HOME:
            return
        seen = str(project or "")
        if self._context.preferences.get(LAST) != seen:
            self._context.preferences.set(LAST, seen)

    def sections(self, address: str) -> Sequence[RailSection]:
        """Home and the lists, then the places of the project one was in last."""
        self._context.beside = project_of(address) or self._project
        broker = self._context.lens is Lens.BROKER
        top = [RailItem(HOME, say("Desk") if broker else say("Home"), "house")]
        running = self._context.operations.read(partial(projects.running, **self._seen))
        if broker:
            top += [
                RailItem("projects", say("Projects"), "folder-kanban"),
                RailItem("clients", say("Clients"), "building-2"),
                RailItem("directory", say("Directory"), "badge-check"),
                RailItem("directory/due", say("Credentials due"), "calendar-days", self._due),
                RailItem("brokers", say("Brokers"), "handshake"),
            ]
        elif len(running) >= 2:
            top.append(RailItem("projects", say("Projects"), "folder-kanban"))
        head = self._head(running)
        if head is None:
            return (RailSection(tuple(top)),)
        reached = all_parts() if broker else head.reached
        base = f"project/{head.id}"
        items = [RailItem(f"{base}/overview", say("Overview"), "list-checks")]
        items += [RailItem(f"{base}/{part}", words, icon) for part, words, icon in parts() if part in reached]
        return RailSection(tuple(top)), RailSection(tuple(items), head.title)

    def reminders(self) -> Sequence[Reminder]:
        """What Home lists, in the bell's form; the rail's count of credentials that ended or end within 30 days is
        taken along, so that the first page does not wait for either."""
        context = self._context
        today = context.today()
        if context.lens is Lens.BROKER:
            self._due = sum(context.operations.read(partial(renewals.count_due, today=today)))
        waiting = context.operations.read(
            partial(home.waiting, **self._seen, formats=context.formats, today=today)
        )
        return tuple(
            Reminder(
                need.title,
                " · ".join(filter(None, (need.project, need.due_words))),
                need.button,
                need.address,
                _when(need.due, today),
            )
            for need in waiting
        )

    def find(self, typed: str) -> Sequence[Command]:
        """Projects, providers and documents in which the words occur."""
        if len(typed.strip()) < LEAST_LETTERS:
            return ()
        context = self._context
        hits = context.operations.read(lambda session: search.found(session, typed, **self._seen))
        return *self._beside(), *(
            Command(
                hit.title,
                self._going(hit.address),
                GROUPS[hit.group],
                hint=hit.detail,
                icon=ICONS[hit.group],
                words=(typed,),
            )
            for hit in hits
        )

    def guest(self) -> str:
        """The owner who looks along in a broker's program, by first name or by what the business is called."""
        one = self._context.operations.read(partial(whose.guest, **self._seen))
        return "" if one is None else one.owner_name.partition(" ")[0] or one.business

    def _beside(self) -> Sequence[Command]:
        """Pages of the project that have no place of their own in the rail."""
        head = self._head(()) if self._project is not None else None
        if head is None or "progress" not in head.reached:
            return ()
        going = self._going(f"project/{head.id}/progress/health")
        return (Command(say("How is it going?"), going, Group.GO, icon="activity", words=(say("health"),)),)

    def _going(self, address: str) -> Callable[[], None]:
        return lambda: self._context.go(address)

    def _head(self, running: Sequence[uuid.UUID]) -> projects.ProjectHead | None:
        project = self._project or (running[0] if len(running) == 1 else None)
        if project is None:
            return None
        self._context.beside = project
        return self._context.operations.read(partial(projects.head, project_id=project))


def project_of(address: str) -> uuid.UUID | None:
    """The project that `address` belongs to, if any."""
    parts = address.split("/")
    if len(parts) < 2 or parts[0] != "project":
        return None
    try:
        return uuid.UUID(parts[1])
    except ValueError:
        return None


def parts() -> tuple[tuple[str, str, str], ...]:
    """The places of a project: last part of the address, words, icon."""
    return (
        ("brief", say("Brief"), "file-text"),
        ("providers", say("Providers"), "users"),
        ("quotes", say("Quotes"), "scale"),
        ("plan", say("Plan"), "milestone"),
        ("progress", say("Progress"), "chart-gantt"),
        ("money", say("Money"), "wallet"),
        ("documents", say("Documents"), "archive"),
    )


def all_parts() -> frozenset[str]:
    """The last part of the address of every place."""
    return frozenset(part for part, _, _ in parts())


def _when(due: date | None, today: date) -> When:
    if due is None or due <= today:
        return When.TODAY
    return When.THIS_WEEK if due <= today + timedelta(days=7) else When.LATER
