"""What the tests of public forms send and read."""

from portal.konten import abuse


def filled_in(**changes):
    """A barrier report as a person would send it."""
    return {
        "page": "/quartiere/",
        "message": "Der Vergrößerungsknopf hat keinen Namen.",
        "email": "",
        "opened": abuse.mark(seconds_ago=30),
        "homepage": "",
        **changes,
    }


def errors_of(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}
