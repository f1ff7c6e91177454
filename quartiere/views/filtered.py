"""Lists with a filter form, and the same rows as data."""

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import View

from quartiere.exporte import LICENCE
from quartiere.tabellenexport import TYPES, respond
from quartiere.views.lists import PagedListView


class FilteredListView(PagedListView):
    """`form_class` narrows the public rows, which `rows()` gives; `name` is "angebote" or such."""

    context_object_name = "rows"
    paginate_by = 24
    form_class = export = None
    url_name = export_name = title = ""

    @classmethod
    def rows(cls):
        raise NotImplementedError

    def get_queryset(self):
        self.filter_form = self.form_class(self.request.GET)
        return self.filter_form.apply(self.rows())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            filter_form=self.filter_form,
            list_url=reverse(self.url_name),
            downloads=self.downloads(),
            licence=LICENCE,
            breadcrumb=[(_("Start"), reverse("home")), (self.title, "")],
            **{"karte": None, "near": None, "km": 0, **kwargs},
        )

    def downloads(self):
        query = self.filter_form.query
        return [
            {
                "label": _("Diese Liste"),
                "type": TYPES[suffix][0],
                "url": reverse(self.export_name, args=[suffix]) + (f"?{query}" if query else ""),
            }
            for suffix in self.export.suffixes
        ]


@method_decorator(require_safe, name="dispatch")
class ExportView(View):
    """The rows of `list_view` in the format that the address ends with."""

    list_view = None

    def get(self, request, suffix):
        form = self.list_view.form_class(request.GET)
        return respond(request, suffix, self.list_view.export, form, self.list_view.rows())
