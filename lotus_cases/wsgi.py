"""The WSGI entry that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotus_cases.settings.production")

application = get_wsgi_application()
# Before the workers are forked: else the first request to each of them waits until all pages are loaded.
_ = get_resolver().url_patterns
