"""What the mails of a request say: with the pack, before it where it is confidential, as a reminder, as an answer."""

from app.exchange.mails import Attached, Mail
from app.queries.request_papers import AnsweredQuestion, RequestPaper
from app.words import say
from app.words.formats import Formats


def pack_mail(
    paper: RequestPaper, number: str, to: str, files: tuple[Attached, ...], formats: Formats
) -> Mail:
    """The mail that carries the pack and the form."""
    return Mail(
        to,
        say("Request for a quote {number}: {project}", number=number, project=paper.head.project),
        _letter(
            paper,
            say(
                "We would like a quote from you for “{project}”. The attached pack says what is wanted, by when, and "
                "how quotes are judged.",
                project=paper.head.project,
            ),
            _days(paper, formats),
            say(
                "Please fill in the response form, as PDF or as a spreadsheet, whichever suits you, and send it "
                "back by mail. You need no account and no program of ours. Open the PDF in a PDF reader: a drawing "
                "program, like LibreOffice Draw, loses its fields, and then the spreadsheet is the way."
            ),
            *_answers(paper.answered),
        ),
        files,
    )


def agreement_mail(paper: RequestPaper, number: str, to: str) -> Mail:
    """Asks whether a provider keeps what it will learn to itself, before it learns anything."""
    return Mail(
        to,
        say("May we send you a request for a quote? ({number})", number=number),
        _letter(
            paper,
            say(
                "We would like to ask you for a quote. The request holds confidential information about a small "
                "business."
            ),
            say(
                "Please write back that you will keep what you learn to yourself, whether you quote or not: “We agree "
                "to keep the request {number} confidential.” The pack comes after that.",
                number=number,
            ),
        ),
    )


def reminder_mail(paper: RequestPaper, number: str, to: str, formats: Formats) -> Mail:
    """Reminds of the last day, without a word on who else was asked."""
    return Mail(
        to,
        say("Reminder: your quote for {number}", number=number),
        _letter(
            paper,
            say(
                "We have not had your answer to {number}, “{project}”, yet.",
                number=number,
                project=paper.head.project,
            ),
            _days(paper, formats),
            say("If you will not quote, a line is enough; you need give no reason."),
        ),
    )


def answers_mail(paper: RequestPaper, number: str, to: str) -> Mail:
    """Every answer so far, the same to everybody."""
    return Mail(
        to,
        say("Questions and answers on {number}", number=number),
        _letter(
            paper,
            say("Everybody who was asked gets these answers, and nobody is told who asked."),
            *_answers(paper.answered),
        ),
    )


def _letter(paper: RequestPaper, *paragraphs: str) -> str:
    signed = "\n".join(filter(None, (paper.contact.name, paper.contact.firm, paper.contact.phone)))
    return "\n\n".join((say("Hello,"), *filter(None, paragraphs), signed)) + "\n"


def _days(paper: RequestPaper, formats: Formats) -> str:
    if paper.quotes_by is None:
        return ""
    by = formats.weekday_day(paper.quotes_by)
    if paper.questions_until is None:
        return say("Quotes by {day}. Nothing is opened before.", day=by)
    return say(
        "Questions until {questions}, quotes by {day}. Nothing is opened before.",
        questions=formats.weekday_day(paper.questions_until),
        day=by,
    )


def _answers(found: tuple[AnsweredQuestion, ...]) -> tuple[str, ...]:
    return tuple(
        "\n".join(
            (say("Asked: {question}", question=each.question), say("Answer: {answer}", answer=each.answer))
        )
        for each in found
    )
