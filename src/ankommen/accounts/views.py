from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.views.decorators.http import require_http_methods

from .queries import active_accounts


class _Login(LoginView):
    """Django's own login, with the personas of the demo beside it."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        personas = active_accounts() if settings.DEMO else []
        return super().get_context_data(personas=personas, demo_password=settings.DEMO_PASSWORD, **kwargs)


login = require_http_methods(["GET", "HEAD", "POST"])(_Login.as_view())
logout = login_not_required(LogoutView.as_view())
