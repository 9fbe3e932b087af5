"""Small stand-ins for what the composition root injects, so that the interface is tested by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.queries.lens import Lens
from app.words.formats import Formats
from ui.commands import Command
from ui.context import Context
from ui.delegates.rail import RailItem, RailSection
from ui.jobs import Jobs
from ui.notices import Notices
from ui.operations import Operations
from ui.shell.sheets import Reminder

TODAY = date(2026, 11, 24)


class Refused(Exception):
    """What the person can act on."""


@dataclass(frozen=True)
class Touched:
    """What a unit of work changed."""

    entities: frozenset[str]


@dataclass
class Done:
    """A step that undo would reverse."""

    label: str
    refusal: str = ""


@dataclass
class Memory:
    """A workspace in memory: runs verbs with itself as the session, keeps labels as the undo stack."""

    values: dict[str, Any] = field(default_factory=dict)
    steps: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)
    touches: frozenset[str] = frozenset({"project"})

    def write(self, verb: Callable[[Any], Any], label: str) -> tuple[Any, Touched]:
        result = verb(self)
        self.steps.append(Done(label))
        self.undone.clear()
        return result, Touched(self.touches)

    def read(self, query: Callable[[Any], Any]) -> Any:
        return query(self)

    def undo(self, progress: object = None) -> Touched:
        self.undone.append(self.steps.pop())
        return Touched(self.touches)

    def redo(self, progress: object = None) -> Touched:
        self.steps.append(self.undone.pop())
        return Touched(self.touches)

    def undo_step(self) -> Done | None:
        return self.steps[-1] if self.steps else None

    def redo_step(self) -> Done | None:
        return self.undone[-1] if self.undone else None


class Kept:
    """Drafts and preferences in memory."""

    def __init__(self) -> None:
        self.drafts: dict[str, dict[str, str]] = {}
        self.values: dict[str, str] = {}

    def keep(self, form: str, field: str, text: str) -> None:
        self.drafts.setdefault(form, {})[field] = text

    def of(self, form: str) -> dict[str, str]:
        return dict(self.drafts.get(form, {}))

    def forget(self, form: str, field: str | None = None) -> None:
        if field is None:
            self.drafts.pop(form, None)
        else:
            self.drafts.get(form, {}).pop(field, None)

    def get(self, key: str, default: str = "") -> str:
        return self.values.get(key, default)

    def set(self, key: str, value: str) -> None:
        self.values[key] = value


@dataclass
class Places:
    """A navigation with a fixed rail, as in the pictures of the design."""

    project: str = "Online ordering that talks to our stock"
    waiting: tuple[Reminder, ...] = ()

    def sections(self, address: str) -> Sequence[RailSection]:
        words = (
            ("overview", "Overview", "list-checks", 0), ("brief", "Brief", "file-text", 0),
            ("providers", "Providers", "users", 0), ("quotes", "Quotes", "scale", 0),
            ("plan", "Plan", "milestone", 0), ("progress", "Progress", "chart-gantt", 1),
            ("money", "Money", "wallet", 0), ("documents", "Documents", "archive", 0),
        )  # fmt: skip
        items = tuple(RailItem(f"project/7/{key}", title, icon, count) for key, title, icon, count in words)
        return RailSection((RailItem("home", "Home", "house"),)), RailSection(items, self.project)

    def reminders(self) -> Sequence[Reminder]:
        return self.waiting

    def find(self, typed: str) -> Sequence[Command]:
        return ()

    def guest(self) -> str:
        return ""


def make_context(memory: Memory | None = None, *, crashes: list[Exception] | None = None) -> Context:
    """A context over `memory`; errors that are our fault end up in `crashes`, or are raised."""

    def crashed(failure: Exception) -> None:
        if crashes is None:
            raise failure
        crashes.append(failure)

    notices = Notices()
    operations = Operations(memory or Memory(), notices, actionable=(Refused,), crashed=crashed)
    context = Context(
        operations=operations,
        notices=notices,
        jobs=Jobs(crashed),
        formats=Formats(),
        knowledge=None,  # type: ignore[arg-type]  # no page of these tests asks it
        lens=Lens.OWNER,
        clock=lambda: TODAY,
        drafts=Kept(),
        preferences=Kept(),
        person="Maria",
    )
    return context
