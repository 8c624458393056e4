"""All addresses. Each room brings its own; what is shared by them stands here."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from ankommen.accounts.access import may

from . import reports, views
from .api import api_urls
from .open_api import open_urls

urlpatterns = [
    path("", views.front, name="front"),
    path("desk/", may("desk", "read")(views.desk), name="desk"),
    path("language/", login_not_required(require_POST(set_language)), name="set_language"),
    path("", include("ankommen.portal.robot_urls")),
    path("health/", views.health, name="health"),
    path("csp-report/", reports.csp_report, name="csp_report"),
    path("", include("ankommen.accounts.urls")),
    path("journal/", include("ankommen.accounts.journalsearch.urls")),
    path("questionnaires/", include("ankommen.questionnaires.urls")),
    path("interviews/", include("ankommen.interviews.urls")),
    path("cases/", include("ankommen.cases.urls")),
    path("desk/offers/", include("ankommen.offers.desk.urls")),
    path("desk/translations/", include("ankommen.portal.translating.urls")),
    path("desk/suggestions/", include("ankommen.portal.suggestions.urls")),
    path("desk/thesaurus/", include("ankommen.portal.searchwords.urls")),
    path("still-right/", include("ankommen.offers.public_urls")),
    path("my-case/", include("ankommen.cases.public_urls")),
    path("results/", include("ankommen.evaluation.urls")),
    path("figures/", include("ankommen.evaluation.public_urls")),
    path("", include("ankommen.config.papers.urls")),
    path("api/", open_urls()),
    path("api/", api_urls()),
    *i18n_patterns(path("", include("ankommen.portal.urls"))),
]
handler400 = "ankommen.config.refusals.bad_request"
handler403 = "ankommen.config.refusals.not_open"
handler404 = "ankommen.config.refusals.not_found"
handler500 = "ankommen.config.refusals.server_error"
