from django.urls import path

from . import confirming

app_name = "still_right"
urlpatterns = [path("<str:token>/", confirming.confirm, name="confirm")]
