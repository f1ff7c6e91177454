from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere.forms import FinderForm


def find(request):
    """Mein Quartier finden: by name, postcode, place or point."""
    form = FinderForm(request.GET)
    steps = [(_("Start"), reverse("home")), (_("Quartiere"), reverse("quartiere:list"))]
    context = {
        "form": form,
        "fund": form.search(),
        "breadcrumb": [*steps, (_("Mein Quartier finden"), "")],
    }
    return render(request, "quartiere/finden.html", context)
