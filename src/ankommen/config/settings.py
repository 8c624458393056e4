"""All settings, read from top to bottom.

What differs between machines comes from ANKOMMEN_… variables (docs/settings.md).
"""

from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env

from .datafolder import make_database_file
from .limits import LARGEST_BODY
from .rooms import ROOMS
from .spoken import own_catalogues, spoken

env = Env(prefix="ANKOMMEN_")
DEBUG = env.bool("DEBUG", default=False)  # safe unless asked; `make demo` asks
DEMO = env.bool(
    "DEMO", default=False
)  # shows the strip "Demo: invented data" and the personas on the login page
DEMO_PASSWORD = "willkommen-im-demo"  # noqa: S105 (shown on the login page of a demo; all its data is invented)
DATA_DIR = Path(env.str("DATA_DIR", default="var")).absolute()
_ON_TRIAL = DEBUG or DEMO  # only then may secrets be made up and HTTPS be missing
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development") if _ON_TRIAL else env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("TRUSTED_ORIGINS", default=[])
# Keys that seal answers: "id:base64 of 32 bytes", newest first. Without it DATA_DIR/keys is read (made by
# itself only on trial).
SEALING_KEYS: list[str] = env.list("SEALING_KEYS", default=[])
MAKES_OWN_KEYS = _ON_TRIAL
INTAKE_NEEDS_PAPERS = not _ON_TRIAL  # real people are asked only when the city's papers are in order
CITY = env.str("CITY", default="dortmund")  # a folder under cities/, or a path
# The dotted path of what translates by machine; by default nothing does.
MACHINE_TRANSLATION = env.str("MACHINE_TRANSLATION", default="ankommen.translations.machine.NullProvider")

SECONDS_UNTIL_VIEWS_ARE_WRITTEN = 60  # offers.services.views: at most once a minute and process; 0 is never
# A word that visitors asked and did not find is kept and shown only when it was asked on so many days.
DAYS_UNTIL_WORDS_ARE_SHOWN = env.int("DAYS_UNTIL_WORDS_ARE_SHOWN", default=3)
# E-mail goes to providers only, who confirm their offers by a link; on trial it is printed.
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000" if _ON_TRIAL else "").rstrip("/")
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if _ON_TRIAL else 'smtp'}.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="ankommen@localhost")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "ninja",
    "ankommen.config",
    *(f"ankommen.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    # These give every answer its headers, files and refusals of those below included.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ankommen.config.headers.same_headers",
    "ankommen.config.refusals.strict_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ankommen.journal.middleware.journal_reads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ankommen.config.entrance.readable_forms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ankommen.accounts.access.login_ends",
    "ankommen.accounts.access.second_factor_gate",
    "ankommen.interviews.access.handed_over_gate",
    "ankommen.portal.access.only_released",
]
ROOT_URLCONF = "ankommen.config.urls"
WSGI_APPLICATION = "ankommen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ankommen.config.context.frame",
            ],
            "builtins": [
                "ankommen.ui.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    },
]
FORM_RENDERER = "ankommen.ui.forms.Renderer"

_SQLITE = f"sqlite:///{DATA_DIR}/ankommen.sqlite3"
DATABASES = {
    "default": Env().dj_db_url(
        "DATABASE_URL",
        default=_SQLITE,
        conn_max_age=60,
        conn_health_checks=True,  # after a restart of the database no request fails on an old connection
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if str(DATABASES["default"]["NAME"]) != ":memory:":
        make_database_file(Path(DATABASES["default"]["NAME"]))
    # Deferred transactions of several threads end in "database is locked"; immediate ones queue up.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is deleted is overwritten, and the journal holds the last change only: whoever takes the files
        # learns nothing of the time before (docs/decisions/0004).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        "PRAGMA wal_autocheckpoint=1; PRAGMA journal_size_limit=0;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["ankommen.accounts.brake.BrakedBackend"]
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "accounts:login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "ankommen.accounts.login.passwords.HardToGuess"}]
SESSION_ENGINE = "ankommen.accounts.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_MINUTES", default=15) * 60
SESSION_SAVE_EVERY_REQUEST = True  # input keeps the session alive

# docs/login.md
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not _ON_TRIAL)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # only then X-Forwarded-… are believed
ACCOUNT_ADAPTER = "ankommen.accounts.login.adapters.LoginAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; without it allauth asks for e-mail
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # they need a cache that all workers share; ours stand in accounts.brake
MFA_RATE_LIMITS = False
MFA_ADAPTER = "ankommen.accounts.login.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of phones differ

CSRF_COOKIE_AGE = None  # until the browser is closed: on a shared tablet nothing needs to stay a year
CSRF_FAILURE_VIEW = "ankommen.config.refusals.form_expired"

LANGUAGE_CODE = "de"
LANGUAGES = spoken(env.list("LANGUAGES", default=["de", "en", "ar", "uk", "tr", "fa", "ru", "fr"]))
_SHIPPED = Path(__file__).parent.parent / "locale"
LOCALE_PATHS = [own_catalogues(DATA_DIR / "locale", dict(LANGUAGES), shipped=_SHIPPED), _SHIPPED]
FORMAT_MODULE_PATH = ["ankommen.config.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Berlin")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
# Of languages for which Django has no formats: as German writes them, which stands in for their words too.
DATE_FORMAT, SHORT_DATE_FORMAT, MONTH_DAY_FORMAT, YEAR_MONTH_FORMAT = "j. F Y", "d.m.Y", "j. F", "F Y"
TIME_FORMAT, DATETIME_FORMAT, SHORT_DATETIME_FORMAT = "H:i", "j. F Y H:i", "d.m.Y H:i"
DECIMAL_SEPARATOR, THOUSAND_SEPARATOR, FIRST_DAY_OF_WEEK = ",", ".", 1

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # serves from the package; nothing to collect
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Files stay in memory until the room that takes them has sealed or refused them: none is written to a folder.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Only text that htmx has just got from this server becomes a part of a page: ui/trusted.js.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
        "report-uri": [
            "/csp-report/"
        ],  # browsers that know report-to take that; headers.py names its address
        "report-to": ["csp"],
    }
}
X_FRAME_OPTIONS = "DENY"
# Not no-referrer: browsers then send "Origin: null" with our own forms, and the CSRF check refuses them.
SECURE_REFERRER_POLICY = "same-origin"
_HTTPS = env.bool("HTTPS", default=not _ON_TRIAL)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
COOKIE_PREFIX = (
    "__Host-" if _HTTPS else ""
)  # browsers then take them from this host alone, and over TLS alone
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
MESSAGE_STORAGE = "ankommen.config.cookies.Messages"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "ankommen.config.logs.WithoutAddresses",
            "fmt": "{levelname} {name} {message}",
            "style": "{",
        },
        "name": {"()": "ankommen.config.logs.OnlyItsName"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "refusals": {"class": "logging.StreamHandler", "formatter": "name"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.request": {"level": "ERROR"},  # a line for each 404 is an access log, too
        "django.security": {"handlers": ["refusals"], "propagate": False},
    },
}
