"""Keep what is being typed, so that a crash or a power cut loses at most the last second."""

from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

KEEP_AFTER_MS = 800


class DraftStore(Protocol):
    """Where drafts lie: local to this computer, outside the journal, flushed to disk by `put`."""

    def put(self, form: str, values: dict[str, Any]) -> None:
        """Keep `values` (JSON-able) for `form`, replacing what was kept."""
        ...

    def get(self, form: str) -> dict[str, Any] | None:
        """What was kept for `form`."""
        ...

    def drop(self, form: str) -> None:
        """Forget what was kept for `form`."""
        ...


class Draftable(Protocol):
    """An input whose unfinished content can be kept and put back."""

    def draft(self) -> Any:
        """The content as JSON-able data, however unfinished; equal content gives equal data."""
        ...

    def restore(self, draft: Any) -> None:
        """Put back what `draft` returned."""
        ...


class DraftKeeper(QObject):
    """Watches the inputs of one form; `keep` them, then `begin` after the stored values are shown.

    Inputs announce typing with a signal `edited`. `restored` says that what is shown was typed
    earlier and is not yet applied. Call `applied` once the form was committed.
    """

    restored = Signal()
    kept = Signal()

    def __init__(self, store: DraftStore, form: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._form = form
        self._inputs: dict[str, Any] = {}
        self._shown: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, name: str, field: Any) -> None:
        """Watch `field`, a `Draftable` with a signal `edited`, under `name`."""
        self._inputs[name] = field
        field.edited.connect(self._touched)

    def begin(self) -> bool:
        """Take what is shown as applied, then put back a kept draft; True where there was one."""
        self._shown = self._content()
        draft = self._store.get(self._form)
        if not draft:
            return False
        for name, value in draft.items():
            if name in self._inputs:
                self._inputs[name].restore(value)
        self._timer.stop()
        self.restored.emit()
        return True

    @property
    def pending(self) -> bool:
        """Whether the form shows something that is not applied."""
        return self._content() != self._shown

    def flush(self) -> None:
        """Write the draft now: on a timer while typing, and when the page or the window is left."""
        self._timer.stop()
        content = self._content()
        changed = {name: value for name, value in content.items() if value != self._shown.get(name)}
        if changed:
            self._store.put(self._form, changed)
            self.kept.emit()
        else:
            self._store.drop(self._form)

    def applied(self) -> None:
        """Forget the draft: what is shown has been committed."""
        self._timer.stop()
        self._shown = self._content()
        self._store.drop(self._form)

    def _content(self) -> dict[str, Any]:
        return {name: field.draft() for name, field in self._inputs.items()}

    def _touched(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
