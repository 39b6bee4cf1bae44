"""`django.contrib.auth.signals`, typed."""

from typedsignals.django.types import UserLoggedInSignal, UserLoggedOutSignal, UserLoginFailedSignal

user_logged_in: UserLoggedInSignal
user_login_failed: UserLoginFailedSignal
user_logged_out: UserLoggedOutSignal
