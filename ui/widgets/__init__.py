"""The parts every screen is built from. One class a purpose; all reachable by keyboard, all named."""
