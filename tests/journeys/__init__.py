"""Whole journeys in a real window, walked with nothing but the mouse and the keyboard."""
