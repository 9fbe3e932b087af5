"""Turn a source file as it is written for people into the tree its dataclasses expect."""

from collections.abc import Callable
from typing import Any, TypeAlias

Tree: TypeAlias = dict[str, Any]


def weights(table: Tree) -> Tree:
    """`{order: [...], TPL-A: [...], ...}` as an order and its rows."""
    return {"order": table["order"], "rows": {name: row for name, row in table.items() if name != "order"}}


def factors(tree: Tree) -> Tree:
    """Weights as rows, a share left to the template as none, safety points by kind, a key per word."""
    for factor in tree["factors"]:
        for part in factor["parts"]:
            part["share"] = None if part["share"] == "template" else part["share"]
            if "points" in part:
                part["points"] = _safety_points(part["points"])
    for word in tree["importance"]["words"]:
        word["key"] = word["word"].lower().replace(" ", "_")
    return {**tree, "weights": weights(tree["weights"])}


def _safety_points(table: Tree) -> Tree:
    best = {name: points for entry in table["best_of"] for name, points in entry.items()}
    each = {name: points for name, points in table.items() if name not in ("best_of", "witnessed")}
    return {"each": each, "best_of": best, "witnessed": table["witnessed"]}


def matching(tree: Tree) -> Tree:
    """Weights as rows."""
    return {**tree, "weights": weights(tree["weights"])}


def lifecycle(tree: Tree) -> Tree:
    """The light path's shortcuts and its document apart."""
    shortcuts = tree.pop("light_path_shortcuts")
    return {
        **tree,
        "light_path_shortcuts": shortcuts["Project"],
        "light_path_document": shortcuts["document"],
    }


def credentials(tree: Tree) -> Tree:
    """The factors that the scoring sentence states, as numbers."""
    standard = tree["pre_credentialed_standard"]
    standard["scoring"] = {"formula": standard["scoring"], **standard.pop("scoring_factors")}
    return tree


def engagement(tree: Tree) -> Tree:
    """Hours that are numbers apart from the one entry that is a sentence."""
    overlap = tree["overlap_rule"]
    hours = overlap["minimum_hours"]
    overlap["service_hours"] = hours.pop("ongoing_support")
    return tree


def risks(tree: Tree) -> Tree:
    """The bands from the highest score down, so that the first that fits is the one."""
    tree["method"]["bands"].sort(key=lambda band: -band["min"])
    return tree


def as_written(tree: Tree) -> Tree:
    """The file needs no other shape."""
    return tree


SHAPES: dict[str, Callable[[Tree], Tree]] = {
    "factors": factors,
    "matching": matching,
    "lifecycle": lifecycle,
    "credentials": credentials,
    "engagement": engagement,
    "risks": risks,
}
