"""Keep what is being typed, so that a crash or a power cut loses at most the last second."""

import json
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

KEEP_AFTER_MS = 800


def brief_form(project: object, page: str) -> str:
    """The name under which one page of a project's brief keeps its draft."""
    return f"brief/{project}/{page}"


class DraftStore(Protocol):
    """Where drafts lie: local to this computer, outside the journal, on disk once `keep` returns."""

    def keep(self, form: str, field: str, text: str) -> None:
        """Keep what stands in a field."""
        ...

    def of(self, form: str) -> dict[str, str]:
        """What was kept for `form`: field → text."""
        ...

    def forget(self, form: str, field: str | None = None) -> None:
        """Forget a field's draft, or all of the form."""
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
        self._kept: dict[str, Any] = {}
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
        kept = self._store.of(self._form)
        if not kept:
            return False
        for name, text in kept.items():
            if name in self._inputs:
                self._inputs[name].restore(json.loads(text))
        self._timer.stop()
        content = self._content()
        self._kept = {name: content[name] for name in kept if name in content}
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
        for name, value in content.items():
            if value == self._kept.get(name, self._shown.get(name)):
                continue
            if value == self._shown.get(name):
                self._store.forget(self._form, name)
                self._kept.pop(name, None)
            else:
                self._store.keep(self._form, name, json.dumps(value, ensure_ascii=False))
                self._kept[name] = value
            self.kept.emit()

    def applied(self) -> None:
        """Forget the draft: what is shown has been committed."""
        self._timer.stop()
        self._shown = self._content()
        self._kept = {}
        self._store.forget(self._form)

    def _content(self) -> dict[str, Any]:
        return {name: field.draft() for name, field in self._inputs.items()}

    def _touched(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
