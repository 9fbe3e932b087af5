"""A piece of proof beside the tests: a picture or the first page of a PDF, else what is known of it."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.queries.stages import ProofRow, TestLine
from app.words import say
from app.workflows.page_images import PageImages, Unreadable, pdf_pages
from ui.context import Context
from ui.jobs import Job, Where
from ui.theme.current import theme
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Label

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
DRAWN_WIDTH = 640
TALL = 190


class Picture(QWidget):
    """An image in a dark well, as large as fits, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_image(self, image: QImage, name: str) -> None:
        """Show `image`, which `name` says."""
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(TALL))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("track"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        if not self._image.isNull():
            room = self.size() - QSize(12, 12)
            size = self._image.size()
            if size.width() > room.width() or size.height() > room.height():
                size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawImage(QRect(left, top, size.width(), size.height()), self._image)
        painter.end()


class ProofViewer(Card):
    """Shows the proof of one test, one piece at a time."""

    refused = Signal(str)

    def __init__(self, context: Context) -> None:
        self._context = context
        self._test: TestLine | None = None
        self._at = 0
        self._job: Job | None = None
        self._copies: QTemporaryDir | None = None
        self._heading = Heading("", "dense_strong", wrap=False)
        self._count = Label("", "dense", "text2")
        self._back = IconButton("chevron-left", say("The proof before"), side=26)
        self._next = IconButton("chevron-right", say("The next proof"), side=26)
        self._back.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._picture = Picture()
        self._words = Label("", "dense", "text", wrap=True)
        self._recorded = Label("", "caption", "text3", wrap=True)
        self._open = LinkButton(say("Open it"), icon="external-link")
        self._save = LinkButton(say("Save a copy"), icon="download")
        self._open.clicked.connect(self._open_copy)
        self._save.clicked.connect(self._save_copy)
        self._files = framed(row(self._open, self._save, STRETCH, gap=16))
        super().__init__(
            column(
                row(self._heading, STRETCH, self._back, self._count, self._next, gap=3), self._picture,
                self._words, self._recorded, self._files, gap=9,
            ),
            padding=14,
        )  # fmt: skip
        self.hide()

    def show_proof(self, test: TestLine, proof: ProofRow | None = None) -> None:
        """Show `proof` of `test`, or what was seen of it before, or its first file."""
        same = self._test is not None and self._test.id == test.id
        self._test = test
        ids = [each.id for each in test.proofs]
        if proof is not None and proof.id in ids:
            self._at = ids.index(proof.id)
        elif not same:
            files = [at for at, each in enumerate(test.proofs) if each.sha256]
            self._at = files[0] if files else len(ids) - 1
        self._at = max(0, min(self._at, len(ids) - 1))
        self.setVisible(bool(ids))
        if ids:
            self._show()

    @property
    def proof(self) -> ProofRow | None:
        """What is shown."""
        proofs = self._test.proofs if self._test is not None else ()
        return proofs[self._at] if proofs else None

    def _show(self) -> None:
        proof, test = self.proof, self._test
        if proof is None or test is None:
            return
        many = len(test.proofs) > 1
        self._heading.setText(say("Proof for test {number}", number=test.number))
        self._count.setText(say("{at} of {count}", at=self._at + 1, count=len(test.proofs)))
        for each in (self._count, self._back, self._next):
            each.setVisible(many)
        self._back.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < len(test.proofs) - 1)
        named = say("{what} ({file})", what=proof.described, file=proof.file_name)
        self._words.setText(named if proof.file_name else proof.described)
        self._recorded.setText(proof.recorded)
        self._files.setVisible(bool(proof.sha256))
        self._draw(proof)

    def _draw(self, proof: ProofRow) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        suffix = Path(proof.file_name).suffix.lower()
        self._picture.hide()
        data = self._bytes(proof) if suffix in (*PICTURES, ".pdf") else b""
        if suffix in PICTURES and data:
            self._show_image(read_image(data), proof)
        elif suffix == ".pdf" and data:
            self._job = self._context.jobs.run(
                pdf_pages, data, DRAWN_WIDTH, label=say("Drawing the pages…"), where=Where.PROCESS,
                done=lambda pages: self._show_page(pages, proof), failed=self._unreadable, reader=self,
            )  # fmt: skip

    def _show_page(self, pages: PageImages, proof: ProofRow) -> None:
        if self.proof is proof and pages.pages:
            first = pages.pages[0]
            form = QImage.Format.Format_RGB888
            self._show_image(
                QImage(first.pixels, first.width, first.height, first.stride, form).copy(), proof
            )

    def _unreadable(self, problem: Exception) -> None:
        """A file that is no PDF after all is not drawn; it can still be opened and saved."""
        self._job = None
        if not isinstance(problem, Unreadable):
            raise problem

    def _show_image(self, image: QImage, proof: ProofRow) -> None:
        self._picture.setVisible(not image.isNull())
        self._picture.show_image(image, say("Picture: {what}", what=proof.described))

    def _bytes(self, proof: ProofRow) -> bytes:
        """What was kept, or nothing after saying that it is missing."""
        store = self._context.attachments
        if store is None or not proof.sha256:
            return b""
        found: list[bytes] = []
        problem = self._context.operations.shown(lambda: found.append(store.get(proof.sha256)))
        if problem:
            self.refused.emit(problem)
        return found[0] if found else b""

    def _step(self, steps: int) -> None:
        if self._test is not None:
            self._at = max(0, min(self._at + steps, len(self._test.proofs) - 1))
            self._show()

    def _open_copy(self) -> None:
        """Open a copy in the system's own program; it is deleted when the window closes."""
        proof = self.proof
        data = self._bytes(proof) if proof is not None else b""
        if proof is None or not data:
            return
        if self._copies is None:
            self._copies = QTemporaryDir()
        copy = Path(self._copies.path()) / (Path(proof.file_name).name or "proof")
        copy.write_bytes(data)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

    def _save_copy(self) -> None:
        proof = self.proof
        data = self._bytes(proof) if proof is not None else b""
        if proof is None or not data:
            return
        chosen, _ = QFileDialog.getSaveFileName(self, say("Save a copy"), Path(proof.file_name).name)
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(data)
        except OSError:
            self.refused.emit(
                say("“{file}” could not be written. Choose another place.", file=Path(chosen).name)
            )


def read_image(data: bytes) -> QImage:
    """The picture in `data`, no larger than is shown; null where it can't be read."""
    content = QByteArray(data)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() > DRAWN_WIDTH:
        reader.setScaledSize(size.scaled(DRAWN_WIDTH, DRAWN_WIDTH * 4, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
