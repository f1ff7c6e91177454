from django.urls import path

from portal.sprachen import views

app_name = "sprachen"

urlpatterns = [
    path("gebaerdenvideo/<path:path>", views.video, name="video"),
    path("vorschau/fassung/<str:token>/", views.preview, name="preview"),
]
