"""What is the same everywhere. Each setting read from the environment has its row in the README's table."""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from lotus_cases.settings.logs import logging_config

env = environ.Env()

ROOT = Path(__file__).resolve().parents[2]
LOCAL = Path(env.str("LOCAL_DIR", default=str(ROOT / ".local")))

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")

# The demo sign-ins exist only where this says so; the demo command refuses otherwise.
DEMO = env.bool("DEMO", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_structlog",
    "pgtrigger",
    "pghistory",
    "audit",
    "ui",
    "clocks",
    "accounts",
    "files",
    "outbox",
    "cases",
    "documents",
    "support",
    "triage",
    "pag",
    "letters",
    "lessons",
    "desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ui.middleware.ProbeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ui.middleware.PageSafetyMiddleware",
    "cases.middleware.GrantsMiddleware",
]

ROOT_URLCONF = "lotus_cases.urls"
WSGI_APPLICATION = "lotus_cases.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context.service",
                "desk.context.navigation",
            ],
            "builtins": ["ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nhsuk"]
CRISPY_TEMPLATE_PACK = "nhsuk"

DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# The role the product itself works as; `migrate` grants it what it needs, which leaves out
# changing or deleting audit rows. Empty: the role of DATABASE_URL (see docs/operations.md).
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Addresses are checked by the invitation: only who reads the mailbox can accept it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"reset_password": "accounts.forms.forgotten.ForgottenForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "LOTUS Cases"

SESSION_ENGINE = "accounts.sessions"
# Not in a cookie of their own, which holds them for anybody to read: they name people.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = env.int("SESSION_MINUTES", default=60) * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ui.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(ROOT / "staticfiles")))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Gathered by whoever installs, read by whoever serves; unlike stored bytes, below.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
# Fonts: those for browsers are compressed as they are; the PDF maker's are hardly ever sent.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("woff2", "ttf")

# Stored bytes are never served by the web server itself: `files` streams them through a check.
MEDIA_ROOT = Path(env.str("FILES_DIR", default=str(LOCAL / "files")))
MEDIA_URL = ""
UPLOAD_LIMIT_MB = env.int("UPLOAD_LIMIT_MB", default=100)
UPLOAD_LIMIT_MB_WITHOUT_JAVASCRIPT = env.int("UPLOAD_LIMIT_MB_WITHOUT_JAVASCRIPT", default=20)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Stored bytes are for the product alone to read.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", default="")

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
# Rate limits count in Redis where it is up; the pages work without it.
CACHES = {
    "default": {
        "BACKEND": "ui.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.5},
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 0.5,
    "socket_timeout": 5,
    "visibility_timeout": 600,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TIMEZONE = TIME_ZONE
# How long one PDF may take. After that and a little more another worker may take it over.
PDF_SECONDS = env.int("PDF_SECONDS", default=75)
# Sweeps and heartbeats that no worker took in time are worth nothing later: they expire.
CELERY_BEAT_SCHEDULE = {
    "outbox: send what waits": {
        "task": "outbox.tasks.sweep",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "pag: keep access in step with memberships": {"task": "pag.tasks.keep_access", "schedule": 3600.0},
    "documents: make the PDFs that wait": {
        "task": "documents.tasks.sweep",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "pag: make the papers that wait": {
        "task": "pag.packs.tasks.sweep",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "pag: keep papers up to date": {
        "task": "pag.packs.tasks.keep_all",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "pag: remind owners of actions": {"task": "pag.following.tasks.remind", "schedule": 3600.0},
    "pag: ask members to declare": {"task": "pag.planning.asking.ask_to_declare", "schedule": 3600.0},
    # At an hour, not after so many: else beats that start anew every day would never come to it.
    "files: remove bytes that no row speaks of": {
        "task": "files.tasks.remove_orphans",
        "schedule": crontab(hour="3", minute="10"),
    },
    "accounts: forget sessions that have ended": {
        "task": "accounts.tasks.forget_ended_sessions",
        "schedule": crontab(hour="3", minute="20"),
    },
    "worker heartbeat": {
        "task": "ui.tasks.heartbeat",
        "schedule": 15.0,
        "options": {"expires": 14},
    },
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_FILE_PATH = EMAIL_CONFIG.get("EMAIL_FILE_PATH") or str(LOCAL / "mail")
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="LOTUS Cases <no-reply@localhost>")

SERVICE_NAME = env.str("SERVICE_NAME", default="LOTUS Cases")
# The NHS logo may be used only by those entitled to it (NHS identity guidelines).
SHOW_NHS_LOGO = env.bool("SHOW_NHS_LOGO", default=False)

LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
