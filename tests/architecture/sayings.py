"""The rules of `say`: whole literal sentences, values by name, and no language chosen before the reader's."""

import ast
import string
from collections.abc import Iterator

from tests.architecture.sources import Finding, Source

SENTENCES = {"say": 1, "say_count": 2}
"""How many of the first arguments are sentences."""
GIVEN = {"say": set[str](), "say_count": {"count"}}
"""Names that stand in the sentence without being passed by name."""
DEFERRED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _is_saying(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENTENCES


def _is_line_break(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_line_break(node.right)
    return isinstance(node, ast.Constant) and node.value == "\n"


def _sayings(source: Source) -> Iterator[tuple[str, ast.Call, list[ast.expr]]]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and _is_saying(node):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            yield name, node, node.args[: SENTENCES[name]]


def _named(sentence: str) -> set[str]:
    """The names in braces; raises ValueError for one that is not a plain name."""
    names = set()
    for _, name, form, conversion in string.Formatter().parse(sentence):
        if name is not None:
            if not name.isidentifier() or form or conversion:
                raise ValueError(name)
            names.add(name)
    return names


def unfindable(source: Source) -> Iterator[Finding]:
    """A sentence is a literal at its call, or nobody finds it (`say_known` is for the knowledge's)."""
    for name, node, sentences in _sayings(source):
        if len(sentences) < SENTENCES[name] or not all(
            isinstance(sentence, ast.Constant) and isinstance(sentence.value, str) for sentence in sentences
        ):
            yield Finding(source.name, node.lineno, ast.unparse(node)[:60])
    for statement in source.nodes:
        if isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                if alias.name in SENTENCES and alias.asname not in (None, alias.name):
                    yield Finding(source.name, statement.lineno, f"{alias.name} as {alias.asname}")


def mismatched(source: Source) -> Iterator[Finding]:
    """The names in braces are exactly the values passed, in every form of the sentence, and plain."""
    for name, node, sentences in _sayings(source):
        passed = {keyword.arg for keyword in node.keywords}
        for sentence in sentences:
            if not isinstance(sentence, ast.Constant) or not isinstance(sentence.value, str):
                continue
            try:
                wanted = _named(sentence.value)
            except ValueError:
                yield Finding(source.name, node.lineno, sentence.value[:60])
                continue
            # One form of a plural may leave a value out; a mapping brings what is not passed by name.
            missing = set() if None in passed else wanted - passed - GIVEN[name]
            unused = passed - {None} - wanted if name == "say" else set()
            if missing or unused:
                yield Finding(source.name, node.lineno, sentence.value[:60])


def joined(source: Source) -> Iterator[Finding]:
    """A sentence stands alone, or on a line of its own: glued to a piece it has one language's order."""
    for node in source.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            pair = (node.left, node.right)
            if any(map(_is_saying, pair)) and not any(map(_is_line_break, pair)):
                yield Finding(source.name, node.lineno, ast.unparse(node)[:60])
        elif isinstance(node, ast.JoinedStr):
            values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
            glue = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if any(map(_is_saying, values)) and any(letter.isalpha() for letter in glue):
                yield Finding(source.name, node.lineno, ast.unparse(node)[:60])


def said_too_soon(source: Source) -> Iterator[Finding]:
    """A sentence said while a module loads stays in English: the reader's language is chosen after that."""

    def at_import(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, DEFERRED):
                arguments = child.args
                defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
                for default in [*defaults, *getattr(child, "decorator_list", [])]:
                    yield default
                    yield from at_import(default)
            else:
                yield child
                yield from at_import(child)

    for node in at_import(source.tree):
        if isinstance(node, ast.Call) and _is_saying(node):
            yield Finding(source.name, node.lineno, ast.unparse(node)[:60])
