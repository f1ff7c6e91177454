"""What waits for a member of staff: the rows of the admin's first page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One line of "Ihre Aufgaben": `number` rows of `label`, listed at `url`.

    `examples` are pairs of a title and an address, a few of them; `advice` says what to do.
    Small numbers of `order` stand first: 10 for what is late, 50 for what would be nice.
    """

    label: str
    number: int
    url: str
    advice: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    order: int = 50
