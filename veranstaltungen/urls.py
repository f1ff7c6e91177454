from django.urls import include, path

from veranstaltungen.views import (
    anmeldung,
    bearbeiten,
    beteiligte,
    dateien,
    details,
    einbetten,
    entfernen,
    feeds,
    importieren,
    lists,
    meine,
    monat,
    schritte,
    teilnahme,
    vorschlagen,
)

app_name = "veranstaltungen"

# Below the signed key of one Anmeldung.
OWN = [
    path("", anmeldung.RegistrationView.as_view(), name="registration"),
    path("aendern/", anmeldung.RegistrationChangeView.as_view(), name="registration_change"),
    path("abmelden/", anmeldung.RegistrationCancelView.as_view(), name="registration_cancel"),
    path("termin.ics", anmeldung.RegistrationCalendarView.as_view(), name="registration_calendar"),
    path(
        "bescheinigung/",
        anmeldung.RegistrationCertificateView.as_view(),
        name="registration_certificate",
    ),
]
# Who comes, below one's own Veranstaltung.
GUESTS = [
    path("fragen/", teilnahme.QuestionsView.as_view(), name="questions"),
    path("anmeldungen/", teilnahme.RegistrationListView.as_view(), name="registrations"),
    path("anmeldungen.csv", teilnahme.RegistrationExportView.as_view(), name="registrations_csv"),
    path("anmeldungen/einlassliste/", teilnahme.CheckInListView.as_view(), name="check_in_list"),
    path("anmeldungen/anwesenheit/", teilnahme.AttendanceView.as_view(), name="attendance"),
    path("anmeldungen/nachricht/", teilnahme.MessageView.as_view(), name="message"),
    path("anmeldungen/plaetze/", teilnahme.CapacityView.as_view(), name="capacity"),
    path("anmeldungen/<int:pk>/anwesend/", teilnahme.AttendView.as_view(), name="attend"),
    path(
        "anmeldungen/<int:pk>/absagen/",
        teilnahme.DismissView.as_view(),
        name="registration_dismiss",
    ),
    path(
        "anmeldungen/<int:pk>/bescheinigung/",
        teilnahme.CertificateView.as_view(),
        name="certificate",
    ),
]

# A word below /veranstaltungen/ or /meine-veranstaltungen/ that is a page of its own belongs into
# RESERVED_SLUGS (models/veranstaltung.py) too.
urlpatterns = [
    # Finding: lists, calendar, feeds
    path("veranstaltungen/", lists.VeranstaltungListView.as_view(), name="list"),
    path("veranstaltungen.<slug:suffix>", lists.VeranstaltungExportView.as_view(), name="export"),
    path("veranstaltungen/kalender/", monat.KalenderView.as_view(), name="calendar"),
    path("veranstaltungen/einbetten/", einbetten.EmbeddedListView.as_view(), name="embed"),
    path(
        "veranstaltungen/einbetten/anleitung/", einbetten.EmbedHelpView.as_view(), name="embed_help"
    ),
    # Registration
    path(
        "veranstaltungen/<slug:slug>/anmelden/", anmeldung.RegisterView.as_view(), name="register"
    ),
    path(
        "veranstaltungen/<slug:slug>/anmelden/eingegangen/",
        anmeldung.RegisteredView.as_view(),
        name="registered",
    ),
    path("veranstaltungen/anmeldung/<str:key>/", include(OWN)),
    # Organisers: proposal
    path("veranstaltungen/vorschlagen/", vorschlagen.propose, name="propose"),
    # Organisers: /meine-veranstaltungen/
    path("meine-veranstaltungen/", meine.dashboard, name="dashboard"),
    path("meine-veranstaltungen/neu/", bearbeiten.CreateView.as_view(), name="create"),
    path("meine-veranstaltungen/importieren/", importieren.import_file, name="import"),
    path(
        "meine-veranstaltungen/organisation/<int:pk>/",
        beteiligte.organisation,
        name="organisation",
    ),
    path(
        "meine-veranstaltungen/organisation/<int:pk>/<int:person>/entfernen/",
        beteiligte.remove_member,
        name="remove_member",
    ),
    path("meine-veranstaltungen/<slug:slug>/", meine.manage, name="manage"),
    path(
        "meine-veranstaltungen/<slug:slug>/vorschau/", meine.PreviewView.as_view(), name="preview"
    ),
    path("meine-veranstaltungen/<slug:slug>/kopieren/", meine.copy, name="copy"),
    path("meine-veranstaltungen/<slug:slug>/pruefen/", bearbeiten.check, name="check"),
    path("meine-veranstaltungen/<slug:slug>/zugang/", beteiligte.people, name="people"),
    path(
        "meine-veranstaltungen/<slug:slug>/zugang/<int:pk>/entfernen/",
        beteiligte.remove_person,
        name="remove_person",
    ),
    path(
        "meine-veranstaltungen/<slug:slug>/bild/entfernen/",
        entfernen.picture,
        name="remove_picture",
    ),
    path(
        "meine-veranstaltungen/<slug:slug>/dokumentation/bild/<int:pk>/entfernen/",
        entfernen.result_picture,
        name="remove_result_picture",
    ),
    path("meine-veranstaltungen/<slug:slug>/loeschen/", entfernen.draft, name="delete_draft"),
    path(
        "meine-veranstaltungen/<slug:slug>/material/<int:pk>/entfernen/",
        entfernen.material,
        name="remove_material",
    ),
    path(
        "meine-veranstaltungen/<slug:slug>/dokumentation/",
        bearbeiten.DokumentationView.as_view(),
        name="document",
    ),
    path("meine-veranstaltungen/<slug:slug>/schritt/<slug:name>/", schritte.step, name="step"),
    path(
        "meine-veranstaltungen/<slug:slug>/bearbeiten/<slug:part>/",
        bearbeiten.PartView.as_view(),
        name="update",
    ),
    path("meine-veranstaltungen/<slug:slug>/", include(GUESTS)),
    # One Veranstaltung, after all words of their own
    path(
        "veranstaltungen/<slug:slug>/",
        details.VeranstaltungDetailView.as_view(),
        name="detail",
    ),
    path("veranstaltungen/<slug:slug>.ics", feeds.single, name="ics"),
    # Files
    path("veranstaltungmaterial/<path:path>", dateien.material, name="material"),
]
