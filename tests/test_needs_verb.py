"""`needs FILE`: what a description asks for, without a window."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app import commands
from app.knowledge import load_knowledge
from main import VERBS

TEXT = """We are a wholesaler in Leeds. Our web shop runs on Magento, and we want to move to Shopify before Easter.
No WordPress please. Our budget is £25,000 to £35,000; hosting at £150 a month. A senior React developer, perhaps
Typescrpt. It talks to our Zorblatt box. We take card payments. Ideally with Klaviyo.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "description.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    assert commands.run(["needs", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_list_says_what_was_read_and_from_which_words(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs = told([str(file)], capsys)
    assert needs["version"] == 1
    assert needs["templates"][0]["id"] == "TPL-SHOP"
    polarity = {skill["id"]: skill["polarity"] for skill in needs["skills"]}
    assert polarity["sk.shopify"] == "required"
    assert polarity["sk.wordpress"] == "excluded"
    assert polarity["sk.magento"] == "legacy"
    assert polarity["sk.email-marketing"] == "nice"
    assert (needs["budget"]["low"], needs["budget"]["high"], needs["budget"]["currency"]) == (
        25000,
        35000,
        "GBP",
    )
    assert [(rate["high"], rate["per"]) for rate in needs["rates"]] == [(150, "month")]
    assert [place["id"] for place in needs["places"]] == ["gb.yorkshire"]
    assert [role["id"] for role in needs["roles"]] == ["ROLE-FE"]
    assert [hint["kind"] for hint in needs["hints"]] == ["card_payments"]
    assert {typo["words"]: typo["id"] for typo in needs["did_you_mean"]}["Typescrpt"] == "sk.typescript"
    assert [term["words"] for term in needs["unknown"]] == ["Zorblatt"]
    assert needs["missing"] == ["durations", "patterns"]
    for row in (*needs["skills"], *needs["mentions"], *needs["dates"], *needs["unknown"], needs["budget"]):
        assert TEXT[row["start"] : row["end"]] == row["words"]


def test_the_sentences_say_the_same(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(["needs", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Kind of project, perhaps: Online shop" in lines
    assert any(line.startswith("Not wanted: WordPress") for line in lines)
    assert any(line.startswith("In use, to go: Adobe Commerce") for line in lines)
    assert "Budget: £25,000 to £35,000, from “£25,000 to £35,000”" in lines
    assert "Not said: how long it takes" in lines


def test_standard_input_may_be_read_and_be_empty(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    needs = told(["-"], capsys)
    assert needs["skills"] == needs["templates"] == []
    assert needs["budget"] is None
    assert needs["missing"] == ["skills", "budget", "dates", "durations", "places", "patterns"]


def test_the_schema_fits_what_is_printed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(["needs", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)["output"]
    needs = told([str(file)], capsys)
    assert set(schema["required"]) == set(needs)
    for name, rows in needs.items():
        items = schema["properties"][name].get("items", {})
        for row in rows if items.get("type") == "object" else ():
            assert set(row) == set(items["required"]), name


@pytest.mark.parametrize("arguments", [["needs"], ["needs", "a", "b"], ["needs", "--nothing"]])
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    assert commands.run(arguments) == 2


def test_input_at_fault_is_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    assert commands.run(["needs", str(picture)]) == 1
    assert commands.run(["needs", str(tmp_path / "none.txt")]) == 1
    assert "picture.png" in capsys.readouterr().err


def test_the_program_knows_the_verb() -> None:
    assert "needs" in VERBS


KINDS = {
    "TPL-WEB": "We need a new website for our law firm, with our people and a contact form.",
    "TPL-SHOP": "We want to sell our cheese online. Customers should order and pay, and we ship parcels.",
    "TPL-M365": "Move our e-mail from an old server to Microsoft 365, with calendars and shared folders.",
    "TPL-NET": "The Wi-Fi in our warehouse is poor; we need access points, cabling and a faster internet line.",
    "TPL-CYB": "Our insurer asks for Cyber Essentials. We have no second step when signing in.",
    "TPL-BDR": "If the server dies we lose everything. We need backups that work and be running within a day.",
    "TPL-CRM": "Sales people keep customers in spreadsheets. We want a CRM to follow up quotes.",
    "TPL-ERP": "Replace Sage with a system for stock, purchasing and accounts.",
    "TPL-POS": "New tills for three shops that know the stock and take card payments at the counter.",
    "TPL-BI": "Every Monday someone copies figures into Excel. We want a dashboard in Power BI.",
    "TPL-INT": "Orders from Shopify must appear in Xero without retyping; connect the two programs.",
    "TPL-MOB": "An app for our drivers' phones to take photos and signatures, also without signal.",
    "TPL-LOB": "A small internal tool to plan jobs and assign technicians, instead of the whiteboard.",
    "TPL-AI": "Software that reads supplier invoices and types them in for us, perhaps with AI.",
    "TPL-VOIP": "Our phone lines are being switched off; we want to keep our numbers.",
    "TPL-HLP": "We want somebody to call when a computer does not work, for a monthly fee.",
    "TPL-DMG": "Clean our customer list: duplicates and wrong addresses, then load it into the new system.",
    "TPL-FIX": "Our WordPress site was hacked and is slow. Please repair it this week.",
}


def test_every_template_is_among_the_two_proposed_for_what_an_owner_would_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert KINDS.keys() == load_knowledge().templates.templates.keys()
    path = tmp_path / "one.txt"
    for template, text in KINDS.items():
        path.write_text(text, encoding="utf-8")
        proposed = [one["id"] for one in told([str(path)], capsys)["templates"]]
        assert template in proposed, (template, proposed)
