"""Bring files in: dropped here or picked. Size and kind are checked before anything is read."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from app.words import say
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card
from ui.widgets.field import Field
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Icon, Label

MEGABYTE = 1_000_000
MOST_BYTES = 25 * MEGABYTE


class FileDrop(Field):
    """Holds paths of chosen files. `refused` says in words why a file was not taken."""

    refused = Signal(str)

    def __init__(
        self,
        *,
        words: str = "",
        suffixes: Sequence[str] = (),
        most_bytes: int = MOST_BYTES,
        several: bool = True,
        name: str = "",
    ) -> None:
        """`suffixes` such as (".pdf", ".csv") limit the kind; none means any."""
        super().__init__()
        self._suffixes = tuple(each.lower() for each in suffixes)
        self._most_bytes = most_bytes
        self._several = several
        self._paths: tuple[Path, ...] = ()
        self._problem = ""
        self.button = Button(
            say("Choose files") if several else say("Choose a file"), icon="paperclip", dense=True
        )
        self.button.clicked.connect(self._pick)
        hint = Label(words or say("or drop them here"), "dense", "text3", wrap=True)
        self._card = Card(row(self.button, (hint, 1), gap=12), kind="well", padding=14)
        self._list = column(gap=4)
        self._list_frame: QFrame = framed(self._list)
        self._list_frame.hide()
        self._fault = Label("", "dense_medium", "danger_text", wrap=True)
        self._fault.hide()
        self.setLayout(column(self._card, self._fault, self._list_frame, gap=6))
        self.setAcceptDrops(True)
        self.setFocusProxy(self.button)
        if name:
            self.set_name(name)

    def value(self) -> tuple[Path, ...]:
        """The files that were taken."""
        return self._paths

    def set_value(self, paths: Sequence[Path]) -> None:
        """Show `paths`, unchecked."""
        self._paths = tuple(paths)
        self._show()

    def problem(self) -> str:
        return self._problem

    def draft(self) -> list[str]:
        return [str(path) for path in self._paths]

    def restore(self, draft: Any) -> None:
        self.set_value([path for path in map(Path, draft) if path.is_file()])

    def take(self, paths: Sequence[Path]) -> None:
        """Check `paths` and keep those that may be taken."""
        self._problem = ""
        for path in paths:
            reason = self._reason_against(path)
            if reason:
                self._problem = reason
                self.refused.emit(reason)
            elif path not in self._paths:
                self._paths = (*self._paths, path) if self._several else (path,)
        self._show()
        self.edited.emit()
        self.committed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only files are taken."""
        if event.mimeData().hasUrls():
            self._card.set_kind("accent")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        self._card.set_kind("well")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._card.set_kind("well")
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _pick(self) -> None:
        kinds = (
            say("Files ({kinds})", kinds=" ".join(f"*{each}" for each in self._suffixes))
            if self._suffixes
            else ""
        )
        if self._several:
            names, _ = QFileDialog.getOpenFileNames(self, say("Choose files"), "", kinds)
        else:
            one, _ = QFileDialog.getOpenFileName(self, say("Choose a file"), "", kinds)
            names = [one] if one else []
        if names:
            self.take([Path(each) for each in names])

    def _reason_against(self, path: Path) -> str:
        if path.is_dir():
            return say("“{file}” is a folder. Add the files that are in it.", file=path.name)
        if self._suffixes and path.suffix.lower() not in self._suffixes:
            return say(
                "“{file}” is not one of the kinds that can be read here: {kinds}.",
                file=path.name,
                kinds=", ".join(self._suffixes),
            )
        try:
            size = path.stat().st_size
        except OSError:
            return say("“{file}” cannot be opened. Check that it is still there.", file=path.name)
        if size > self._most_bytes:
            return say(
                "“{file}” is {size} MB. Files must be {most} MB or smaller.",
                file=path.name,
                size=_megabytes(size),
                most=_megabytes(self._most_bytes),
            )
        return ""

    def _show(self) -> None:
        clear(self._list)
        for path in self._paths:
            remove = IconButton("x", say("Remove {file}", file=path.name), side=28)
            remove.clicked.connect(lambda _=False, gone=path: self._remove(gone))
            self._list.addLayout(
                row(Icon("file-text", "text3"), Label(path.name, "dense"), STRETCH, remove, gap=8)
            )
        self._list_frame.setVisible(bool(self._paths))
        self._fault.setText(self._problem)
        self._fault.setVisible(bool(self._problem))

    def _remove(self, gone: Path) -> None:
        self._paths = tuple(path for path in self._paths if path != gone)
        self._problem = ""
        self._show()
        self.button.setFocus()
        self.edited.emit()
        self.committed.emit()


def _megabytes(size: int) -> str:
    return f"{(Decimal(size) / MEGABYTE).quantize(Decimal(1))}"
