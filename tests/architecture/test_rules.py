"""The tree keeps the house rules, and every rule notices when it is broken."""

import inspect
from pathlib import Path

import pytest

from tests.architecture.exceptions import EXCEPTIONS
from tests.architecture.rules import CLASS_METHODS, FUNCTION_LINES, MODULE_LINES, RULES, Rule
from tests.architecture.sources import EVERYTHING, Finding, parsed, sources
from tests.once import once


def named(rule: Rule) -> str:
    return rule.check.__name__


@pytest.fixture(scope="module")
def found() -> dict[str, list[Finding]]:
    """What each rule finds in the tree, exceptions included; the tree is read once a run."""
    return once("findings", look_through)


def look_through(_folder: Path) -> dict[str, list[Finding]]:
    findings: dict[str, list[Finding]] = {named(rule): [] for rule in RULES}
    for source in sources(*EVERYTHING):
        for rule in RULES:
            if rule.holds_for(source):
                findings[named(rule)] += rule.check(source)
    return findings


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_tree_keeps(rule: Rule, found: dict[str, list[Finding]]) -> None:
    left = [each for each in found[named(rule)] if (named(rule), each.key) not in EXCEPTIONS]
    assert not left, f"{inspect.getdoc(rule.check)}\n" + "\n".join(map(str, left))


def test_every_exception_still_has_its_finding(found: dict[str, list[Finding]]) -> None:
    assert set(EXCEPTIONS) <= {(rule, each.key) for rule, findings in found.items() for each in findings}


_LONG = "def f():\n    '''Reason.'''\n" + "    x = 1\n" * FUNCTION_LINES


def _wide(methods: int) -> str:
    return "class A:\n" + "".join(f" def m{n}(self): ...\n" for n in range(methods))


BROKEN = {
    "long_module": ("app/a.py", "x = 1\n" * (MODULE_LINES + 1)),
    "long_function": ("app/a.py", _LONG),
    "wide_class": ("app/a.py", _wide(CLASS_METHODS + 1)),
    "empty_name": ("app/a.py", "class QuoteManager: ..."),
    "no_docstring": ("app/a.py", "'''Reason.'''\nclass A: ..."),
    "hidden_import": ("app/a.py", "def f():\n import numpy"),
    "unsafe": ("app/a.py", "answer = eval('1')"),
    "foreign_qt": ("ui/a.py", "from PySide6.QtCharts import QChart"),
    "loose_markup": (
        "app/documents/brief.py",
        "from reportlab.platypus import Paragraph\np = Paragraph(name)",
    ),
    "loose_style": ("ui/pages/home.py", "self.setStyleSheet('color: red')"),
    "loose_label": ("ui/pages/home.py", "label = QtWidgets.QLabel(name)"),
    "own_clock": ("app/services/quotes.py", "on = date.today()"),
    "own_file": ("app/analysis/needs.py", "words = open('skills.json')"),
    "own_commit": ("app/services/quotes.py", "session.commit()"),
    "session_in_domain": ("app/domain/quotes.py", "from sqlalchemy.orm import Session"),
    "unsaid": ("ui/pages/home.py", "button.setText('Continue')"),
    "unfindable": ("app/a.py", "say(f'{name} is closed')"),
    "mismatched": ("app/a.py", "say('{name} is closed', title=name)"),
    "joined": ("app/a.py", "say('Closed') + name"),
    "said_too_soon": ("app/a.py", "TITLES = {'closed': say('Closed')}"),
}
KEPT = {
    "long_module": ("app/a.py", "x = 1\n" * MODULE_LINES),
    "long_function": ("app/a.py", _LONG.replace("    x = 1\n", "", 2)),
    "wide_class": ("app/a.py", _wide(CLASS_METHODS)),
    "empty_name": ("app/a.py", "class Commonality: ..."),
    "no_docstring": ("app/a.py", "'''Reason.'''\ndef _private(): ..."),
    "hidden_import": ("app/a.py", "def load_numbers():\n import numpy"),
    "unsafe": ("ui/a.py", "dialog.exec()\nyaml.load(text, Loader=CSafeLoader)\nrun(words, shell=False)"),
    "foreign_qt": ("ui/a.py", "from PySide6.QtWidgets import QWidget\nfrom PySide6 import QtCore"),
    "loose_markup": ("app/documents/brief.py", "from reportlab import platypus\np = parts.paragraph(name)"),
    "loose_style": ("ui/pages/home.py", "self.setProperty('tone', 'warn')"),
    "loose_label": ("ui/pages/home.py", "label = text_label(name)"),
    "own_clock": ("app/services/quotes.py", "on = clock.today()"),
    "own_file": ("app/analysis/needs.py", "words = text.split()"),
    "own_commit": ("app/services/quotes.py", "session.flush()"),
    "session_in_domain": ("app/domain/quotes.py", "from sqlalchemy.orm import Mapped"),
    "unsaid": ("ui/pages/home.py", "button.setText(say('Continue'))\nsort.setText(f'{n} %')"),
    "unfindable": ("app/a.py", "say('A sentence ' 'in two lines')"),
    "mismatched": (
        "app/a.py",
        "say('{a}: 50 %', a=a)\nsay('{a} {b}', a=1, **more)\nsay_count('One', '{count} of {n}', 3, n=4)",
    ),
    "joined": ("app/a.py", "f'{say(\"Total\")}: {total}'\nline + '\\n' + say('Ask them.')"),
    "said_too_soon": (
        "app/a.py",
        "class A:\n def f(self):\n  return say('Closed')\nT = {1: lambda: say('x')}",
    ),
}


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_break_is_noticed_and_only_a_break(rule: Rule) -> None:
    assert list(rule.check(parsed(*BROKEN[named(rule)])))
    assert not list(rule.check(parsed(*KEPT[named(rule)])))
    assert rule.holds_for(parsed(*BROKEN[named(rule)]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app/quote_helpers.py", ""),
        ("app/a.py", "def f():\n class A:\n  def g(self):\n   from numpy import array"),
        ("app/a.py", "import pickle"),
        ("app/a.py", "def rows():\n return import_module('numpy')"),
        ("app/a.py", "subprocess.run(words, shell=True)"),
        ("app/a.py", "yaml.load(text, Loader=FullLoader)"),
        ("ui/a.py", "import PySide6.QtWebEngineWidgets"),
        ("app/a.py", "say(title)"),
        ("app/a.py", "say('Closed ' + name)"),
        ("app/a.py", "say_count('One row', many, 3)"),
        ("app/a.py", "from app.words import say as _"),
        ("app/a.py", "say('{name} is closed')"),
        ("app/a.py", "say('Closed', name=name)"),
        ("app/a.py", "say('{project.name} is closed', project=project)"),
        ("app/a.py", "say('{price:.2f}', price=price)"),
        ("app/a.py", "say('{} is closed', name)"),
        ("app/a.py", "say('{name} is closed', title=name, **values)"),
        ("app/a.py", "title + say('Closed')"),
        ("app/a.py", "f'Note: {say(\"Closed\")}'"),
        ("app/a.py", "def f(title=say('Closed')): ..."),
        ("app/a.py", "class A:\n title = say('Closed')"),
        ("ui/a.py", "raise DomainError(f'{name} is closed')"),
    ],
)
def test_further_breaks_are_noticed(name: str, text: str) -> None:
    source = parsed(name, text)
    assert [finding for rule in RULES if rule.holds_for(source) for finding in rule.check(source)]
