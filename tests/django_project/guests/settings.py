"""Settings of the site: all that allauth, Wagtail and simple_history need to send their signals, and no more."""

SECRET_KEY = "only for tests"
ROOT_URLCONF = "guests.urls"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "guests",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.dummy",
    "allauth.usersessions",
    "simple_history",
    "wagtail.admin",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.users",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS} | {
    "wagtailcore": None,
    "wagtailadmin": None,
    "wagtaildocs": None,
    "wagtailimages": None,
    "wagtailusers": None,
}  # the tables as the models are: a hundred migrations of Wagtail take a minute
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
USE_TZ = True
STATIC_URL = "/static/"
LOGIN_REDIRECT_URL = "/accounts/email/"

ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_INSECURE_BYPASS_CODE = "000000"
SOCIALACCOUNT_AUTO_SIGNUP = True
USERSESSIONS_TRACK_ACTIVITY = True

WAGTAIL_SITE_NAME = "Guests"
WAGTAILADMIN_BASE_URL = "http://guests.example"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("en", "English"), ("de", "German"), ("fr", "French")]
