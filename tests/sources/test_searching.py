"""Words are found in a file as it lies on the disk: in any letters, in attributes and comments, beside taken words."""

import json

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from sources.archiving import keep_upload
from sources.models import SnapshotText
from sources.searching import look_through, unread_files
from tests.stories import a_source

NAME = "Zoë Müller"
SAID = f"Police questioned {NAME}."
HOLDING = {
    "utf16.txt": SAID.encode("utf-16"),
    "unsaid.txt": SAID.encode("cp1252"),
    "said.html": f"<meta charset=windows-1252><p>{SAID}".encode("cp1252"),
    "wrong.html": f"<meta charset=windows-1251><p>{SAID}".encode("cp1252"),
    "meta.html": f"<meta name=description content='{SAID}'><p>x".encode(),
    "comment.html": f"<!doctype html><p>x<!-- {SAID} -->".encode(),
    "entities.html": b"<p>Police questioned Zo&euml; M<b>&uuml;</b>ller.",
    "decomposed.html": "<p>Zoe\u0308</p><p>Mu\u0308ller</p>".encode(),
    "data.html": f"<script>{json.dumps(SAID)}</script>".encode(),
}
OTHERS = {
    "gone.txt": b"Who knows?",
    "other.txt": b"Police questioned Zoe Muller.",
    "other.html": "<p>Zoë and Müllers".encode(),
}


def test_words_are_found_in_the_raw_file_and_what_cannot_be_read_is_named(ada):
    source = a_source(ada)
    files = {
        name: keep_upload(source, ContentFile(data, name), by=ada).snapshot.file
        for name, data in (HOLDING | OTHERS).items()
    }
    menu = files["comment.html"].snapshot
    if not menu.texts.exists():
        SnapshotText.objects.create(snapshot=menu, kind="extracted", text="x", sha256="0" * 64)
    storages["copies"].delete(files["gone.txt"].name)
    looked = look_through(lambda text: NAME in " ".join(text.split()))
    assert {name for name, file in files.items() if file.pk in looked.holding} == set(HOLDING)
    assert list(unread_files(looked)) == [files["gone.txt"]]
    later = keep_upload(a_source(ada, "Later"), ContentFile(SAID.encode(), "later.txt"), by=ada).snapshot.file
    read = []
    again = look_through(lambda text: read.append(text) or NAME in text, before=looked)
    assert (again.holding - looked.holding, read) == ({later.pk}, [SAID])
