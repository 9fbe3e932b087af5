"""Files that come back from strangers: what harms is refused, what lies is told, what is sound is read."""

import os
import signal
import socket
from collections.abc import Iterator

import pytest

from app.exchange import reply_worker
from app.exchange.reply_raw import MOST_LETTERS, Raw, Trouble, Wanted, read_raw, written
from app.exchange.reply_sheet import read_sheet
from app.exchange.reply_worker import ReplyReader, answered
from app.exchange.response_form import SCOPE, SHEET, TOKEN, cells
from tests.exchange import reply_files as files
from tests.faults.amounts import amount

UNREAD = {Trouble.SWOLLEN, Trouble.DAMAGED, Trouble.DECLARED}
GIVEN_UP = {Trouble.SLOW, Trouble.CRASHED}
BOMBS = files.bombs()


@pytest.fixture(scope="module")
def reader() -> Iterator[ReplyReader]:
    """One process for the whole file, as the program has one."""
    made = ReplyReader()
    yield made
    made.close()


def sheet(reader: ReplyReader, content: bytes) -> Raw:
    return reader.read(content, SHEET, files.wanted())


def pdf(reader: ReplyReader, content: bytes) -> Raw:
    return reader.read(content, SHEET, files.asked_of(files.FIELDS))


# ---- what is sound


def test_the_asked_cells_come_back_as_they_were_filled_in(reader: ReplyReader) -> None:
    raw = sheet(reader, files.sheet_file())
    assert raw == Raw(values=files.ANSWERS)


def test_the_asked_fields_come_back_as_they_were_filled_in(reader: ReplyReader) -> None:
    raw = pdf(reader, files.pdf_file())
    assert raw == Raw(values=files.FIELDS, drawn=files.FIELDS)


def test_only_what_is_asked_is_read(reader: ReplyReader) -> None:
    only = Wanted({TOKEN: cells(files.form())[TOKEN]}, (TOKEN,), {})
    for content in (files.sheet_file(), files.pdf_file()):
        assert reader.read(content, SHEET, only).values == {TOKEN: files.form().token}


# ---- T1: files that unpack to a great deal


def test_there_are_thirty_bombs_at_least() -> None:
    assert len(BOMBS) >= 30


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(reader: ReplyReader, name: str) -> None:
    assert sheet(reader, BOMBS[name]()).trouble in UNREAD


@pytest.mark.parametrize("name", files.heavy())
def test_much_that_no_form_has_is_refused_or_passed_over(reader: ReplyReader, name: str) -> None:
    assert sheet(reader, files.heavy()[name]()).trouble not in GIVEN_UP


# ---- T2: entities


def test_a_declaration_refuses_the_file_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def reached(*_: object, **__: object) -> None:
        raise AssertionError("something outside the file was asked for")

    monkeypatch.setattr(socket, "socket", reached)
    monkeypatch.setattr("builtins.open", reached)
    found = {name: read_sheet(content, SHEET, files.wanted()).trouble for name, content in DECLARED.items()}
    assert set(found.values()) == {Trouble.DECLARED}, found


DECLARED = files.declared()


# ---- T3: formulas


@pytest.mark.parametrize("name", files.forged())
def test_what_a_formula_came_to_is_no_answer(reader: ReplyReader, name: str) -> None:
    key, content = files.forged()[name]
    raw = sheet(reader, content)
    assert key in raw.formulas
    assert key not in raw.values


# ---- T4: drawn and stored


@pytest.mark.parametrize("name", files.drawn_otherwise())
def test_what_is_drawn_otherwise_than_it_is_stored_shows(reader: ReplyReader, name: str) -> None:
    key, content = files.drawn_otherwise()[name]
    raw = pdf(reader, content)
    differs = raw.drawn.get(key, raw.values.get(key)) != raw.values.get(key)
    assert differs or key in (*raw.twice, *raw.covered)
    other = next(each for each in files.FIELDS if each != key)
    assert raw.drawn[other] == raw.values[other]


# ---- T5: what a PDF does by itself


@pytest.mark.parametrize("name", files.active())
def test_what_a_pdf_would_do_is_told_and_its_values_are_read(reader: ReplyReader, name: str) -> None:
    told, content = files.active()[name]
    raw = pdf(reader, content)
    assert told in raw.active
    assert raw.values == files.FIELDS


def test_of_fifty_clean_files_none_is_suspected(reader: ReplyReader) -> None:
    for content in files.clean(50):
        raw = pdf(reader, content)
        assert raw == Raw(values=raw.values, drawn=raw.values)
        assert raw.values.keys() == files.FIELDS.keys()


# ---- T6: damaged files


