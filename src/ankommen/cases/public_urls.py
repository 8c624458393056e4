from django.urls import path

from .views import person, rights

app_name = "my_case"
urlpatterns = [
    path("", person.look, name="look"),
    path("withdraw/", person.withdraw, name="withdraw"),
    path("copy/", rights.my_copy, name="copy"),
]
