from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"
    verbose_name = "Portal"


class PortalAdminConfig(AdminConfig):
    default = False
    default_site = "portal.admin_site.PortalAdminSite"
