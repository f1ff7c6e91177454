from django.urls import path

from quartiere.strategie import views

app_name = "strategie"

urlpatterns = [
    path("ziele/", views.ZielListView.as_view(), name="ziel_list"),
    path("ziele.<slug:suffix>", views.ZielExportView.as_view(), name="ziel_export"),
    path("ziele/<slug:slug>/", views.ZielDetailView.as_view(), name="ziel_detail"),
    path(
        "handlungsansaetze/", views.HandlungsansatzListView.as_view(), name="handlungsansatz_list"
    ),
    path(
        "handlungsansaetze.<slug:suffix>",
        views.HandlungsansatzExportView.as_view(),
        name="handlungsansatz_export",
    ),
    path(
        "handlungsansaetze/<slug:slug>/",
        views.HandlungsansatzDetailView.as_view(),
        name="handlungsansatz_detail",
    ),
]
