"""The mapped classes: identity, relations and rules in the user's words."""
