"""Example data: a fictional city that shows what the portal can do.

Each part is a module with `load()` and `remove()`; both return how many rows they touched. `load()`
creates what is missing and leaves alone what is there. `dataset.PARTS` lists the parts in order.
"""
