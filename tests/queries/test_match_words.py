"""Every code that matching can give has its sentence: a new one without words would break a page."""

import ast
import inspect

from app.analysis import gates
from app.knowledge import load_knowledge
from app.queries import finding_words, gate_words


def gate_codes() -> set[str]:
    """Every code of gates.py: what stands beside an answer, and what is put into `code`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(gates))):
        beside = node.elts if isinstance(node, ast.Tuple) else node.args if isinstance(node, ast.Call) else []
        if len(beside) > 1 and ast.unparse(beside[0]).startswith("Answer."):
            found |= texts_of(beside[1])
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
            found |= texts_of(node.value)
    return found


def texts_of(node: ast.expr) -> set[str]:
    """The texts an expression may come to."""
    ways = (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)
    return {way.value for way in ways if isinstance(way, ast.Constant) and isinstance(way.value, str)}


def test_every_gate_code_has_a_sentence() -> None:
    codes = gate_codes()
    assert {"core_not_checked", "must_skill_short", "too_few_shared_hours", "turnover_not_stated"} <= codes
    assert {"held", "revoked", "expired"} <= codes
    assert codes <= set(gate_words._SENTENCES)


def test_every_measured_part_can_be_told_for_and_against() -> None:
    parts = {
        part for factor in load_knowledge().factors.factors.values() if factor.asked for part in factor.parts
    }
    assert parts == set(finding_words._FOR) == set(finding_words._AGAINST)
