"""Settings of the example. What differs from machine to machine comes from the environment."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

# Where Tapis is, where the deployed embed is, and the folder of the built files (dist/).
TAPIS_BASE_URL = os.environ.get("TAPIS_BASE_URL", "https://designsafe.tapis.io")
TMS_CREDENTIALS_EMBED = os.environ.get("TMS_CREDENTIALS_EMBED", "https://credentials.example.org/embed/")
TMS_CREDENTIALS_DIST = Path(os.environ.get("TMS_CREDENTIALS_DIST", BASE_DIR.parents[2] / "dist"))

SECRET_KEY = os.environ["PORTAL_SECRET_KEY"]
DEBUG = os.environ.get("PORTAL_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("PORTAL_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "accounts",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.content_security_policy.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "portal.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("PORTAL_DATABASE", BASE_DIR / "portal.sqlite3"),
        # Two people who sign in at once wait for each other; else SQLite gives one of them an error.
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["accounts.tapis.TapisBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "credentials"

X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SAMESITE = "Lax"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("tms-credentials", TMS_CREDENTIALS_DIST)]
