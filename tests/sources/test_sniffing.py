"""What a file is, whatever it is called."""

import pytest

from sources.sniffing import file_type

PNG, WEBP = b"\x89PNG\r\n\x1a\n....", b"RIFF\x24\x00\x00\x00WEBPVP8 ...."


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"\r\n%PDF-1.4", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0..JFIF", "image/jpeg"),
        (WEBP, "image/webp"),
        (b"<!DOCTYPE html><title>x", "text/html"),
        (b"\xef\xbb\xbf \n<HTML lang=en>", "text/html"),
        (b"<!-- a note --><?xml version='1.0'?>\n<html xmlns='x'>", "text/html"),
        (b"<!-- " + b"long " * 5000, "text/html"),
        (b"<p>Hello", "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        ("Café on 5 March".encode("latin-1"), "text/plain"),
        ("北京".encode("gb18030"), "text/plain"),
        ("Hello".encode("utf-16"), "text/plain"),
        (b"<section>Hello", "text/plain"),
        (b"<?xml version='1.0'?><feed>", "text/plain"),
        (b"<pre", "text/plain"),
    ],
)
def test_a_file_is_known_by_its_content(data, found):
    assert file_type(data) == found


@pytest.mark.parametrize(
    "data",
    [
        b"", b" \n", b"PK\x03\x04", b"MZ\x90\x00", b"\x1f\x8b\x08", b"GIF89a\x01\x00", b"\x7fELF\x02", b"\x00\x00\x00 ftypmp42",
        b"RIFF\x24\x00\x00\x00WAVEfmt ", b"Hello\x00<html>",
        b"<svg onload='x'>", b"<?xml version='1.0'?>\n<!-- x --><!DOCTYPE svg PUBLIC '-//W3C'>", b"\xef\xbb\xbf<svg:svg>",
        "<svg xmlns='x'>".encode("utf-16"),
    ],
)  # fmt: skip
def test_what_we_do_not_keep_is_nothing(data):
    assert file_type(data, said="text/html") == ""


def test_what_a_site_says_decides_between_text_and_page_alone():
    assert file_type(b"<section>Hello", said="Text/HTML; charset=utf-8") == "text/html"
    assert file_type(PNG, said="text/html") == "image/png"
    assert file_type(b"<p>Hello", said="text/plain") == "text/html"
