"""How gunicorn serves the desk: `gunicorn policydesk.wsgi` reads this file. Its command line beats it."""

# The program is loaded before the workers are made: a setting that stops the start then stops gunicorn too,
# where workers would be started, and stopped, for ever. It also lets the workers share that memory.
preload_app = True
workers = 2
threads = 4
accesslog = "-"
control_socket_disable = True  # one door less: the workers are steered by signals
# A proxy on this machine may say by X-Forwarded-Proto that the visitor came by https; for a proxy elsewhere
# set FORWARDED_ALLOW_IPS to its address.
