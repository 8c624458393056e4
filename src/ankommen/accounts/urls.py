from django.urls import path

from .people import views as people
from .views import invitation, login, my_access, policy, proofs

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
    path("access/renewal/", my_access.stop_renewal, name="stop_renewal"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("policy/", policy.policy, name="policy"),
    path("people/", people.people, name="people"),
    path("people/search/", people.search, name="search_people"),
    path("people/invite/", people.invite_somebody, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/end/", people.end, name="end"),
    path("people/<int:pk>/renew/", people.renew, name="renew"),
    path("people/invitations/<uuid:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("people/invitations/<uuid:pk>/confirm/", people.confirm, name="confirm_invitation"),
]
