from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.konten.abuse import GuardedForm, guard_fields
from portal.rueckmeldungen.models import Rueckmeldung

EMAIL_HELP = _("Nur wenn Sie eine Antwort möchten. Wir verwenden sie für nichts anderes.")


class ContactForm(GuardedForm, forms.ModelForm):
    kind = Rueckmeldung.Kind.CONTACT

    class Meta:
        model = Rueckmeldung
        fields = ["message", "email"]
        widgets = {"message": forms.Textarea(attrs={"rows": 8})}
        labels = {"message": _("Ihre Nachricht")}
        help_texts = {"email": EMAIL_HELP}
        error_messages = {
            "message": {"required": _("Bitte schreiben Sie uns, worum es geht.")},
            "email": {
                "invalid": _("Bitte prüfen Sie die Schreibweise, zum Beispiel name@mail.de.")
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = self.kind
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.Meta.fields, *guard_fields())
        self.helper.add_input(Submit("send", _("Nachricht senden")))


class BarrierForm(ContactForm):
    kind = Rueckmeldung.Kind.BARRIER

    class Meta(ContactForm.Meta):
        fields = ["page", "message", "email"]
        labels = {"message": _("Was funktioniert für Sie nicht?")}
        help_texts = {
            "page": _("Auf welcher Seite sind Sie auf die Barriere gestoßen?"),
            "message": _(
                "Hilfreich ist auch, womit Sie das Portal nutzen, zum Beispiel mit einem "
                "Bildschirmleseprogramm, am Telefon oder nur mit der Tastatur."
            ),
            "email": EMAIL_HELP,
        }
        error_messages = {
            **ContactForm.Meta.error_messages,
            "message": {"required": _("Bitte schreiben Sie uns, was nicht funktioniert.")},
        }


def page_from(request):
    """The address of the page the reader comes from, if it is one of this portal; else ""."""
    address = request.GET.get("seite", "")
    is_own = address.startswith("/") and not address.startswith("//")
    return address if is_own and len(address) <= 500 and address.isprintable() else ""
