"""Where robots look, at the root of the site."""

from django.urls import path

from . import discovery

urlpatterns = [
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", discovery.sitemap_index, name="sitemap_index"),
    path("sitemap-<section>.xml", discovery.sitemap, name="sitemap"),
]
