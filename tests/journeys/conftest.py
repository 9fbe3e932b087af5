"""Says on which screen the journeys are walked."""

from tests.journeys.display import real_screen


def pytest_report_header() -> str:
    """The platform stands in the head of the report, so that a run without a real screen is seen to be one."""
    return f"journeys: {'xcb under Xvfb' if real_screen() else 'offscreen (no Xvfb or its libraries here)'}"
