"""The catalogue gets every text of the knowledge that people read, and nothing that is a key."""

import json
import re
import subprocess
import sys

from app.knowledge import load_knowledge, resource
from app.knowledge.messages import messages


def test_texts_of_every_kind_are_found_once_with_their_file() -> None:
    found = dict(messages(load_knowledge()))
    assert len(found) == len(messages(load_knowledge()))
    assert found["Brochure website"] == "02_templates_index.yaml"
    assert found['Choose a level for "{item}"'] == "questions.yaml"
    assert found["How many network wall sockets do you need?"] == "templates/TPL-NET.yaml"
    assert found["Nobody can price this honestly yet. Pay a small fixed sum for a discovery that you own, "
                 "then ask for quotes on solid ground."] == "01_sourcing_rules.yaml"  # fmt: skip
    assert found["a few rules"] == "templates/TPL-LOB.yaml"


def test_keys_ids_and_patterns_are_left_out() -> None:
    found = {text for text, _ in messages(load_knowledge())}
    assert not found & {
        "",
        "TPL-WEB",
        "sk.seo",
        "hours_week",
        "PRC-FIX",
        "not_important",
        "(daily|weekly|monthly|hourly|each)",
    }


def test_the_module_prints_what_the_catalogue_tool_reads() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "app.knowledge.messages"],
        cwd=resource().parent,
        capture_output=True,
        check=True,
    )
    assert json.loads(run.stdout) == [text for text, _ in messages(load_knowledge())]


def test_advice_and_refusals_name_what_they_mean_and_no_code() -> None:
    knowledge = load_knowledge()
    sourcing = knowledge.sourcing
    shown = [
        *(note.advice for note in sourcing.pricing_choice.overrides),
        *(control for model in sourcing.pricing_models.values() for control in model.controls),
        *(rule.say for rule in sourcing.strategy_rules.values()),
        *(guard.text for guard in knowledge.lifecycle.guards.values()),
    ]
    assert [text for text in shown if re.search(r"\b[A-Z]{2,5}-[A-Z0-9]+", text)] == []
