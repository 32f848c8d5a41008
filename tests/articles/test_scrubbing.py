"""What is looked through and what becomes of it: keys of JSON, addresses that become alike, texts beside lost claims."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import JSONField
from django.utils.timezone import now

from articles import locating
from articles.holding import hold_still
from articles.models import Claim, Stoppage
from articles.scrubbing import scrub
from articles.seeking import ADDRESSES, PROSE
from articles.surveying import where_they_stand, words_of
from commitments.models import Occasion
from policydesk.lib.errors import Refused
from sources.archiving import keep_upload
from sources.keeping import read_file, sweep
from sources.models import SnapshotText
from sources.sourcing import candidates
from sources.terming import telling_words, term_of
from sources.word_index import counts
from tests.articles.test_blanking import keys_of_texts
from tests.ledger import an_occasion
from tests.sources.documents import page_of
from tests.stories import a_claim, a_source, a_story, confirmed, fresh

NAME = "Konrad Ilgner"


def taken_out(words=NAME):
    hold_still()
    return scrub(words_of(words), basis="order", at=now())


def test_every_key_under_which_people_write_is_looked_through(ada, boris, vera):
    """Of a check and of a stopped plan too; a key that comes later is put on the one list or the other."""
    opaque = {"claim", "source", "kind", "speech_act", "event_date", "snapshot", "stance", "directness", "basis"}
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    told = [{"sentence": f"“{NAME} lied” needs a check.", "claim": "abc"}]
    stoppage = Stoppage.objects.create(article=story, due=now(), scheduled_by=vera, reasons=told)
    assert {"sentence", "origin", "words"} <= json_keys() <= PROSE | ADDRESSES | opaque
    taken_out()
    assert fresh(stoppage).reasons[0]["sentence"] == "“[removed for legal reasons] lied” needs a check."


def json_keys():
    """The keys of every text in every JSON column that a redaction writes, that of editions apart."""
    columns = [
        (model, f.name) for model in locating.tables() for f in locating._texts(model) if isinstance(f, JSONField)
    ]
    values = [value for model, name in columns for value in model._base_manager.values_list(name, flat=True)]
    return {key for value in values for key in keys_of_texts(value, "text")}


def test_two_addresses_with_one_remainder_are_told_apart(ada, monkeypatch):
    pks = [an_occasion(ada, name).pk for name in (f"Selden talks with {NAME}", f"{NAME} Selden talks with")]
    with monkeypatch.context() as patched:
        patched.setattr(
            locating, "readdressed", lambda model, _words: dict.fromkeys(pks, "x") if model is Occasion else {}
        )
        with pytest.raises(Refused, match="Occasions: without these words two would be alike"), transaction.atomic():
            taken_out()
    taken_out()
    assert set(Occasion.objects.values_list("slug", flat=True)) == {"selden-talks-with", "selden-talks-with-2"}
    if connection.vendor == "postgresql":
        assert set(locked_tables()) >= {"articles_article", "articles_claim", "articles_publication"}


def locked_tables():
    """Tables that nobody else writes into before the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relation::regclass::text FROM pg_locks WHERE mode = 'ExclusiveLock'")
        return [name for (name,) in cursor.fetchall()]


def test_beside_a_lost_claim_no_part_of_them_stays(ada):
    story = a_story(ada, byline=f"With {NAME}")
    lost = a_claim(story, ada)
    Claim.objects.filter(pk=lost.pk).update(anchor_state="lost", prefix="cut off: Konrad Ilgn")
    taken_out()
    assert (fresh(lost).prefix, fresh(lost).suffix) == ("", "")


def test_the_file_of_a_copy_that_holds_them_goes_from_the_disk_and_of_no_other(ada, django_capture_on_commit_callbacks):
    source, page = a_source(ada), "<html><p>Police questioned <em>Konrad</em> Ilgner &amp; others."
    given = {
        "worded": ContentFile(b"%PDF-1.7 unreadable", "worded.pdf"),
        "other": ContentFile(b"%PDF-1.7 of others", "other.pdf"),
        "page": ContentFile(page.encode(), f"{NAME}.html"),
        "clean": ContentFile(b"Nobody was questioned.", "clean.txt"),
        "altered": ContentFile(b"Nobody was.", "altered.txt"),
        "menu": ContentFile(page_of("Nobody asked. " * 20).replace(b"All the news", NAME.encode()), "menu.html"),
        "scan": ContentFile(b"\x89PNG\r\n\x1a\n", "scan.png"),
        "missing": ContentFile(b"Who knows?", "missing.txt"),
    }
    files = {key: keep_upload(source, file, by=ada).snapshot.file for key, file in given.items()}
    for key, text in (("worded", f"Police questioned {NAME}."), ("other", "Police questioned nobody.")):
        SnapshotText.objects.create(snapshot=files[key].snapshot, kind="extracted", text=text, sha256="0" * 64)
    disk = storages["copies"]
    with disk.open(files["altered"].name, "ab") as altered:
        altered.write(f" It was {NAME}.".encode())
    disk.delete(files["missing"].name)
    *_others, rows, (unread, count, named) = where_they_stand(words_of(NAME))
    assert rows[2] == ["texts of copies: 2", "files of copies: 4"]
    assert (unread, count) == ("Copies that no program could look through: open them", 2)
    assert [line.rpartition(" ")[2] for line in named] == ["image/png", "text/plain"]
    assert named[0].startswith(f"“Joint communiqué” ({source.public_id}), copy of ")
    with django_capture_on_commit_callbacks(execute=True):
        done = taken_out()
        assert all(disk.exists(file.name) for key, file in files.items() if key != "missing")  # until it is certain
    gone = {key for key, file in files.items() if fresh(file).removed}
    assert (gone, done.places["sources.snapshotfile"]) == ({"worded", "page", "altered", "menu"}, 4)
    assert {key for key, file in files.items() if not disk.exists(file.name)} == gone | {"missing"}
    assert fresh(files["page"]).file_name == "[removed for legal reasons].html"
    with pytest.raises(Refused, match="removed for legal reasons"):
        read_file(fresh(files["page"]))
    disk.save(files["page"].name, ContentFile(b"The machine stopped before it was gone."))
    ages = {"aa/new": 0.5, "aa/left": 2, "aa/old": 72}
    for name, hours in ages.items():
        os.utime(disk.path(disk.save(name, ContentFile(b"No row."))), (time.time() - hours * 3600,) * 2)
    sweep()
    assert [name for name in ages if disk.exists(name)] == ["aa/new", "aa/old"]
    assert not disk.exists(files["page"].name)
    assert disk.exists(files["clean"].name)


def test_the_index_of_words_forgets_them_and_finds_what_is_left(ada):
    text = f"The envoy met {NAME} in Selden. The harbour stayed closed for a week."
    keep_upload(a_source(ada, url=""), ContentFile(text.encode(), "memo.txt"), by=ada)
    terms = [term_of(word) for word in telling_words(NAME)]
    assert counts(connection, terms, most=9) == [1, 1]
    taken_out()
    assert counts(connection, terms, most=9) == [0, 0]
    assert candidates(NAME, user=ada) == []
    assert candidates("The harbour stayed closed", user=ada)[0].words == "The harbour stayed closed"
