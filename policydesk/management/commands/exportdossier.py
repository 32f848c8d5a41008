"""`manage.py exportdossier`: records of the desk as the YAML that `loadseeds` reads."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from policydesk.dossiers.exporting import Exported, export_dossier, export_story
from policydesk.lib.errors import Refused
from policydesk.models import Dossier

USAGE = 2


class Command(BaseCommand):
    """Exit 0; 2 for a wrong command line, and then nothing is written."""

    help = (
        "Write dossiers as YAML: what a dossier brought in, as it is now, and what that refers to. With --story, what "
        "a story stands on. Of a source that is not public only its description is written, never who it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """As in seeds/README.md."""
        parser.add_argument("keys", nargs="*", metavar="KEY", help="dossiers that were loaded")
        parser.add_argument("--all", action="store_true", help="every dossier that was loaded")
        parser.add_argument("--story", action="append", default=[], metavar="KEY", help="what this story stands on")
        parser.add_argument("--output", default="", metavar="PATH", help="a file, or a folder for KEY.yaml each")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything, then write it."""
        keys = [*options["keys"], *(_all() if options["all"] else ())]
        try:
            exported = [export_dossier(key) for key in dict.fromkeys(keys)]
            exported += [export_story(key) for key in dict.fromkeys(options["story"])]
        except Refused as refusal:
            sentence = _("%(why)s Loaded: %(keys)s.") % {"why": refusal, "keys": _known()}
            raise CommandError(sentence, returncode=USAGE) from refusal
        if not exported:
            raise CommandError(_("Name a dossier, or --all. Loaded: %(keys)s.") % {"keys": _known()}, returncode=USAGE)
        for one, place in zip(exported, _places(exported, options["output"]), strict=True):
            self._write(one, place)

    def _write(self, exported: Exported, place: Path | None) -> None:
        if place is None:
            self.stdout.write(exported.text, ending="")
        else:
            place.write_text(exported.text, encoding="utf-8", newline="\n")
            self.stdout.write(str(place))
        for sentence in exported.left_out:
            self.stderr.write(sentence)


def _all() -> list[str]:
    return list(Dossier.objects.values_list("key", flat=True))


def _known() -> str:
    return ", ".join(_all()) or _("none")


def _places(exported: list[Exported], output: str) -> list[Path | None]:
    """Where each goes: None is the terminal."""
    if os.path.isdir(output):
        return [Path(output) / f"{one.key}.yaml" for one in exported]
    if len(exported) > 1:
        raise CommandError(_("Several dossiers need a folder: --output FOLDER."), returncode=USAGE)
    return [Path(output) if output else None]
