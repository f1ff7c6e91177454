from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from netzwerke.sitemaps import SITEMAPS as NETZWERKE_SITEMAPS
from portal import views
from portal.beitraege.sitemaps import SITEMAPS as BEITRAEGE_SITEMAPS
from portal.beitraege.views.seiten import SeiteView
from portal.daten.sitemaps import DatenSitemap
from portal.sprachen.addresses import in_languages, page
from portal.sprachen.sitemaps import FassungSitemap, in_complete_languages
from quartiere.monitoring.sitemaps import SITEMAPS as MONITORING_SITEMAPS
from quartiere.sitemaps import SITEMAPS
from quartiere.strategie.sitemaps import SITEMAPS as STRATEGIE_SITEMAPS
from veranstaltungen.sitemaps import SITEMAPS as VERANSTALTUNGEN_SITEMAPS

ALL_SITEMAPS = in_complete_languages(
    {
        **SITEMAPS,
        **MONITORING_SITEMAPS,
        **STRATEGIE_SITEMAPS,
        **NETZWERKE_SITEMAPS,
        **VERANSTALTUNGEN_SITEMAPS,
        "daten": DatenSitemap,
        **BEITRAEGE_SITEMAPS,
    }
) | {"fassungen": FassungSitemap}

handler500 = "portal.errors.server_error"

urlpatterns = [
    page("", views.home, name="home"),
    path("gesundheit/", views.health, name="health"),
    path("sitemap.xml", sitemap, {"sitemaps": ALL_SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path(".well-known/change-password", views.change_password, name="change_password"),
    path("konto/", views.account, name="account"),
    path("konto/wochenpost/", views.account_digest, name="account_digest"),
    path("konto/", include("allauth.urls")),
    path("verwaltung/", admin.site.urls),
    in_languages("monitoring/", "quartiere.monitoring.urls"),
    in_languages("", "quartiere.urls"),
    in_languages("", "quartiere.strategie.urls"),
    in_languages("", "netzwerke.urls"),
    in_languages("", "veranstaltungen.urls"),
    in_languages("", "portal.beitraege.urls"),
    in_languages("", "portal.rueckmeldungen.urls"),
    in_languages("", "portal.daten.urls"),
    in_languages("", "portal.suche.urls"),
    path("", include("portal.sprachen.urls")),
]

if settings.DEBUG:
    from portal.style import style

    urlpatterns.append(path("stil/", style, name="style"))

# Last, since it takes every single word at the root: pages that staff write.
urlpatterns.append(page("<slug:slug>/", SeiteView.as_view(), name="seite"))
