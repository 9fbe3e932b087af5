"""What makes a start quick without leaving anything out. `make bench` compares it with a bare Qt window."""

import builtins
import gc
import inspect
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    Loader = object  # that module would bring many others

QT = "shibokensupport.signature"


def update_mapping() -> None:
    """Qt for Python keeps this function of its `mapping` from the start; the real one takes over when it is called."""
    mapping = sys.modules[f"{QT}.mapping"]
    assert mapping.type_map is not None  # which runs it
    mapping.update_mapping()


def make_helptext(function: Any) -> Any:
    """Qt for Python is asked for the words of every function written in C, and has some to add to its own."""
    if not sys.modules[QT].get_signature(function):
        return function.__doc__
    handler = sys.modules[f"{QT}.errorhandler"]
    assert handler.seterror_argument is not None  # which runs it
    return handler.make_helptext(function)


PUT_OFF: Mapping[str, Mapping[str, object]] = {
    # What Qt for Python explains its functions with, where one is called wrongly or asked for its signature.
    f"{QT}.errorhandler": {"make_helptext": make_helptext},
    f"{QT}.layout": {},
    f"{QT}.lib.enum_sig": {},
    f"{QT}.lib.pyi_generator": {},
    f"{QT}.lib.tool": {},
    f"{QT}.mapping": {"update_mapping": update_mapping},
    f"{QT}.parser": {},
    # What others can be used with, and we do not.
    "asyncio": {"iscoroutine": inspect.iscoroutine},
    "bz2": {},
    "html": {},
    "importlib.metadata": {},
    "ipaddress": {},
    "lzma": {},
    "sqlalchemy.dialects.sqlite.aiosqlite": {},
    # What happens to the page and to the workspace once they are open.
    "app.persistence.check": {},
    "app.persistence.history": {},
    "app.persistence.redaction": {},
    "ui.long_step": {},
    "app.persistence.search": {},
    "app.queries.home": {},
    "app.queries.search": {},
    "app.queries.small_orders": {},
    "app.services.clients": {},
    "app.services.projects": {},
    "app.services.talking_points": {},
    "concurrent.futures": {},
    "difflib": {},
}
"""Modules that a start imports and does not use, each with what is taken from it at once."""

_running = RLock()


def hasten() -> None:
    """Called once, before anything else of the window is imported."""
    gc.disable()  # nearly everything a start makes is kept: looking for garbage among it finds none
    plain = builtins.__import__
    sys.meta_path = Finders((PutOff(), *sys.meta_path))
    import_module("PySide6.QtCore")
    # Qt for Python now reads the source of every module imported after it, to see whether it may ask for
    # `from __feature__ import …`. Nothing here does, and SQLAlchemy has many sources to read.
    builtins.__import__ = plain


def settle() -> None:
    """Called once the first page is shown: look for garbage from now on, but not among what the start made."""
    gc.freeze()
    gc.enable()


class Finders(list[Any]):
    """The finders of modules, of which the first stays first: Qt for Python would put one of its own before it."""

    def insert(self, index: SupportsIndex, finder: Any) -> None:
        """Put `finder` at `index`, or behind the first."""
        super().insert(max(int(index), 1), finder)


class PutOff:
    """Finds the modules of `PUT_OFF` as the finders after it do, to be run when something of them is used."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A spec whose loader is an `OnUse`; None for every other module."""
        if fullname not in PUT_OFF:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = OnUse(spec.loader)
                return spec
        return None


class OnUse(Loader):
    """Makes a module that `loader` runs when it is first asked for a name.

    The standard library's `LazyLoader` runs it at its second import already.
    """

    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """The one that `loader` would make."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Leave it without the path of a package, too: a module inside it asks for that, and so runs it."""
        vars(module).pop("__path__", None)
        vars(module).update(PUT_OFF[module.__name__])
        module.__class__ = Waiting


class Waiting(ModuleType):
    """A module that runs when it is first asked for a name it does not have yet."""

    def __getattr__(self, name: str) -> Any:
        with _running:
            if self.__spec__ is not None and isinstance(self.__spec__.loader, OnUse):
                run(self, self.__spec__)
        return ModuleType.__getattribute__(self, name)


def run(module: ModuleType, spec: ModuleSpec) -> None:
    """Make of a waiting module what importing it would have made."""
    assert isinstance(spec.loader, OnUse)
    known_as, spec.name = spec.name, module.__name__  # Qt for Python calls its own by a second name
    spec.loader = module.__loader__ = spec.loader.loader
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    spec.loader.exec_module(module)
    spec.name = known_as
    module.__class__ = ModuleType
