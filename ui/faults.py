"""When the program itself is at fault: a log that tells nothing private, and one plain notice."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from ui.notices import Notices

KEPT_BYTES = 400_000


class Faults:
    """Writes each fault to `folder`, and tells the person of the first one.

    An entry has the kind of the fault and the places in the code it went through. The message of an
    exception and the values of variables may hold a person's words, and are left out.
    """

    def __init__(self, folder: Callable[[], Path], notices: Notices) -> None:
        """`folder` is asked only when something has to be written."""
        self._folder = folder
        self._notices = notices
        self._told = False

    def install(self) -> None:
        """Catch what nothing else catches, in every thread."""
        sys.excepthook = lambda kind, fault, trace: self.record(fault)
        threading.excepthook = lambda arguments: self._from_thread(arguments.exc_value)

    def record(self, fault: BaseException) -> None:
        """Write `fault` to the log and say so, the first time."""
        if isinstance(fault, KeyboardInterrupt):
            sys.__excepthook__(type(fault), fault, fault.__traceback__)
            return
        path = self._folder() / "faults.log"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > KEPT_BYTES:
                path.replace(path.with_suffix(".old.log"))
            with path.open("a", encoding="utf-8") as log:
                log.write(redacted(fault))
        except OSError:
            sys.stderr.write(redacted(fault))  # the log cannot be written: the last place to say it
        if not self._told:
            self._told = True
            self._notices.crashed(str(path))

    def _from_thread(self, fault: BaseException | None) -> None:
        if fault is not None:
            self.record(fault)


def redacted(fault: BaseException) -> str:
    """`fault` and what led to it: kinds, files, lines and functions, no values and no messages."""
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z"]
    chain: BaseException | None = fault
    while chain is not None:
        lines.append(f"{type(chain).__module__}.{type(chain).__qualname__}")
        lines += _places(chain.__traceback__)
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return "\n".join(lines) + "\n\n"


def _places(trace: TracebackType | None) -> list[str]:
    """Where it went through, named from the folder of the package on: above that stands a user's name."""
    found = []
    for frame in traceback.extract_tb(trace):
        file = "/".join(Path(frame.filename).parts[-3:])
        found.append(f"  {file}:{frame.lineno} {frame.name}")
    return found
