#!/usr/bin/env python
"""The command line of the desk: `python manage.py help` lists the commands."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from policydesk.environment import read_dotenv

if __name__ == "__main__":
    read_dotenv(Path(__file__).resolve().parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policydesk.settings")
    execute_from_command_line(sys.argv)
