"""The pages of the site."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
]
