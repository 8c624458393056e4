from django.urls import path

from .views import login, my_access, proofs

app_name = "accounts"
urlpatterns = [
    path("login/", login.login, name="login"),
    path("login/second-factor/", login.second_factor, name="second_factor"),
    path("login/passkey/", login.passkey, name="passkey"),
    path("login/passkey/options/", login.passkey_to_ask, name="passkey_to_ask"),
    path("logout/", login.logout, name="logout"),
    path("access/", my_access.my_access, name="my_access"),
    path("access/set-up/", my_access.set_up, name="set_up"),
    path("access/app/", my_access.add_app, name="add_app"),
    path("access/passkey/", my_access.add_passkey, name="add_passkey"),
    path("access/passkey/options/", my_access.passkey_to_make, name="passkey_to_make"),
    path("access/remove/", my_access.remove_factor, name="remove_factor"),
    path("access/codes/", my_access.paper_codes, name="paper_codes"),
    path("access/password/", my_access.password, name="password"),
    path("access/others/", my_access.end_others, name="end_others"),
    path("access/confirm/", proofs.confirm, name="confirm"),
    path("access/confirm/passkey/", proofs.confirm_passkey, name="confirm_passkey"),
]
