"""Mails that strangers send: their attachments are taken as files, and nothing in them leads anywhere."""

from email.message import EmailMessage

import pytest

from app.exchange import reply_mail
from app.exchange.reply_mail import DEEPEST, LONGEST_NAME, MOST_FILES, read_mail
from app.exchange.reply_worker import LARGEST, ReplyReader, kind_of
from tests.exchange.reply_files import mail_with

PDF = b"%PDF-1.7 a form"


def inside(content: bytes, times: int) -> bytes:
    """A mail in a mail in a mail."""
    for _ in range(times):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@b.example", "Fwd: offer"
        outer.set_content("see below")
        outer.add_attachment(content, maintype="application", subtype="octet-stream")
        part = outer.get_payload(1)
        part.replace_header("Content-Type", "message/rfc822")
        part.replace_header("Content-Transfer-Encoding", "8bit")
        part.set_payload(content.decode("latin-1"))
        content = outer.as_bytes()
    return content


def test_what_is_attached_is_taken_in_its_order_and_nothing_of_the_text() -> None:
    mail = EmailMessage()
    mail["From"] = "Łukasz <l@firm.example>"
    mail.set_content("Our price is 48213.90")
    mail.add_alternative("<p>Our price is <img src='cid:logo'></p>", subtype="html")
    html = mail.get_payload(1)
    html.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="Antwort – Größe.pdf")
    mail.add_attachment(b"PK\x03\x04", maintype="image", subtype="jpeg", filename="form.xlsx")
    assert kind_of(mail.as_bytes()) == "mail"
    trouble, found = read_mail(mail.as_bytes(), LARGEST)
    assert not trouble
    assert [(each.name, each.content) for each in found] == [
        ("Antwort – Größe.pdf", PDF),
        ("form.xlsx", b"PK\x03\x04"),  # what it says that it is decides nothing
    ]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\offer.pdf", "offer.pdf"),
        ("offer\u202efdp.exe", "offerfdp.exe"),
        ("..", "attachment-1"),
        ("x" * 5000 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_one_plain_line_and_leads_nowhere(told: str, name: str) -> None:
    _, (file,) = read_mail(mail_with(((told, PDF),)), LARGEST)
    assert file.name == name


def test_mails_inside_one_another_are_gone_into_a_few_deep_and_no_further() -> None:
    mail = mail_with((("form.pdf", PDF),))
    assert [each.name for each in read_mail(inside(mail, DEEPEST), LARGEST)[1]] == ["form.pdf"]
    assert read_mail(inside(mail, DEEPEST + 2), LARGEST) == ("nothing_attached", [])
    many = b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000
    assert read_mail(many, LARGEST) == ("nothing_attached", [])


def test_too_much_on_one_mail_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_mail(mail_with((("a.pdf", PDF),)), len(PDF) - 1) == ("swollen", [])
    assert read_mail(mail_with((("a.pdf", PDF),) * (MOST_FILES + 1)), LARGEST) == ("swollen", [])
    monkeypatch.setattr(reply_mail, "MOST_TOGETHER", 2 * len(PDF))
    assert read_mail(mail_with((("a.pdf", PDF),) * 3), LARGEST) == ("swollen", [])


@pytest.mark.parametrize(
    "content",
    [
        b"Dear all,\n\nour price is 48213.90",
        b"From: me\n\nno kind is told",
        b"From: me\nContent-Type: text/plain" + b"; x=1" * 20_000,
        b"%PDF-1.7\nFrom: a\nMIME-Version: 1.0\n\n",
        b"",
    ],
)
def test_what_is_no_mail_is_not_taken_for_one(content: bytes) -> None:
    assert kind_of(content) != "mail"


def test_mails_that_are_damaged_bring_nothing_and_hurt_nothing() -> None:
    head = b"From: a@b\nMIME-Version: 1.0\n"
    for body in (
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Disposition: attachment; filename*=zz''%ff\n\n",
        b"Content-Type: application/pdf; name==?nope?Q?=FF?=\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n\xff",
        b"Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n",
    ):
        trouble, found = read_mail(head + body, LARGEST)
        assert trouble in ("nothing_attached", "")
        assert all(each.name for each in found)


def test_a_mail_is_unpacked_in_the_readers_process_which_goes_on_reading() -> None:
    reader = ReplyReader()
    try:
        assert reader.unpack(mail_with((("a.pdf", PDF), ("b.bin", b"x" * 3_000_000)))) == (
            "",
            (("a.pdf", PDF), ("b.bin", b"x" * 3_000_000)),
        )
        process = reader.process_id
        assert reader.unpack(mail_with(())) == ("nothing_attached", ())
        assert reader.process_id == process
    finally:
        reader.close()
