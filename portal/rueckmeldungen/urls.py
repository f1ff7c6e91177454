from django.urls import path

from portal.rueckmeldungen import views

app_name = "rueckmeldungen"

urlpatterns = [
    path("barriere-melden/", views.BarrierView.as_view(), name="create"),
    path("kontakt/", views.ContactView.as_view(), name="contact"),
    path("eingang/<slug:reference>/", views.ReceivedView.as_view(), name="received"),
]
