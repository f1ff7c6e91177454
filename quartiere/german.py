"""German texts among those that are translated."""


class German(str):
    """What staff wrote, where a list holds translated texts beside it: names of Zielgruppen among
    the choices of a filter, a title at the end of a breadcrumb.

    On pages in another language templates give it `lang="de"` (the tag `source`).
    """

    __slots__ = ()
