from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ankommen.places.queries import the_city

from .reading import nearest, paper_in, texts_in


@login_not_required
@require_safe
def public_paper(request: HttpRequest, name: str) -> HttpResponse:
    language = nearest(get_language())
    city = the_city()
    context = {
        "paper": paper_in(name, language, city),
        "words": texts_in(language)["words"],
        "language_of_facts": city.facts.get("default_language", "de") if city else "de",
    }
    return render(request, "config/paper.html", context)
