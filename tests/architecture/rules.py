"""The rules a parser can check. Each takes a module and yields what it objects to.

`RULES` says where each one holds. What a rule is for is its docstring, which the failing test prints.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.architecture import sayings
from tests.architecture.sources import EVERYTHING, PRODUCT, Finding, Source

Function = ast.FunctionDef | ast.AsyncFunctionDef

MODULE_LINES = 400
FUNCTION_LINES = 60
CLASS_METHODS = 25
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__"}
QT_MODULES = {
    "QtCore", "QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtPrintSupport", "QtNetwork", "QtTest",
}  # fmt: skip
MARKUP_FLOWABLES = {"Paragraph", "XPreformatted", "Preformatted", "Table", "LongTable"}
NAMES = {"Sourcewright"}
"""Texts that are the same in every language."""
SCREEN_TEXT = {
    "setText", "setWindowTitle", "setToolTip", "setStatusTip", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "setTitle", "setLabelText", "setInformativeText", "QLabel", "QPushButton",
    "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox", "DomainError",
}  # fmt: skip


def _functions(source: Source) -> Iterator[tuple[str, Function]]:
    """Every function with its dotted name inside the module."""

    def walk(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function):
                yield prefix + child.name, child
            if isinstance(child, Function | ast.ClassDef):
                yield from walk(child, f"{prefix}{child.name}.")
            elif not isinstance(child, ast.expr):  # which has no function in it but a lambda
                yield from walk(child, prefix)

    return walk(source.tree, "")


def _called(node: ast.Call) -> str:
    """The last word of what is called: `Table` for both `Table(…)` and `platypus.Table(…)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    for node in source.nodes:
        if isinstance(node, ast.Call):
            yield _called(node), node


def _imported(source: Source) -> Iterator[tuple[str, int]]:
    """Dotted names of everything imported anywhere in the module."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _imports(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom) or (
        isinstance(node, ast.Call) and _called(node) == "import_module"
    )


def long_module(source: Source) -> Iterator[Finding]:
    """A module that outgrew one sitting holds two things: find the second and give it its name."""
    lines = source.text.count("\n")
    if lines > MODULE_LINES:
        yield Finding(source.name, lines, "module")


def long_function(source: Source) -> Iterator[Finding]:
    """A function that does not fit a screen hides steps that deserve a name; its docstring does not count."""
    for name, node in _functions(source):
        has_docstring = ast.get_docstring(node, clean=False) is not None
        first = node.body[1] if has_docstring and len(node.body) > 1 else node.body[0]
        before = node.body[0].lineno - node.lineno
        if before + (node.end_lineno or 0) - first.lineno + 1 > FUNCTION_LINES:
            yield Finding(source.name, node.lineno, name)


def wide_class(source: Source) -> Iterator[Finding]:
    """A class with more verbs than anyone can remember is several classes."""
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            methods = [child for child in node.body if isinstance(child, Function)]
            if len(methods) > CLASS_METHODS:
                yield Finding(source.name, node.lineno, node.name)


def empty_name(source: Source) -> Iterator[Finding]:
    """`utils`, `helpers`, `manager`, `common`, `misc` are drawers for anything: name what it does."""
    for part in source.name.removesuffix(".py").split("/"):
        if EMPTY_NAMES & set(part.split("_")):
            yield Finding(source.name, 1, part)
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", node.name)}
            if EMPTY_NAMES & words:
                yield Finding(source.name, node.lineno, node.name)


def no_docstring(source: Source) -> Iterator[Finding]:
    """Modules, public classes and public functions say why they exist."""
    if source.text.strip() and ast.get_docstring(source.tree) is None:
        yield Finding(source.name, 1, "module")
    for node in source.tree.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield Finding(source.name, node.lineno, node.name)


def hidden_import(source: Source) -> Iterator[Finding]:
    """Imports stand at the top. A slow library is imported by one function, `load` or `load_…`."""
    if not any(_imports(node) and getattr(node, "col_offset", 0) for node in source.nodes):
        return  # as in nearly every module: all of them begin a line
    for name, node in _functions(source):
        if any(re.match("_?load(_|$)", part) for part in name.split(".")):
            continue
        for statement in ast.walk(node):
            if _imports(statement):
                yield Finding(source.name, getattr(statement, "lineno", node.lineno), name)


def unsafe(source: Source) -> Iterator[Finding]:
    """Nothing read from a file is ever run: no eval, exec or pickle, no shell, no YAML that makes objects."""
    for name, line in _imported(source):
        if name.split(".")[0] in UNSAFE_MODULES:
            yield Finding(source.name, line, name)
    for name, node in _calls(source):
        if isinstance(node.func, ast.Name) and name in UNSAFE_CALLS:
            yield Finding(source.name, node.lineno, name)
        if isinstance(node.func, ast.Attribute) and ast.unparse(node.func) in (
            "os.system", "os.popen", "yaml.unsafe_load", "yaml.full_load",
        ):  # fmt: skip
            yield Finding(source.name, node.lineno, ast.unparse(node.func))
        for keyword in node.keywords:
            if keyword.arg == "shell" and getattr(keyword.value, "value", None) is not False:
                yield Finding(source.name, node.lineno, f"{name}(shell)")
        if ast.unparse(node.func) == "yaml.load" and "Safe" not in ast.unparse(node):
            yield Finding(source.name, node.lineno, "yaml.load")


def foreign_qt(source: Source) -> Iterator[Finding]:
    """Only Qt modules that are LGPL and in the bundle; Charts, Graphs, WebEngine are GPL or absent."""
    for name, line in _imported(source):
        parts = name.split(".")
        if parts[0] == "PySide6" and (len(parts) < 2 or parts[1] not in QT_MODULES):
            yield Finding(source.name, line, name)


def loose_markup(source: Source) -> Iterator[Finding]:
    """ReportLab reads markup: text reaches a document through the escaping makers of parts.py."""
    if not any(name.startswith("reportlab") for name, _ in _imported(source)):
        return
    for name, node in _calls(source):
        if name in MARKUP_FLOWABLES:
            yield Finding(source.name, node.lineno, name)


def loose_style(source: Source) -> Iterator[Finding]:
    """Colours and metrics come from the theme's tokens, in its one style sheet."""
    for name, node in _calls(source):
        if name == "setStyleSheet":
            yield Finding(source.name, node.lineno, name)


def loose_label(source: Source) -> Iterator[Finding]:
    """A bare QLabel guesses whether its text is markup, and a name typed as `<b>` vanishes."""
    for name, node in _calls(source):
        if name == "QLabel":
            yield Finding(source.name, node.lineno, name)


def own_clock(source: Source) -> Iterator[Finding]:
    """Business dates are arguments, so that the sample's day stands still and a test can choose its own."""
    for name, node in _calls(source):
        if isinstance(node.func, ast.Attribute) and name in {"today", "now", "utcnow"}:
            owner = ast.unparse(node.func.value)
            if owner.split(".")[-1] in {"date", "datetime"}:
                yield Finding(source.name, node.lineno, f"{owner}.{name}")
        if ast.unparse(node.func) in {"time.time", "time.time_ns", "time.localtime"}:
            yield Finding(source.name, node.lineno, ast.unparse(node.func))


def own_file(source: Source) -> Iterator[Finding]:
    """Words and numbers in, words and numbers out: whoever has a file reads it and passes what it says."""
    for name, node in _calls(source):
        if name in {"open", "read_text", "read_bytes", "write_text", "write_bytes"}:
            yield Finding(source.name, node.lineno, name)


def own_commit(source: Source) -> Iterator[Finding]:
    """The workspace alone ends a unit of work, so that verbs compose and the journal sees them all."""
    for name, node in _calls(source):
        if name in {"commit", "rollback"} and isinstance(node.func, ast.Attribute):
            yield Finding(source.name, node.lineno, name)


def session_in_domain(source: Source) -> Iterator[Finding]:
    """Mapped classes hold rules, not queries: they are tested as plain objects."""
    queries = {"Session", "select", "update", "delete"}
    for name, line in _imported(source):
        if name.startswith("sqlalchemy") and name.rsplit(".", 1)[-1] in queries:
            yield Finding(source.name, line, name)


def unsaid(source: Source) -> Iterator[Finding]:
    """Every text a person reads goes through `say`, or it can be neither translated nor found."""
    for name, node in _calls(source):
        if name in SCREEN_TEXT:
            for argument in node.args:
                parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
                text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
                if re.search(r"[^\W\d_]{2}", text) and text not in NAMES:
                    yield Finding(source.name, node.lineno, f"{name}: {text[:40]}")


@dataclass(frozen=True)
class Rule:
    """Where a rule holds, and the homes of the thing it forbids elsewhere."""

    check: Callable[[Source], Iterator[Finding]]
    places: tuple[str, ...] = PRODUCT
    homes: tuple[str, ...] = ()

    def holds_for(self, source: Source) -> bool:
        return source.within(*self.places) and not source.within(*self.homes)


_NO_CLOCK = ("app/analysis", "app/domain", "app/services", "app/queries", "app/documents", "app/words")
RULES = (
    Rule(long_module, (*PRODUCT, "packaging")),
    Rule(long_function, (*PRODUCT, "packaging"), homes=("app/persistence/migrations/versions",)),
    Rule(wide_class, PRODUCT),
    Rule(empty_name, EVERYTHING),
    Rule(no_docstring, (*PRODUCT, "packaging")),
    Rule(hidden_import, PRODUCT),
    Rule(unsafe, (*PRODUCT, "packaging")),
    Rule(foreign_qt, EVERYTHING),
    Rule(loose_markup, ("app",), homes=("app/documents/parts.py",)),
    Rule(loose_style, ("ui",), homes=("ui/theme",)),
    Rule(loose_label, ("ui",), homes=("ui/widgets",)),
    Rule(own_clock, _NO_CLOCK),
    Rule(own_file, ("app/analysis",)),
    Rule(own_commit, PRODUCT, homes=("app/persistence",)),
    Rule(session_in_domain, ("app/domain",)),
    Rule(unsaid, ("app", "ui")),
    Rule(sayings.unfindable),
    Rule(sayings.mismatched),
    Rule(sayings.joined),
    Rule(sayings.said_too_soon),
)
