"""The shop's addresses."""

from django.urls import path
from shop import sends, views

urlpatterns = [
    path("api/orders/<int:order_id>/", views.order),
    path("api/broken/", views.broken),
    path("sends/<kind>/in-transaction/", sends.in_transaction),
    path("sends/<kind>/broken/", sends.broken),
    path("sends/<kind>/crowded/<int:number>/", sends.crowded),
    path("sends/<kind>/from-a-thread/", sends.from_a_thread),
    path("sends/<kind>/awaited/", sends.awaited),
]
