"""Forms of the strategy's admin: slugs from titles, and one Quartier for the whole chain."""

from django import forms

from quartiere.admin.forms import SluggedForm
from quartiere.slugs import SlugPool

OTHER_QUARTIER = "Das gehört zu einem anderen Quartier: {}."


class KettenForm(SluggedForm):
    """Links of one chain belong to one Quartier; `same_quartier` names the relations."""

    same_quartier = ()

    class Meta:
        widgets = dict.fromkeys(
            ["zielgruppen", "handlungsfelder", "problemlagen"], forms.CheckboxSelectMultiple
        )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("title") and "slug" in self.fields:
            taken = self.slug_scope(cleaned).exclude(pk=self.instance.pk)
            cleaned["slug"] = SlugPool(taken.values_list("slug", flat=True)).take(cleaned["title"])
        if quartier := cleaned.get("quartier"):
            for name in self.same_quartier:
                self._check_quartier(name, cleaned.get(name), quartier)
        return cleaned

    def _check_quartier(self, name, chosen, quartier):
        rows = list(chosen) if hasattr(chosen, "all") else [chosen] if chosen else []
        # An Einschätzung may be about a Planungsraum and then has no Quartier of its own.
        if foreign := [str(row) for row in rows if row.quartier_id not in (quartier.pk, None)]:
            self.add_error(name, OTHER_QUARTIER.format(", ".join(foreign)))


class BedarfForm(KettenForm):
    same_quartier = ["einschaetzung"]

    def slug_scope(self, cleaned):
        return super().slug_scope(cleaned).filter(quartier=cleaned.get("quartier"))


class ZielForm(KettenForm):
    same_quartier = ["strategie", "bedarfe"]


class HandlungsansatzForm(KettenForm):
    same_quartier = ["ziele"]
