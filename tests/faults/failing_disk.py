"""A file system that cuts the power or fails, at a chosen write, sync or truncation.

When the power goes, each file keeps what was synced; of what was written since, every sector of 512 bytes
survives or not by chance, as on a real disk.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512


class PowerCut(Exception):
    """Nothing works any more."""


@dataclass
class _File:
    """What is certainly on the disk, and what was asked for since."""

    synced: bytes
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(offset, bytes written) or (size, None) for a truncation."""


class FailingDisk(apsw.VFS):
    """Counts operations and lets the fault come at number `at`; 0 means never."""

    def __init__(self, name: str) -> None:
        self.vfs_name = name
        super().__init__(name, "")
        self.files: dict[str, _File] = {}
        self.count = 0
        self.at = 0
        self.fault: Callable[[], Exception] | None = None
        self.sticky = False

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> "DiskFile":
        return DiskFile(self, name, flags)

    def reset(
        self, at: int = 0, fault: Callable[[], Exception] | None = None, *, sticky: bool = True
    ) -> None:
        self.files, self.count, self.at, self.fault, self.sticky = {}, 0, at, fault, sticky

    def step(self) -> None:
        """One more operation that changes the disk; raises where the fault comes."""
        self.count += 1
        if (
            self.fault is not None
            and self.at
            and (self.count >= self.at if self.sticky else self.count == self.at)
        ):
            raise self.fault()

    def after_the_cut(self, folder: Path, chance: random.Random) -> None:
        """Make the files in `folder` what a disk may hold after the power went."""
        for name, file in self.files.items():
            path = Path(name)
            if path.parent != folder:
                continue
            content = bytearray(file.synced)
            for offset, written in file.since:
                if written is None:
                    if chance.random() < 0.5:
                        del content[offset:]
                    continue
                for start in range(0, len(written), SECTOR):
                    if chance.random() < 0.5:
                        part = written[start : start + SECTOR]
                        end = offset + start + len(part)
                        content.extend(bytes(max(0, end - len(content))))
                        content[offset + start : end] = part
            path.write_bytes(content)
        for path in folder.glob("*-shm"):
            path.unlink()


class DiskFile(apsw.VFSFile):
    def __init__(self, disk: FailingDisk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._file: _File | None = None
        if self._name is not None:
            path = Path(self._name)
            known = disk.files.get(self._name)
            self._file = known or disk.files.setdefault(
                self._name, _File(path.read_bytes() if path.exists() else b"")
            )

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.step()
        super().xWrite(data, offset)
        if self._file is not None:
            self._file.since.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self._disk.step()
        super().xTruncate(size)
        if self._file is not None:
            self._file.since.append((size, None))

    def xSync(self, flags: int) -> None:
        self._disk.step()
        super().xSync(flags)
        if self._file is not None and self._name is not None:
            self._file.synced = Path(self._name).read_bytes()
            self._file.since.clear()
