"""The shop's addresses."""

from django.urls import path
from shop import views

urlpatterns = [
    path("api/orders/<int:order_id>/", views.order),
    path("api/broken/", views.broken),
]
