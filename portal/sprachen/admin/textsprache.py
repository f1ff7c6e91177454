from django.contrib import admin

from portal.konten.admin import KommuneScopedAdmin
from portal.sprachen.models import Textsprache


@admin.register(Textsprache)
class TextspracheAdmin(KommuneScopedAdmin):
    list_display = ["german_name", "name", "code", "direction", "order"]
    fields = ["german_name", "name", "code", "direction", "order"]

    def get_queryset(self, request):
        # No `managed_by`: languages are common to all; the permission decides who changes them.
        return super(KommuneScopedAdmin, self).get_queryset(request)

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []
