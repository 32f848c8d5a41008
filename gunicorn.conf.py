"""How gunicorn serves the desk: `gunicorn policydesk.wsgi` reads this file. Its command line beats it."""

import gc
from importlib import import_module
from typing import Any

from django.conf import settings

# The program is loaded before the workers are made: a setting that stops the start then stops gunicorn too,
# where workers would be started, and stopped, for ever. It also lets the workers share that memory.
preload_app = True
workers = 2
threads = 4
accesslog = "-"
control_socket_disable = True  # one door less: the workers are steered by signals
# A proxy on this machine may say by X-Forwarded-Proto that the visitor came by https; for a proxy elsewhere
# set FORWARDED_ALLOW_IPS to its address.


def when_ready(server: Any) -> None:
    """Keep what is loaded out of the collector's rounds: a third of long pages took half as long again for them."""
    import_module(settings.ROOT_URLCONF)  # with it come all pages, which the first request would load
    gc.collect()
    gc.freeze()
