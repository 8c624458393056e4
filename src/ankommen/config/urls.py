"""All addresses. Each room brings its own; what is shared by them stands here."""

from django.urls import include, path
from django.views.i18n import set_language

from ankommen.accounts.access import may

from . import views
from .api import api_urls

urlpatterns = [
    path("", may("desk", "read")(views.desk), name="desk"),
    path("language/", views.public(set_language), name="set_language"),
    path("health/", views.health, name="health"),
    path("", include("ankommen.accounts.urls")),
    path("questionnaires/", include("ankommen.questionnaires.urls")),
    path("interviews/", include("ankommen.interviews.urls")),
    path("api/", api_urls()),
]
handler400 = "ankommen.config.views.bad_request"
handler500 = "ankommen.config.views.server_error"
