"""Files by their content, with their size looked at before they are read."""

from pathlib import Path

import pytest

from app.domain.errors import DomainError
from app.persistence import attachments
from app.persistence.attachments import sniff
from app.persistence.connection import open_file
from app.persistence.keys import Keys
from app.persistence.refusals import CannotOpen
from app.persistence.workspace import Workspace
from tests.persistence.garden import GardenBase


def test_what_goes_in_comes_out(workspace: Workspace, keys: Keys) -> None:
    reference = workspace.attachments.put(b"%PDF-1.7 hello", "offer.pdf")
    assert (reference.size, reference.mime) == (14, "application/pdf")
    assert workspace.attachments.put(b"%PDF-1.7 hello", "the same again.pdf") == reference
    workspace.close()
    with Workspace.open(workspace.folder, keys, base=GardenBase) as again:
        assert again.attachments.get(reference.sha256) == b"%PDF-1.7 hello"
        assert again.attachments.listed() == ((reference, "offer.pdf"),)
        assert again.attachments.total() == 14
        assert again.attachments.has(reference.sha256)


@pytest.mark.parametrize("sha256", ["", "0" * 64, "zz" * 32, "../../etc/passwd"])
def test_what_is_not_here_is_said(workspace: Workspace, sha256: str) -> None:
    with pytest.raises(DomainError):
        workspace.attachments.get(sha256)
    workspace.attachments.put(b"x", "x")
    with pytest.raises(DomainError):
        workspace.attachments.get(sha256)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "film.mov"
    with large.open("wb") as file:
        file.truncate(26 * 1024 * 1024)

    def never(self: Path) -> bytes:
        raise AssertionError("it was read")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", never)
        with pytest.raises(DomainError, match=r"film\.mov is 26 MB.*25 MB"):
            workspace.attachments.put_file(large)
    with pytest.raises(DomainError, match="25 MB"):
        workspace.attachments.put(bytes(attachments.LARGEST + 1), "x")
    assert workspace.attachments.listed() == ()
    small = tmp_path / "small.txt"
    small.write_text("hello")
    assert workspace.attachments.get(workspace.attachments.put_file(small).sha256) == b"hello"


def test_a_changed_file_is_not_handed_out(workspace: Workspace) -> None:
    reference = workspace.attachments.put(b"the agreed price is 100", "offer.txt")
    workspace.attachments.close()
    raw = open_file(workspace.store.driver, workspace.attachments.path, workspace.store.key)
    raw.execute("UPDATE blob SET bytes = ?", (b"the agreed price is 900",))
    raw.close()
    with pytest.raises(CannotOpen):
        workspace.attachments.get(reference.sha256)


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"", "text/plain"),
        (b"hello", "text/plain"),
        ("h\u00e9llo".encode(), "text/plain"),
        (b"h\xe9llo", "application/octet-stream"),
        (b"a\0b", "application/octet-stream"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"<!DOCTYPE html><script>", "text/html"),
        (b"  <html>", "text/html"),
        (b"<svg xmlns='x'/>", "image/svg+xml"),
        (b"MZ\x90", "application/vnd.microsoft.portable-executable"),
        (b"PK\x03\x04" + b"\0" * 30, "application/zip"),
        (
            b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, mime: str) -> None:
    assert sniff(content) == mime
