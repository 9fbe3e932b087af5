"""A process of its own that reads what strangers send, so that no file can take the program along.

It is started with the first file, reused, and replaced once it dies or takes too long. Requests and answers are JSON
and plain bytes: nothing that comes back is ever run. Where the system can limit a process, memory and time are.
"""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from app.exchange.reply_mail import MOST_FILES, Attached, is_mail, read_mail
from app.exchange.reply_pdf import read_pdf
from app.exchange.reply_raw import MOST_BYTES, Raw, Trouble, Wanted, read_raw, written
from app.exchange.reply_sheet import read_sheet

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext
    from multiprocessing.process import BaseProcess

MOST_MEMORY: Final = 512 * 1024 * 1024
"""Bytes that the process may take in all."""

MOST_SECONDS: Final = 10
"""A file that takes longer is given up."""

STARTING_SECONDS: Final = 60
"""What a process may take to start on a busy computer, before it has been given anything of a file."""

MOST_LIST: Final = 64 * 1024
"""Bytes of the list of what hangs on a mail."""

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of one file, as of every attachment."""

_READY: Final = b"ready"


def kind_of(content: bytes) -> str:
    """ "pdf", "xlsx", "mail" or "", by how the content begins: what a file calls itself decides nothing."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    return "mail" if is_mail(content) else ""


class ReplyReader:
    """Reads one file at a time; may be asked from any thread."""

    def __init__(self, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, content: bytes, sheet: str, wanted: Wanted) -> Raw:
        """The asked values of a file. Never raises for what the file is: `trouble` says it."""
        if not content:
            return Raw(trouble=Trouble.EMPTY)
        if len(content) > LARGEST:
            return Raw(trouble=Trouble.LARGE)
        kind = kind_of(content)
        if kind not in ("pdf", "xlsx"):
            return Raw(trouble=Trouble.KIND)
        ask = {"kind": kind, "sheet": sheet, **wanted._asdict()}
        with self._turn:
            return self._ask(json.dumps(ask).encode(), content)

    def unpack(self, content: bytes) -> tuple[str, tuple[Attached, ...]]:
        """The files that hang on a mail, or why there are none. Never raises for what the mail is."""
        if len(content) > LARGEST:
            return str(Trouble.LARGE), ()
        with self._turn:
            try:
                pipe = self._ready()
                pipe.send_bytes(json.dumps({"kind": "mail"}).encode())
                pipe.send_bytes(content)
                trouble, names = _listed(self._told(pipe, MOST_LIST))
                return trouble, tuple(Attached(name, self._told(pipe, LARGEST)) for name in names)
            except TimeoutError:
                self._end()
                return str(Trouble.SLOW), ()
            except (EOFError, OSError, ValueError):
                self._end()
                return str(Trouble.CRASHED), ()

    def _told(self, pipe: "Connection", most: int) -> bytes:
        if not pipe.poll(self._seconds):
            raise TimeoutError
        return pipe.recv_bytes(most)

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._turn:
            self._end()

    @property
    def process_id(self) -> int | None:
        """The process that is there now."""
        return self._process.pid if self._process is not None else None

    def _ask(self, request: bytes, content: bytes) -> Raw:
        try:
            pipe = self._ready()
            pipe.send_bytes(request)
            pipe.send_bytes(content)
            if not pipe.poll(self._seconds):
                self._end()
                return Raw(trouble=Trouble.SLOW)
            return read_raw(pipe.recv_bytes(MOST_BYTES))
        except (EOFError, OSError, ValueError):
            self._end()
            return Raw(trouble=Trouble.CRASHED)

    def _ready(self) -> "Connection":
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = load_processes()
        ours, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._memory), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        if not ours.poll(STARTING_SECONDS) or ours.recv_bytes(64) != _READY:
            raise OSError("the reader did not start")
        return ours

    def _end(self) -> None:
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()


def serve(pipe: "Connection", memory: int) -> None:
    """Answer until the program goes away. Runs in the process."""
    limits = load_limits()
    _limit_memory(limits, memory)
    pipe.send_bytes(_READY)
    while True:
        try:
            request = pipe.recv_bytes()
            content = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        _limit_time(limits)
        if json.loads(request)["kind"] == "mail":
            if not _unpacked(pipe, content):
                return
            continue
        answer = written(answered(json.loads(request), content))
        try:
            pipe.send_bytes(answer if len(answer) <= MOST_BYTES else written(Raw(trouble=Trouble.SWOLLEN)))
        except OSError:
            return


def _unpacked(pipe: "Connection", content: bytes) -> bool:
    """Send the names of what hangs on a mail, and then each file; False where nobody listens any more."""
    found: Sequence[Attached] = ()
    try:
        trouble, found = read_mail(content, LARGEST)
    except MemoryError:
        trouble = str(Trouble.SWOLLEN)
    except Exception:  # a parser of mails may raise what it likes over a stranger's
        trouble = str(Trouble.DAMAGED)
    try:
        pipe.send_bytes(json.dumps([trouble, [each.name for each in found]]).encode())
        for each in found:
            pipe.send_bytes(each.content)
    except OSError:
        return False
    return True


def _listed(told: bytes) -> tuple[str, list[str]]:
    """Trouble and names, as the process told them. Raises ValueError for anything else."""
    tree = json.loads(told)
    if not isinstance(tree, list) or len(tree) != 2 or not isinstance(tree[0], str):
        raise ValueError("no answer of a reader")
    names = tree[1]
    if not isinstance(names, list) or len(names) > MOST_FILES or not all(isinstance(n, str) for n in names):
        raise ValueError("no answer of a reader")
    return tree[0], names


def answered(request: Mapping[str, Any], content: bytes) -> Raw:
    """One file, read; whatever a reader raises over it is the file's fault and tells that it is damaged."""
    wanted = Wanted(request["cells"], tuple(request["answers"]), request["printed"])
    read: Mapping[str, Callable[[], Raw]] = {
        "xlsx": lambda: read_sheet(content, request["sheet"], wanted),
        "pdf": lambda: read_pdf(content, wanted),
    }
    try:
        return read[request["kind"]]()
    except MemoryError:
        return Raw(trouble=Trouble.SWOLLEN)
    except Exception:  # readers of foreign formats raise what they like, and none of it may be kept or shown
        return Raw(trouble=Trouble.DAMAGED)


def load_processes() -> "SpawnContext":
    """What starts processes; imported with the first file."""
    context: SpawnContext = import_module("multiprocessing").get_context("spawn")
    return context


def load_limits() -> Any:
    """What limits a process; None where the system has no such thing."""
    try:
        return import_module("resource")
    except ImportError:
        return None


def _limit_memory(limits: Any, most: int) -> None:
    if limits is not None:
        _set(limits, limits.RLIMIT_AS, most)
        _set(limits, limits.RLIMIT_CORE, 0)  # a dump of the memory would hold what the file says


def _limit_time(limits: Any) -> None:
    """Ten more seconds of reckoning for the next file; whoever asked waits no longer either."""
    if limits is not None:
        used = limits.getrusage(limits.RUSAGE_SELF)
        _set(limits, limits.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + MOST_SECONDS + 1)


def _set(limits: Any, which: int, most: int) -> None:
    hard = limits.getrlimit(which)[1]
    try:
        limits.setrlimit(which, (most if hard == limits.RLIM_INFINITY else min(most, hard), hard))
    except (OSError, ValueError):
        return  # a system that has the limit and does not let it be set: the clock still holds
