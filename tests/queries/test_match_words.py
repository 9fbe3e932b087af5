"""Every code that matching can give has its sentence: a new one without words would break a page."""

import ast
import inspect

from app.analysis import gates
from app.knowledge import load_knowledge
from app.queries import finding_words, gate_words


def gate_codes() -> set[str]:
    """Every text constant of gates.py that looks like the code of an outcome."""
    tree = ast.parse(inspect.getsource(gates))
    checks = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("_")]
    constants = (node.value for check in checks for node in ast.walk(check) if isinstance(node, ast.Constant))
    texts = {text for text in constants if isinstance(text, str) and "_" in text and text.islower()}
    return {text for text in texts if " " not in text}


def test_every_gate_code_has_a_sentence() -> None:
    codes = gate_codes()
    assert {"core_not_checked", "must_skill_short", "too_few_shared_hours"} <= codes
    assert codes <= set(gate_words._SENTENCES)


def test_every_measured_part_can_be_told_for_and_against() -> None:
    parts = {
        part for factor in load_knowledge().factors.factors.values() if factor.asked for part in factor.parts
    }
    assert parts == set(finding_words._FOR) == set(finding_words._AGAINST)
