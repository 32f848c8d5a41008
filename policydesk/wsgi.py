"""The door for a web server: `gunicorn policydesk.wsgi`."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from policydesk.environment import read_dotenv

read_dotenv(Path(__file__).resolve().parent.parent)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policydesk.settings")

application = get_wsgi_application()
