"""`manage.py exportwarc`: what it writes, and what it refuses before it writes anything."""

import gzip
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from sources.archiving import keep_upload
from tests.stories import a_source


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("exportwarc", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_copies_of_sources_go_into_one_file(ada, tmp_path):
    sources = [a_source(ada, title) for title in ("First", "Second")]
    for source in sources:
        keep_upload(source, ContentFile(f"Words of {source}.".encode(), "a.txt"), by=ada)
    plain, packed = tmp_path / "all.warc", tmp_path / "all.warc.gz"
    numbers = [source.public_id.upper() for source in sources]
    assert run(*numbers, "--output", str(plain)) == (f"2 copies in {plain}\n", "")
    run(*numbers, "--output", str(packed))
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.warc", "all.warc.gz"]


def test_without_a_single_copy_there_is_a_sentence_and_no_file(ada, tmp_path):
    sources = [a_source(ada, title) for title in ("First", "Second")]
    with pytest.raises(CommandError, match="The desk holds no file of these sources: nothing was written") as refused:
        run(*(source.public_id for source in sources), "--output", str(tmp_path / "a.warc"))
    assert (refused.value.returncode, list(tmp_path.iterdir())) == (1, [])


def test_a_wrong_call_writes_nothing_and_who_is_hidden_goes_out_only_by_name(ada, tmp_path):
    hidden = a_source(ada, "Memo", confidentiality="confidential", described_as="an official")
    keep_upload(hidden, ContentFile(b"From Zebulon.", "memo.txt"), by=ada)
    place = tmp_path / "a.warc"
    for number, sentence in (
        ("zzzzzzzz", "There is no source with the number zzzzzzzz."),
        (hidden.public_id, f"Not public: {hidden.public_id}. With --confidential"),
    ):
        with pytest.raises(CommandError, match=sentence) as refused:
            run(number, "--output", str(place))
        assert (refused.value.returncode, list(tmp_path.iterdir())) == (2, [])
    run(hidden.public_id, "--confidential", "--output", str(place))
    data = place.read_bytes()
    assert (b"From Zebulon." in data, b"title: an official" in data, b"Memo" in data) == (True, True, False)
    with pytest.raises(CommandError, match=r"The file could not be written: No such file or directory."):
        run(hidden.public_id, "--confidential", "--output", str(tmp_path / "none" / "a.warc"))
