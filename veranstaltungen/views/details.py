"""The public page of one Veranstaltung."""

from django.utils.translation import gettext_lazy as _

from netzwerke.views.details import PublicDetailView
from veranstaltungen import anmeldung, karte, oeffentlich, structured_data, verwandt


class VeranstaltungDetailView(PublicDetailView):
    list_label, list_name = _("Veranstaltungen"), "veranstaltungen:list"
    template_name = "veranstaltungen/detail.html"

    def get_queryset(self):
        return oeffentlich.veranstaltung_detail()

    def get_context_data(self, **kwargs):
        item = self.object
        return super().get_context_data(
            reason=oeffentlich.reason_of(item),
            termine=item.termine.all(),
            has_programme=any(row.programm.all() for row in item.termine.all()),
            dokumentation=oeffentlich.dokumentation_of(item),
            material=[row for row in item.material.all() if not row.is_result],
            results=[row for row in item.material.all() if row.is_result],
            closed_reason=anmeldung.why_closed(item),
            json_ld=structured_data.events(item, self.request.build_absolute_uri),
            related=verwandt.related(item),
            karte=karte.of_veranstaltung(item),
            **kwargs,
        )
