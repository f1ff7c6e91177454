from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView

from portal.beitraege.models import Seite
from portal.konten import abuse
from portal.rueckmeldungen import workflow
from portal.rueckmeldungen.forms import BarrierForm, ContactForm, page_from
from portal.rueckmeldungen.models import Rueckmeldung

MESSAGES_PER_HOUR = 10
TOO_MANY = _(
    "Von Ihrem Anschluss kamen gerade sehr viele Nachrichten. Bitte senden Sie diese in einer "
    "Stunde noch einmal ab."
)


class ReceivingView(FormView):
    """A form whose message is kept before anything else is tried."""

    title = ""

    def get_context_data(self, **kwargs):
        breadcrumb = [(_("Start"), reverse("home")), (self.title, "")]
        return super().get_context_data(breadcrumb=breadcrumb, **kwargs)

    def form_valid(self, form):
        if not abuse.allow(self.request, "rueckmeldung", MESSAGES_PER_HOUR):
            form.add_error(None, TOO_MANY)
            return self.form_invalid(form)
        workflow.receive(form.instance)
        return redirect(form.instance)


class BarrierView(ReceivingView):
    form_class = BarrierForm
    template_name = "rueckmeldungen/barrier_form.html"
    title = _("Barriere melden")

    def get_initial(self):
        return {"page": page_from(self.request)}


class ContactView(ReceivingView):
    form_class = ContactForm
    template_name = "rueckmeldungen/contact_form.html"
    title = _("Kontakt")

    def get_context_data(self, **kwargs):
        seite = Seite.objects.published().filter(slug="kontakt").first()
        return super().get_context_data(seite=seite, **kwargs)


@method_decorator(never_cache, name="dispatch")
class ReceivedView(DetailView):
    """The receipt; who keeps its address sees later whether there is an answer."""

    queryset = Rueckmeldung.objects.all()
    slug_field = slug_url_kwarg = "reference"
    template_name = "rueckmeldungen/received.html"
    extra_context = {"breadcrumb": [(_("Start"), reverse_lazy("home")), (_("Eingegangen"), "")]}
