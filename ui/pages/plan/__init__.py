"""The pages of the plan."""

from ui.pages.plan.page import PlanPageView

PAGES = (
    ("project/{project}/plan", PlanPageView, "Plan"),
    ("project/{project}/plan/{part}", PlanPageView, "Plan"),
    ("project/{project}/plan/{part}/{subject}", PlanPageView, "Plan"),
)

__all__ = ["PAGES", "PlanPageView"]
