"""The whole way on a phone: from an e-mail address to a documented Veranstaltung."""

from tests.browser.organiser import (
    HUMAN_MILLISECONDS,
    enter_by_code,
    last_mail,
    manage,
    own_link,
    save_and_go_on,
)

ORGANISER = "verein@example.org"
OVER = (
    "from veranstaltungen.models import Termin; from datetime import timedelta; "
    "from django.utils import timezone; "
    "Termin.objects.filter(veranstaltung__slug='{slug}').update("
    "starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1))"
)


def test_from_the_proposal_to_the_documentation(visit, signed_in, server):
    with visit(width=360) as organiser, signed_in("redaktion@example.org") as staff:
        slug = propose(organiser, server)
        decide(staff, "Fachtag Kai", "Zurückgeben", "Bitte nennen Sie den Raum.")
        mend(organiser, server, slug)
        decide(staff, "Fachtag Kai", "Veröffentlichen")
        assert "ist veröffentlicht" in last_mail(server, ORGANISER, 5)

        register_and_move_up(visit, server, slug)

        document(organiser, server, slug)


def propose(page, server):
    enter_by_code(page, server, ORGANISER)
    page.get_by_label("Titel").fill("Fachtag Kai")
    page.get_by_label("Art der Veranstaltung").select_option(label="Fachveranstaltung")
    page.get_by_label("Kurztext").fill("Wie Kinder am Kai spielen.")
    save_and_go_on(page)
    page.fill("[name=termine-0-day]", "2027-05-04")
    page.fill("[name=termine-0-clock]", "10:00")
    page.fill("[name=termine-0-end_clock]", "12:00")
    save_and_go_on(page)
    base = page.url.split("bearbeiten/")[0]
    page.goto(f"{base}bearbeiten/wo/")
    page.get_by_label("Kommune oder Quartier").select_option("musterstadt.nordhafen")
    page.get_by_label("Stadt oder Gemeinde").fill("Musterstadt")
    save_and_go_on(page)
    page.goto(f"{base}bearbeiten/anmeldung/")
    page.get_by_label("E-Mail-Adresse").fill("verein@example.org")
    page.get_by_label("Anmeldung hier im Portal").check()
    page.get_by_label("Plätze").fill("1")
    save_and_go_on(page)
    submit(page, base)
    assert "ist eingereicht" in last_mail(server, ORGANISER, 2)
    return base.rstrip("/").rsplit("/", 1)[1]


def submit(page, base):
    page.goto(f"{base}pruefen/")
    page.get_by_role("button", name="Jetzt einreichen").click()
    page.get_by_text("eingereicht", exact=True).first.wait_for()


def decide(page, title, step, reason=""):
    page.goto("/verwaltung/veranstaltungen/veranstaltung/?status__exact=submitted")
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("link", name=step, exact=True).click()
    if reason:
        page.fill("[name=reason]", reason)
    page.get_by_role("button", name=step).click()
    page.wait_for_url("**/change/")


def mend(page, server, slug):
    assert "Bitte nennen Sie den Raum." in last_mail(server, ORGANISER, 3)
    base = f"/meine-veranstaltungen/{slug}/"
    page.goto(base)
    page.get_by_text("Bitte nennen Sie den Raum.").first.wait_for()
    page.goto(f"{base}bearbeiten/wo/")
    page.get_by_label("Haus und Raum").fill("Haus am Kai, Raum 2")
    save_and_go_on(page)
    submit(page, base)


def register_and_move_up(visit, server, slug):
    """The last place, the waiting list, a place given back, and the one who moves up."""
    first, second = "erste@example.org", "zweite@example.org"
    with visit(width=360) as page:
        for email in (first, second):
            register(page, slug, email)
            page.goto(own_link(last_mail(server, email, 1)))
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_load_state()
        assert "Sie sind angemeldet" in last_mail(server, first, 2)
        assert "Sie stehen auf der Warteliste" in last_mail(server, second, 2)
        page.goto(own_link(last_mail(server, first, 1)))
        page.get_by_role("link", name="Abmelden").click()
        page.locator("main form button[type=submit]").first.click()
        offer = last_mail(server, second, 3)
        assert "ein Platz frei geworden" in offer
        page.goto(own_link(offer))
        page.locator("main form button[type=submit]").first.click()
        assert "Sie sind angemeldet" in last_mail(server, second, 4)


def register(page, slug, email):
    page.goto(f"/veranstaltungen/{slug}/anmelden/")
    page.get_by_label("Name").fill("Gast")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.locator("[name=consent]").check()
    page.wait_for_timeout(HUMAN_MILLISECONDS)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/eingegangen/")


def document(page, server, slug):
    page.goto(f"/meine-veranstaltungen/{slug}/")
    page.get_by_role("link", name="Anmeldungen").click()
    page.get_by_text("zweite@example.org").first.wait_for()
    manage(server, "shell", "-c", OVER.format(slug=slug))
    manage(server, "finish_veranstaltungen")
    assert "ist vorbei" in last_mail(server, ORGANISER, 6)
    page.goto(f"/meine-veranstaltungen/{slug}/dokumentation/")
    page.get_by_label("Ergebnisse").fill("Drei Patenschaften sind verabredet.")
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.get_by_role("button", name="Dokumentation veröffentlichen").click()
    page.get_by_text("dokumentiert", exact=True).first.wait_for()
    page.goto(f"/veranstaltungen/{slug}/")
    page.get_by_text("Drei Patenschaften sind verabredet.").wait_for()
