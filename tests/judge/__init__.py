"""How right the program's advice is, on data it was not made from. `make judge` prints it as one table."""
