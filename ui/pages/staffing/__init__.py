"""Ways to staff a plan: teams to choose from, what each day sooner costs, and what cannot hold together."""