@pytest.mark.faults
@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_whatever_is_broken_in_a_file_the_reader_answers(reader: ReplyReader, kind: str) -> None:
    whole = files.pdf_file(SMALL) if kind == "pdf" else files.sheet_file()
    ask = files.asked_of(SMALL) if kind == "pdf" else files.wanted()
    sound = reader.read(whole, SHEET, ask)
    troubles = []
    broken = files.mutants if kind == "pdf" else files.sheet_mutants
    for content in broken(whole, amount(300, 10_000), seed=5):
        raw = reader.read(content, SHEET, ask)
        troubles.append(raw.trouble)
        assert raw.trouble == "" or not (raw.values or raw.drawn), "half of a file was read"
    assert not GIVEN_UP & set(troubles)
    assert len(set(troubles)) > 1, "no file was broken"
    assert reader.read(whole, SHEET, ask) == sound, "a file left something behind in the reader"


SMALL = {key: files.FIELDS[key] for key in (TOKEN, "price.total", "people.on_site")}


def test_what_is_no_form_is_told_apart() -> None:
    reader = ReplyReader()
    try:
        asked = files.wanted()
        assert reader.read(b"", SHEET, asked).trouble == Trouble.EMPTY
        assert reader.read(b"Dear all", SHEET, asked).trouble == Trouble.KIND
        assert reader.read(b"%PDF-1.7" + b" " * reply_worker.LARGEST, SHEET, asked).trouble == Trouble.LARGE
        assert reader.process_id is None  # for none of these a process is needed
        assert reader.read(files.sheet_file(), "Other", asked).trouble == Trouble.NO_FORM
        assert reader.read(files.pdf_file({"other": "1"}), SHEET, asked).trouble == Trouble.NO_FORM
        locked = files.rewritten(files.pdf_file(), lambda writer: writer.encrypt("secret"))
        assert reader.read(locked, SHEET, asked).trouble == Trouble.PROTECTED
    finally:
        reader.close()


# ---- T7: changed questions


def test_every_change_of_what_was_printed_is_told() -> None:
    asked = files.wanted()
    there = [key for key in asked.printed if key in asked.cells]
    assert len(there) > 20
    for at, key in enumerate(there):
        words = f"{asked.printed[key]}!" if at % 3 else None
        raw = read_sheet(files.sheet_file(**{key: words}), SHEET, asked)
        assert raw.printed == {key: words or ""}
        assert raw.values == files.ANSWERS


def test_a_question_that_no_longer_stands_on_a_page_is_told(reader: ReplyReader) -> None:
    printed = {"a": "Pay before 6 am with 20 users"}
    for words, gone in (
        ("Pay before 6 am with 20 users", {}),
        ("Pay before 6 am with 120 users", {"a": ""}),
        ("Pay before 6 am with 2 users", {"a": ""}),
        ("Pay before 6 pm with 20 users", {"a": ""}),
    ):
        ask = Wanted({}, tuple(files.FIELDS), printed)
        assert reader.read(files.pdf_file(words=words), SHEET, ask).printed == gone


# ---- the process


def test_a_reader_that_dies_is_replaced(reader: ReplyReader) -> None:
    assert not pdf(reader, files.pdf_file()).trouble
    first = reader.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    again = [pdf(reader, files.pdf_file()) for _ in range(2)]
    assert again[1].values == files.FIELDS
    assert reader.process_id not in (None, first)


def test_a_reader_that_takes_too_long_is_given_up_and_replaced() -> None:
    hasty = ReplyReader(seconds=0)
    try:
        assert hasty.read(files.pdf_file(), SHEET, files.asked_of(files.FIELDS)).trouble == Trouble.SLOW
        assert hasty.process_id is None
    finally:
        hasty.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory is limited where the system can limit a process")
def test_a_reader_that_wants_too_much_memory_ends_and_nothing_else_does() -> None:
    narrow = ReplyReader(memory=64 * 1024 * 1024)
    try:
        raw = narrow.read(files.pdf_file(), SHEET, files.asked_of(files.FIELDS))
        assert raw.trouble in (Trouble.SWOLLEN, Trouble.CRASHED, Trouble.DAMAGED)
    finally:
        narrow.close()


def test_whatever_a_library_raises_means_that_the_file_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    for raised, trouble in ((RecursionError(), Trouble.DAMAGED), (MemoryError(), Trouble.SWOLLEN)):

        def fail(*_: object, raised: Exception = raised) -> Raw:
            raise raised

        monkeypatch.setattr(reply_worker, "read_pdf", fail)
        request = {"kind": "pdf", "sheet": SHEET, "cells": {}, "answers": [], "printed": {}}
        assert answered(request, b"%PDF-") == Raw(trouble=trouble)


def test_what_comes_back_is_text_of_limited_length_and_nothing_unseen() -> None:
    raw = Raw(values={"a": "x" * (MOST_LETTERS + 5), "b": "1\u202e2\x00\ud8003\n4"})
    assert read_raw(written(raw)).values == {"a": "x" * MOST_LETTERS, "b": "123\n4"}
    for wrong in (b"[]", b"{}", b"{", written(raw).replace(b'"drawn": {}', b'"drawn": {"a": 1}')):
        with pytest.raises(ValueError):  # noqa: PT011  whatever JSON says of it
            read_raw(wrong)


def test_the_token_and_the_hash_stand_where_they_are_looked_for_before_opening() -> None:
    assert (cells(files.form())[TOKEN], cells(files.form())[SCOPE]) == ("B1", "C1")
