"""A plan as bars on a calendar beside its rows."""

from ui.widgets.gantt.gantt import Gantt
from ui.widgets.gantt.legend import GanttLegend

__all__ = ["Gantt", "GanttLegend"]
