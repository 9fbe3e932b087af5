"""A schedule as files for other programs: a table for spreadsheets, dates for the owner's calendar."""

import re
from datetime import date

from app.exchange.plan_writing import schedule_calendar, schedule_table
from app.queries.schedule_rows import SchedulePage

TABLE, CALENDAR = "csv", "ics"
LONGEST_NAME = 40


def schedule_file(page: SchedulePage, ending: str, on: date) -> bytes:
    """What is written into a file of this ending."""
    return schedule_calendar(page, on) if ending == CALENDAR else schedule_table(page)


def schedule_file_name(page: SchedulePage, ending: str) -> str:
    """What to call the file: no system takes offence at it."""
    plain = re.sub(r"[\W_]+", "-", page.title.casefold())[:LONGEST_NAME].strip("-")
    return f"plan-{plain}.{ending}" if plain else f"plan.{ending}"
