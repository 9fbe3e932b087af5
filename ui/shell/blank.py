"""What stands in for a workspace before the first start is completed: it runs nothing and keeps nothing."""

from collections.abc import Callable, Sequence
from typing import Any


class Nowhere:
    """Navigation before there is a workspace: no places, nothing to find."""

    def sections(self, address: str) -> Sequence[Any]:
        return ()

    def reminders(self) -> Sequence[Any]:
        return ()

    def find(self, typed: str) -> Sequence[Any]:
        return ()

    def guest(self) -> str:
        return ""


class NoWorkspace:
    """Runs nothing and keeps nothing: behind the pages before the first start is completed."""

    def write(self, verb: Callable[[Any], Any], label: str) -> tuple[Any, Any]:
        raise RuntimeError("there is no workspace yet")

    def read(self, query: Callable[[Any], Any]) -> Any:
        raise RuntimeError("there is no workspace yet")

    undo = redo = lambda self, progress=None: None
    undo_step = redo_step = lambda self: None

    def keep(self, form: str, field: str, text: str) -> None:
        """A draft of the first screens is not kept."""

    def of(self, form: str) -> dict[str, str]:
        return {}

    def forget(self, form: str, field: str | None = None) -> None:
        """Nothing was kept."""

    def get(self, key: str, default: str = "") -> str:
        return default

    def set(self, key: str, value: str) -> None:
        """Nothing is kept before the first start."""
