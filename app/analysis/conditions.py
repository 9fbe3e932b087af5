"""Conditions and formulas written as data, read by a restricted parser and never by `eval`.

The language is the subset of Python of `resources/knowledge/00_meta.yaml`: names, numbers, quoted
text, true and false, comparisons (also `in`), and / or / not, parentheses, min() and max(), and
+ - * /. Numbers are Decimal, taken from the text. An expression is compiled once into a frozen
tree and weighed against what is known; an input that is missing or None is unknown, and the
answer stays unknown only where it hangs on such an input (Kleene's three values).
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

LONGEST = 500
DEEPEST = 24
MOST_PARTS = 200
LONGEST_NUMBER = 30

Value: TypeAlias = bool | Decimal | str | tuple[str, ...]
Inputs: TypeAlias = Mapping[str, bool | Decimal | int | str | Sequence[str] | None]


class ConditionError(ValueError):
    """The expression is not in the language, or its values do not fit it; says which."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, true or false."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """An input, looked up when the expression is weighed."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The bracketed list on the right of `in`."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True where `part` is false."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Junction:
    """`and` or `or` over two or more parts."""

    word: str
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison; `a < b < c` becomes two of them joined by `and`."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """+ - * / of two numbers."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Extreme:
    """min() or max() of numbers."""

    word: str
    parts: tuple["Node", ...]


Node: TypeAlias = Constant | Name | Choice | Not | Junction | Comparison | Arithmetic | Extreme


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled expression; `text` is how it was written and `names` the inputs it reads."""

    text: str
    root: Node
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an expression comes to; `value` is None where it hangs on the `unknown` inputs."""

    value: Value | None
    unknown: frozenset[str] = frozenset()

    @property
    def holds(self) -> bool:
        """True only where the answer is known and is yes."""
        return self.value is True


