"""A mail that opens in the user's own mail program, with what goes with it."""

from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

from app.exchange.mails import Attached, Mail, address, draft

MAIL = Mail(
    "angebote@söhne.example",
    "Anfrage RFQ-001: Praxis\nprogramm für Größe & Co",
    "Hallo,\n\nbitte bis Fr 20 Feb. 山田\n",
    (Attached("Response form RFQ-001.pdf", b"%PDF-1.4 \x00\xff"), Attached("Form.xlsx", b"PK\x03\x04")),
)


def test_a_draft_comes_back_whole_and_names_no_sender() -> None:
    read = message_from_bytes(draft(MAIL), policy=policy.default)
    assert read["Subject"] == "Anfrage RFQ-001: Praxis programm für Größe & Co"
    assert read["X-Unsent"] == "1"
    assert (read["From"], read["Date"], read["Message-ID"]) == (None, None, None)
    assert read.get_body().get_content().replace("\r\n", "\n") == MAIL.body
    files = {part.get_filename(): part.get_content() for part in read.iter_attachments()}
    assert files == {file.name: file.content for file in MAIL.files}
    assert draft(MAIL) == draft(MAIL)


def test_an_address_carries_subject_and_text_and_nothing_can_be_slipped_in() -> None:
    found = urlsplit(address(MAIL._replace(to="a@b.example?bcc=spy@c.example\nbcc: x", subject="x&bcc=y")))
    assert (found.scheme, found.path) == ("mailto", "a@b.example%3Fbcc%3Dspy@c.example%20bcc%3A%20x")
    said = parse_qs(found.query, strict_parsing=True)
    assert said == {"subject": ["x&bcc=y"], "body": [MAIL.body.replace("\n", "\r\n")]}
