"""What a request tells everybody is fixed when it is agreed to, and its hash says when a form answers another."""

import uuid

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.briefs import BriefItem, ItemKind
from app.domain.shortlists import QuoteRequest
from app.persistence.reply_tokens import reply_key, reply_token, same_token
from app.persistence.workspace import Workspace
from app.queries.response_asks import form_of
from app.services import quotes
from app.services.request_terms import scope_hash
from tests.clinic import Clinic, case, day

MUST = ItemKind.MUST


def test_a_token_is_one_providers_for_one_round() -> None:
    key = reply_key(b"k" * 32)
    one, other = uuid.uuid4(), uuid.uuid4()
    said = {"project_id": one, "request_id": one, "provider": one, "scope_hash": "a" * 64}
    token = reply_token(key, **said)
    changed = [{**said, name: other} for name in ("project_id", "request_id", "provider")]
    others = {reply_token(key, **values) for values in (*changed, {**said, "scope_hash": "b" * 64})}
    others.add(reply_token(reply_key(b"l" * 32), **said))
    assert len(others | {token}) == 6
    assert len(token) == 32
    assert same_token(f" {token.upper()}\n", token)
    assert not same_token(token[:-1], token)


def test_the_key_is_derived_as_the_standard_says() -> None:
    derived = HKDF(SHA256(), 32, salt=None, info=b"sourcewright quote replies").derive(b"k" * 32)
    assert reply_key(b"k" * 32) == derived


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three providers asked."""
    return Clinic(workspace).asked()


def test_what_is_asked_is_fixed_when_it_goes_out(clinic: Clinic) -> None:
    [request] = clinic.all(QuoteRequest)
    assert request.number == "RFQ-001"
    assert request.asked["currency"] == "GBP"
    assert [text for _, text in request.asked["items"]] == [
        item.text for item in sorted(clinic.all(BriefItem), key=lambda item: item.place) if item.kind is MUST
    ]
    assert sum(request.weights.values()) == 100
    assert request.weights == {key: int(value) for key, value in case()["evaluation"]["weights"].items()}
    assert request.scope_hash == scope_hash(request)
    [told] = request.rounds
    assert (told["round"], told["scope_hash"]) == (1, request.scope_hash)


def test_more_time_is_a_dated_line_and_changes_no_question(clinic: Clinic) -> None:
    before = clinic.all(QuoteRequest)[0].scope_hash
    clinic.do(
        quotes.extend_deadline,
        project_id=clinic.project,
        deadline=day("2026-04-01"),
        person="B",
        on=day("2026-02-20"),
    )
    [request] = clinic.all(QuoteRequest)
    assert request.scope_hash == before
    assert [told["deadline"] for told in request.rounds][-1] == "2026-04-01"
    assert len(request.rounds) == 2


def test_the_form_of_a_provider_comes_from_its_request(clinic: Clinic) -> None:
    quote_id = clinic.quotes["PRV-01"]
    form = clinic.see(form_of, quote_id=quote_id, token="t")
    request = clinic.all(QuoteRequest)[0]
    assert (form.token, form.scope_hash, form.request_number) == ("t", request.scope_hash, "RFQ-001")
    assert form.currency == "GBP"
    texts = [text for key, text in form.locked if key.startswith("text.m")]
    assert texts == [text for _, text in request.asked["items"]]
