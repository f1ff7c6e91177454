"""The admin: log-in by allauth, own first page with the person's own work."""

from functools import wraps

from allauth.account.decorators import secure_admin_login
from allauth.account.views import LogoutView
from django.contrib.admin import AdminSite
from django.contrib.admin.utils import unquote
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.i18n import JavaScriptCatalog


class PortalAdminSite(AdminSite):
    site_header = "Verwaltung"
    site_title = "Verwaltung"
    index_title = "Ihre Aufgaben"
    # Two clear ways (first page and breadcrumb) instead of a second list of everything.
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        """Every page of the admin. PostgreSQL refuses to look for NUL, nobody types it: drop it."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request, *args, **kwargs):
            if "%00" in request.META.get("QUERY_STRING", ""):
                request.GET = QueryDict(request.META["QUERY_STRING"].replace("%00", ""))
            return inner(request, *args, **kwargs)

        return guarded

    def get_urls(self):
        """Django's short link leads to any object's page, whoever asks; ours asks first."""
        short = path(
            "r/<int:content_type_id>/<path:object_id>/",
            self.admin_view(self.view_on_site),
            name="view_on_site",
        )
        late = path("frische/", self.admin_view(self.freshness), name="frische")
        return [short, late, *super().get_urls()]

    def freshness(self, request):
        """What is late in all Kommunen; the Programmleitung asks those who answer for it."""
        # Models may be imported only after the site is made.
        from portal import eskalation

        if not request.user.is_programmleitung:
            raise Http404
        rows, more = eskalation.delays()
        context = {**self.each_context(request), "title": "Lange überfällig"}
        return render(request, "admin/frische.html", {**context, "rows": rows, "more": more})

    def view_on_site(self, request, content_type_id, object_id):
        # The site is made before any model may be imported.
        from django.contrib.contenttypes.models import ContentType

        content_type = get_object_or_404(ContentType, pk=content_type_id)
        model_admin = self._registry.get(content_type.model_class())
        obj = model_admin and model_admin.get_object(request, unquote(object_id))
        if not hasattr(obj, "get_absolute_url"):
            raise Http404
        if not model_admin.has_view_permission(request, obj):
            raise Http404
        return redirect(obj)

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)

    def logout(self, request, extra_context=None):
        return LogoutView.as_view()(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def i18n_javascript(self, request, extra_context=None):
        packages = ["django.contrib.admin", "django_prose_editor"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def index(self, request, extra_context=None):
        return super().index(request, {"tasks": self.get_tasks(request), **(extra_context or {})})

    def get_tasks(self, request):
        """Collects what every admin reports; only those with something to do."""
        tasks = [
            task
            for model_admin in self._registry.values()
            if hasattr(model_admin, "get_tasks") and model_admin.has_view_permission(request)
            for task in model_admin.get_tasks(request)
        ]
        return sorted((task for task in tasks if task.number), key=lambda task: task.order)
