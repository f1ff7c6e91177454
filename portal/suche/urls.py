from django.urls import path

from portal.suche import views

app_name = "suche"

urlpatterns = [
    path("suche/", views.SucheView.as_view(), name="search"),
    path("suche/vorschlaege.json", views.suggest, name="suggestions"),
]
