"""Files kept with a provider: added, opened as a copy, saved elsewhere, and let go."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.queries.provider_rows import KeptFileRow, ProviderProfile
from app.services import provider_work
from app.words import say
from ui.context import Context
from ui.entry_form import Entry
from ui.pages.provider.section import Act, Section, Shown

_copies: list[QTemporaryDir] = []
"""Where opened copies lie; they are deleted when the program ends."""


class KeptFiles:
    """What can be done with a file that the workspace keeps."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        self._parent = parent

    def open(self, name: str, sha256: str) -> None:
        """Open a copy in the system's own program."""
        data = self._bytes(sha256)
        if not data:
            return
        if not _copies:
            _copies.append(QTemporaryDir())
        copy = Path(_copies[0].path()) / (Path(name).name or "file")
        copy.write_bytes(data)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

    def save(self, name: str, sha256: str) -> None:
        """Save a copy where the person says."""
        data = self._bytes(sha256)
        chosen = QFileDialog.getSaveFileName(self._parent, say("Save a copy"), Path(name).name)[0]
        if not data or not chosen:
            return
        try:
            Path(chosen).write_bytes(data)
        except OSError:
            words = say("“{file}” could not be written. Choose another place.", file=Path(chosen).name)
            self._context.notices.problem(words)

    def _bytes(self, sha256: str) -> bytes:
        """What was kept, or nothing after saying that it is missing."""
        store = self._context.attachments
        if store is None:
            return b""
        found: list[bytes] = []
        problem = self._context.operations.shown(lambda: found.append(store.get(sha256)))
        if problem:
            self._context.notices.problem(problem)
        return found[0] if found else b""


def pick_file(parent: QWidget) -> Path | None:
    """The file that the person chooses, or None."""
    name = QFileDialog.getOpenFileName(parent, say("Choose a file"))[0]
    return Path(name) if name else None


class Files(Section):
    """Files about the provider as a whole; they never leave the workspace."""

    key = "files"
    tab = "notes"
    can_change = False
    private = True

    def title(self) -> str:
        return say("Files")

    def add_words(self) -> str:
        return say("Add a file")

    def empty_words(self) -> str:
        return say("No files yet. Papers, price lists and letters can be kept here, up to 25 MB each.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(
                one,
                one.name,
                say("{size} · added on {day}", size=one.size_words, day=one.added),
                acts=self._acts(one),
            )
            for one in profile.files
        ]

    def _acts(self, one: KeptFileRow) -> tuple[Act, ...]:
        kept = KeptFiles(self.context, self)
        return (
            Act(
                "external-link",
                say("Open “{file}”", file=one.name),
                partial(kept.open, one.name, one.sha256),
            ),
            Act(
                "download",
                say("Save a copy of “{file}”", file=one.name),
                partial(kept.save, one.name, one.sha256),
            ),
        )

    def open_form(self, chosen: Any | None, *_: object) -> None:
        """There is no form: the file is picked."""
        path = pick_file(self)
        if path is not None:
            self.attach(path)

    def attach(self, path: Path) -> None:
        """Keep the file at `path` with the provider."""
        kept = self.context.keep_file(path)
        if kept is None:
            return
        today = self.context.today()
        label = say("Add “{file}”", file=path.name)
        self.run(provider_work.keep_file, label, provider_id=self.provider, on=today, **kept)

    def entries(self, chosen: KeptFileRow | None) -> tuple[Entry, ...]:
        return ()

    def keep(self, values: dict[str, Any], chosen: KeptFileRow | None) -> bool:
        return False

    def remove(self, chosen: KeptFileRow) -> Callable[..., object]:
        return partial(provider_work.remove_file, file_id=chosen.id)
