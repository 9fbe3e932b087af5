"""How rows are painted. Delegates read cells; they know no business and no model by name."""
