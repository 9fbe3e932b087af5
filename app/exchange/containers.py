"""The container of an exchanged file: a ZIP of few, known, unencrypted members that lie one after another.

It is never unpacked into a folder. Whatever could be read in two ways is refused: members that share bytes,
bytes that no member owns, comments, extra fields, names outside a short grammar. Sizes are bounded before a
byte is unpacked, and again while it is, because a declared size is only what a stranger says.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple

MOST_MEMBERS = 2000
LARGEST_MEMBER = 25 * 1024 * 1024
LARGEST_TOTAL = 250 * 1024 * 1024
HIGHEST_RATIO = 200

NAMES = re.compile(
    r"mimetype|manifest\.(?:json|dsse)|README\.txt|ops/[0-9]{4}\.jsonl|statements/[0-9a-f]{32}\.dsse|att/[0-9a-f]{64}"
)
_STAMP = (1980, 1, 1, 0, 0, 0)
_END = struct.Struct("<4s4H2LH")
_LOCAL = 30
_DIRECTORY_LINE = 46 + 80
_CHUNK = 256 * 1024


class BadContainer(ValueError):
    """A file that is not a container of ours, or not a whole one."""


class Member(NamedTuple):
    """A file to put in; `packed` False where it is compressed already."""

    name: str
    content: bytes
    packed: bool = True


def write_container(members: Iterable[Member]) -> bytes:
    """The bytes of a container. Raises BadContainer where it would be refused by whoever reads it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as container:
        for name, content, packed in members:
            info = zipfile.ZipInfo(name, _STAMP)
            info.external_attr = 0o600 << 16
            info.create_system = 3
            info.compress_type = (
                zipfile.ZIP_DEFLATED if packed and _shrinks_fairly(content) else zipfile.ZIP_STORED
            )
            container.writestr(info, content)
    written = out.getvalue()
    Container(written)
    return written


def _shrinks_fairly(content: bytes) -> bool:
    """False for what would look like a bomb to the reader."""
    return len(zlib.compress(content)) * HIGHEST_RATIO > len(content) * 2


class Container:
    """The members of a container, looked at and not yet unpacked. Raises BadContainer."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            directory = _require_end(content)
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._members = {info.filename: info for info in self._zip.infolist()}
            _require_layout(self._zip.infolist(), directory)
        except (
            zipfile.BadZipFile,
            struct.error,
            ValueError,
            OverflowError,
            NotImplementedError,
            EOFError,
        ) as fault:
            raise BadContainer(str(fault)) from fault

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, in the order in which they lie."""
        return tuple(self._members)

    def size(self, name: str) -> int:
        """The declared size of a member; `read` holds it to that."""
        return self._members[name].file_size

    def read(self, name: str) -> bytes:
        """A member, exactly as long as declared. Raises BadContainer."""
        info = self._members[name]
        out = bytearray()
        try:
            with self._zip.open(info) as file:
                while chunk := file.read(min(_CHUNK, info.file_size - len(out) + 1)):
                    out += chunk
                    if len(out) > info.file_size:
                        raise BadContainer("a member is longer than it says")
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as fault:
            raise BadContainer(str(fault)) from fault
        if len(out) != info.file_size:
            raise BadContainer("a member is shorter than it says")
        return bytes(out)


def _require_end(content: bytes) -> int:
    """Where the directory begins; it ends where the file ends, and both are within bounds."""
    if not _END.size <= len(content) <= LARGEST_TOTAL + MOST_MEMBERS * (_LOCAL + 2 * _DIRECTORY_LINE):
        raise BadContainer("its size is out of bounds")
    sign, disk, first, here, count, length, start, comment = _END.unpack(content[-_END.size :])
    if sign != b"PK\5\6" or disk or first or comment or here != count:
        raise BadContainer("it does not end like a container")
    if not 0 < count <= MOST_MEMBERS or length > count * _DIRECTORY_LINE:
        raise BadContainer("it has too many members")
    if start + length + _END.size != len(content):
        raise BadContainer("bytes lie between its parts")
    return int(start)


def _require_layout(infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Every byte before the directory belongs to exactly one member, and none is too large."""
    if len({info.filename for info in infos}) != len(infos):
        raise BadContainer("two members share a name")
    at = 0
    for info in infos:
        if not NAMES.fullmatch(info.filename) or info.orig_filename != info.filename:
            raise BadContainer("a member has a strange name")
        if info.flag_bits or info.extra or info.comment or info.compress_type not in (0, 8):
            raise BadContainer("a member is packed in a strange way")
        if info.file_size > LARGEST_MEMBER or info.file_size > HIGHEST_RATIO * max(info.compress_size, 1):
            raise BadContainer("a member is too large")
        if info.header_offset != at:
            raise BadContainer("members do not lie one after another")
        at += _LOCAL + len(info.filename) + info.compress_size
    if at != directory:
        raise BadContainer("bytes lie between members")
    if sum(info.file_size for info in infos) > LARGEST_TOTAL:
        raise BadContainer("it is too large")