@lru_cache(maxsize=1024)
def parse(text: str) -> Condition:
    """Compile `text`; raises ConditionError naming what the language does not allow."""
    if len(text) > LONGEST or "\n" in text:
        raise ConditionError(f"an expression is one line of at most {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as wrong:
        raise ConditionError(f"not an expression: {text!r}") from wrong
    if sum(1 for _ in ast.walk(tree)) > MOST_PARTS:
        raise ConditionError(f"an expression has at most {MOST_PARTS} parts")
    reader = _Reader(text.strip().encode())
    root = reader.read(tree.body, 0)
    return Condition(text, root, frozenset(reader.names))


class _Reader:
    """Turns Python's syntax tree into ours and refuses every node that is not listed here."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self.names: set[str] = set()

    def read(self, node: ast.expr, depth: int) -> Node:
        if depth > DEEPEST:
            raise ConditionError(f"parentheses and operators nest at most {DEEPEST} deep")
        rule = _RULES.get(type(node))
        if rule is None:
            raise ConditionError(f"{type(node).__name__} is not part of the language")
        return rule(self, node, depth + 1)

    def constant(self, node: ast.Constant, depth: int) -> Node:
        if isinstance(node.value, str):
            return Constant(node.value)
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise ConditionError(f"{node.value!r} is not a number, a quoted text, true or false")
        text = self._source[node.col_offset : node.end_col_offset].decode()
        if len(text) > LONGEST_NUMBER or not set(text) <= set("0123456789."):
            raise ConditionError(f"{text[:LONGEST_NUMBER]} is not written as a plain number")
        return Constant(Decimal(text))

    def name(self, node: ast.Name, depth: int) -> Node:
        if node.id in ("true", "false"):
            return Constant(node.id == "true")
        self.names.add(node.id)
        return Name(node.id)

    def sign(self, node: ast.UnaryOp, depth: int) -> Node:
        part = self.read(node.operand, depth)
        if isinstance(node.op, ast.Not):
            return Not(part)
        if isinstance(node.op, ast.USub):
            return Arithmetic("-", Constant(Decimal(0)), part)
        raise ConditionError(f"{type(node.op).__name__} is not part of the language")

    def junction(self, node: ast.BoolOp, depth: int) -> Node:
        word = "and" if isinstance(node.op, ast.And) else "or"
        return Junction(word, tuple(self.read(part, depth) for part in node.values))

    def comparison(self, node: ast.Compare, depth: int) -> Node:
        pairs = []
        for sign, (left, right) in zip(node.ops, pairwise([node.left, *node.comparators]), strict=True):
            if type(sign) not in _COMPARISONS:
                raise ConditionError(f"{type(sign).__name__} is not part of the language")
            within = isinstance(sign, ast.In | ast.NotIn)
            if within and isinstance(right, ast.List | ast.Tuple):
                wanted: Node = Choice(tuple(self.read(item, depth) for item in right.elts))
            else:
                wanted = self.read(right, depth)
            pairs.append(Comparison(_COMPARISONS[type(sign)], self.read(left, depth), wanted))
        return pairs[0] if len(pairs) == 1 else Junction("and", tuple(pairs))

    def arithmetic(self, node: ast.BinOp, depth: int) -> Node:
        if type(node.op) not in _ARITHMETIC:
            raise ConditionError(f"{type(node.op).__name__} is not part of the language")
        left, right = self.read(node.left, depth), self.read(node.right, depth)
        return Arithmetic(_ARITHMETIC[type(node.op)], left, right)

    def extreme(self, node: ast.Call, depth: int) -> Node:
        named = isinstance(node.func, ast.Name) and node.func.id in ("min", "max")
        if not named or node.keywords or not node.args:
            raise ConditionError("min() and max() of numbers are the only calls")
        assert isinstance(node.func, ast.Name)
        return Extreme(node.func.id, tuple(self.read(part, depth) for part in node.args))


_RULES: dict[type[ast.expr], Callable[..., Node]] = {
    ast.Constant: _Reader.constant,
    ast.Name: _Reader.name,
    ast.UnaryOp: _Reader.sign,
    ast.BoolOp: _Reader.junction,
    ast.Compare: _Reader.comparison,
    ast.BinOp: _Reader.arithmetic,
    ast.Call: _Reader.extreme,
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def weigh(condition: Condition, inputs: Inputs) -> Verdict:
    """What the expression comes to with `inputs`; raises ConditionError where their kinds do not fit."""
    try:
        return _weigh(condition.root, inputs)
    except DecimalException as wrong:
        raise ConditionError(f"{condition.text!r} cannot be worked out: {type(wrong).__name__}") from wrong


def holds(condition: Condition | None, inputs: Inputs) -> bool:
    """True where there is no condition or it is known to hold."""
    return condition is None or weigh(condition, inputs).holds


def _weigh(node: Node, inputs: Inputs) -> Verdict:
    match node:
        case Constant():
            return Verdict(node.value)
        case Name():
            value = _clean(node.name, inputs.get(node.name))
            return Verdict(value) if value is not None else Verdict(None, frozenset((node.name,)))
        case Not():
            part = _truth(_weigh(node.part, inputs))
            return part if part.value is None else Verdict(not part.value)
        case Junction():
            return _join(node, inputs)
        case Choice():
            return _together(node.items, inputs, _texts)
        case Comparison():
            return _together((node.left, node.right), inputs, lambda both: _compare(node.sign, *both))
        case Arithmetic():
            return _together(
                (node.left, node.right), inputs, lambda both: _reckon(node.sign, *_numbers(both))
            )
        case Extreme():
            pick = min if node.word == "min" else max
            return _together(node.parts, inputs, lambda values: pick(_numbers(values)))


def _join(node: Junction, inputs: Inputs) -> Verdict:
    settled_by = node.word == "or"
    unknown: set[str] = set()
    for part in node.parts:
        verdict = _truth(_weigh(part, inputs))
        if verdict.value is settled_by:
            return verdict
        unknown |= verdict.unknown
    return Verdict(None, frozenset(unknown)) if unknown else Verdict(not settled_by)


def _together(parts: Sequence[Node], inputs: Inputs, work: Callable[[list[Value]], Value]) -> Verdict:
    verdicts = [_weigh(part, inputs) for part in parts]
    values = [verdict.value for verdict in verdicts if verdict.value is not None]
    if len(values) < len(verdicts):
        return Verdict(None, frozenset().union(*(verdict.unknown for verdict in verdicts)))
    return Verdict(work(values))


def _clean(name: str, value: object) -> Value | None:
    if value is None or isinstance(value, bool | Decimal | str):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, Sequence | frozenset) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ConditionError(f"{name} is {type(value).__name__}, not yes/no, Decimal, text or a list of text")


def _truth(verdict: Verdict) -> Verdict:
    if verdict.value is not None and not isinstance(verdict.value, bool):
        raise ConditionError(f"{verdict.value!r} is neither true nor false")
    return verdict


def _numbers(values: Sequence[Value]) -> list[Decimal]:
    numbers = [value for value in values if isinstance(value, Decimal)]
    if len(numbers) < len(values):
        raise ConditionError(f"numbers were expected, not {values!r}")
    return numbers


def _texts(values: Sequence[Value]) -> tuple[str, ...]:
    texts = tuple(value for value in values if isinstance(value, str))
    if len(texts) < len(values):
        raise ConditionError(f"a list holds quoted texts, not {values!r}")
    return texts


def _compare(sign: str, left: Value, right: Value) -> bool:
    if sign in ("in", "not in"):
        if not isinstance(left, str) or not isinstance(right, tuple):
            raise ConditionError(f"'in' looks for a text in a list, not for {left!r} in {right!r}")
        return (left in right) is (sign == "in")
    if type(left) is not type(right):
        raise ConditionError(f"{left!r} and {right!r} are of different kinds")
    if sign == "==":
        return left == right
    if sign == "!=":
        return left != right
    lower, upper = _numbers((left, right))
    return {"<": lower < upper, "<=": lower <= upper, ">": lower > upper, ">=": lower >= upper}[sign]


def _reckon(sign: str, left: Decimal, right: Decimal) -> Decimal:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right
