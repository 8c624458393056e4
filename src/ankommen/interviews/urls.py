from django.urls import path

from . import views

app_name = "interviews"
urlpatterns = [
    path("", views.start.start, name="start"),
    path("keying/", views.keying.keying, name="keying"),
    path("take-back/", views.screen.take_back, name="take_back"),
    path("withdraw/", views.receipt.withdraw, name="withdraw"),
    path("forms/<str:digest>/document.json", views.screen.document, name="document"),
    path("forms/<str:digest>/texts/<str:language>.json", views.screen.texts, name="texts"),
    path("<uuid:pk>/", views.screen.screen, name="screen"),
    path("<uuid:pk>/notice/", views.start.notice, name="notice"),
    path("<uuid:pk>/draft/", views.screen.draft, name="draft"),
    path("<uuid:pk>/discard/", views.start.discard, name="discard"),
    path("<uuid:pk>/hand-over/", views.screen.hand_over, name="hand_over"),
    path("needs/", views.receipt.needs, name="needs"),
    path("sheet/", views.receipt.sheet, name="sheet"),
    path("correct/", views.receipt.correct, name="correct"),
]
