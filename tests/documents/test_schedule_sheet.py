"""The printed schedule: nothing is made smaller, what is wider goes on overleaf, and the picture is said in words."""

import itertools
import uuid
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.documents import gantt_chart, schedule_sheet, styles
from app.documents.figures import Gantt
from app.documents.gantt_chart import MONTHS, QUARTERS, WEEKS, cut, gantt_charts, seen_rows
from app.documents.web_twin import web_page
from app.queries.schedule_paper import SchedulePaper
from app.queries.schedule_rows import Band, Bar, SchedulePage
from app.words.formats import Formats
from tests.documents.clinic import head

FORMATS = Formats()
START = date(2026, 1, 5)
MM = 72 / 25.4
GERMAN = "Datenschutzfolgenabschätzungen und Verfügbarkeitsvereinbarungen nachweisen"


def bar(number: int, step: int = 14, **facts: Any) -> Bar:
    begins = START + timedelta(days=number * step)
    base = Bar(
        uuid.UUID(int=number), f"stage:{number}", "stage", f"Stage {number} of all", f"stage:{number}", 0, begins,
        begins + timedelta(days=step), begins - timedelta(days=3), begins + timedelta(days=step - 4),
        Decimal(10), number % 2 == 0, 0, "planned", "Planned", "Priya Nair", "£6,400", "4 days late", "",
        begins + timedelta(days=step - 2), begins + timedelta(days=step + 9),
    )  # fmt: skip
    return base._replace(**facts)


def paper(*bars: Bar, **facts: Any) -> SchedulePaper:
    ends = max(each.ends_on for each in bars if each.ends_on is not None)
    page = SchedulePage(
        title="Online ordering", start=START, end=ends, today=START + timedelta(days=10),
        needed_by=ends + timedelta(days=12), p50=ends + timedelta(days=3), p80=ends + timedelta(days=9),
        chance_words="In 42 of 100 draws the plan is over in time.", bars=bars, arrows=(),
        bands=(
            Band(date(2026, 1, 10), date(2026, 1, 11), "weekend", "Weekend", ""),
            Band(date(2026, 1, 14), date(2026, 1, 14), "holiday", "Pongal", "the team’s"),
        ),
        findings=(), drivers=(), can_edit=False, baseline_version=1,
    )  # fmt: skip
    return SchedulePaper(head(date(2026, 2, 26)), page._replace(**facts))


def drawn(found: SchedulePaper, paper_size: str = "A4") -> PdfReader:
    made = schedule_sheet.draw(found, formats=FORMATS, paper_size=paper_size)
    assert made.missing == ()
    return PdfReader(BytesIO(made.pdf))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.parametrize("paper_size", styles.PAPERS)
@pytest.mark.parametrize("count", [3, 25])
def test_every_stage_is_on_paper_with_its_end_its_money_and_how_late_it_is(
    count: int, paper_size: str
) -> None:
    found = words(drawn(paper(*(bar(number) for number in range(count))), paper_size))
    for number in range(count):
        assert f"Stage {number} of all" in found
    for each in ("£6,400", "4 days late", "Today 15 Jan", "needed", "Pongal", "42 of 100"):
        assert each in found


def test_up_to_six_rows_the_page_stands_and_with_more_it_lies() -> None:
    standing, lying = (drawn(paper(*(bar(at) for at in range(count)))).pages[0].mediabox for count in (6, 7))
    assert standing.height > standing.width
    assert lying.width > lying.height


def test_text_bars_and_rows_keep_their_least_sizes() -> None:
    assert min(gantt_chart.SMALL, gantt_chart.PLAIN) >= 7.5
    assert gantt_chart.BAR >= 4 * MM - 0.01
    assert gantt_chart.ROW >= 7 * MM


@pytest.mark.parametrize(("days", "scale"), [(60, WEEKS), (400, MONTHS), (900, QUARTERS)])
def test_the_scale_is_the_finest_at_which_all_days_fit(days: int, scale: gantt_chart.Scale) -> None:
    assert cut(START, START + timedelta(days=days), 560) == (scale, [(START, START + timedelta(days=days))])


def test_what_is_longer_than_the_coarsest_scale_holds_is_cut_into_pieces_that_overlap() -> None:
    last = START + timedelta(days=4000)
    scale, pieces = cut(START, last, 560)
    assert scale is QUARTERS
    assert len(pieces) > 1
    assert (pieces[0][0], pieces[-1][1]) == (START, last)
    assert all(one[1] - other[0] == gantt_chart.OVERLAP for one, other in itertools.pairwise(pieces))
    assert all((end - start).days * scale.least <= 560 for start, end in pieces)


def test_each_piece_of_a_long_plan_repeats_the_names_and_says_where_it_goes_on() -> None:
    reader = drawn(paper(*(bar(number, step=150) for number in range(12))))
    found = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert "continues →" in found[0]
    assert "← continued" in found[-1]
    assert "What" in found[-1]
    assert all(any(f"Stage {number} of all" in each for each in found) for number in range(12))


def test_a_piece_of_a_long_plan_has_its_own_rows_each_task_under_its_stage() -> None:
    stage = bar(0, step=10)
    task = bar(0, step=10)._replace(
        key="task:1", kind="task", title="Late task", depth=1, starts_on=date(2027, 1, 4),
        ends_on=date(2027, 1, 8), base_starts=None, base_ends=None, late=None,
    )  # fmt: skip
    page = paper(stage, task, bar(60)).page
    rows = schedule_sheet.figure(page, FORMATS).rows
    shown = seen_rows(rows, date(2027, 1, 1), date(2027, 2, 1))
    assert [row.name for row in shown] == ["Stage 0 of all", "Late task"]


def test_rows_that_do_not_fit_go_on_under_a_head_of_their_own() -> None:
    figure: Gantt = schedule_sheet.figure(paper(*(bar(number) for number in range(40))).page, FORMATS)
    chart = gantt_charts(figure, 700, FORMATS)[0]
    _width, height = chart.wrap(700, 400)
    first, rest = chart.split(700, 400)
    assert first.wrap(700, 400)[1] <= 400
    assert first.wrap(700, 400)[1] + rest.wrap(700, 400)[1] > height


def test_a_name_too_long_is_cut_and_stands_in_full_in_the_words_of_the_picture() -> None:
    found = paper(bar(0, title=GERMAN), bar(1, starts_on=None, ends_on=None))
    assert "…" in words(drawn(found))
    assert "no dates yet" in words(drawn(found))
    page = web_page(schedule_sheet.content(found, FORMATS), FORMATS)
    assert GERMAN in page
    assert "The schedule" in page
