"""Scripts that make the fitted tables from openly licensed data, which stays outside. Run by hand, never imported by
the program: `python -m fitting.titles DATA`, `python -m fitting.rates DATA`, in the environment of `make judge`.
"""
