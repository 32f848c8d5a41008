"""PDFs and pages for tests, made by more than one producer."""

import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import reportlab
from fpdf import FPDF
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
NAVIGATION = "<nav><ul><li><a href=/>Home</a><li><a href=/news>All the news</a></ul></nav>"
FOOTER = "<footer><p>Cookies help us. Accept all of them.</p></footer>"


def pdf_in_columns(pages: Sequence[Sequence[Sequence[str]]], *, head: str = "", title: str = "") -> bytes:
    """By reportlab, with an embedded font: for each page its columns, for each column its lines."""
    registerFont(TTFont("Vera", str(VERA)))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setTitle(title)
    for number, columns in enumerate(pages, 1):
        canvas.setFont("Vera", 9)
        canvas.drawString(72, 810, head)
        for at, lines in enumerate(columns):
            text = canvas.beginText(72 + 240 * at, 760)
            text.setFont("Vera", 9)
            text.textLines("\n".join(lines))
            canvas.drawText(text)
        canvas.drawString(280, 20, f"{number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_of_paragraphs(paragraphs: Sequence[str], **lock: Any) -> bytes:
    """By fpdf2, with a font of the reader and justified lines; `lock` is what `set_encryption` takes."""
    document = FPDF()
    if lock:
        document.set_encryption(**lock)
    document.add_page()
    document.set_font("Helvetica", size=11)
    for paragraph in paragraphs:
        document.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def pdf_by_hand(content: bytes, *, pages: int = 1, letters: dict[int, str] | None = None, forms: str = "") -> bytes:
    """A minimal PDF: every page shows `content`; `letters` is what codes of its font stand for, `forms` further objects."""
    pairs = "".join(
        f"<{code:02x}> <{text.encode('utf-16-be', 'surrogatepass').hex()}>\n" for code, text in (letters or {}).items()
    )
    mapped = f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters or ())} beginbfchar\n{pairs}endbfchar"
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(zlib.compress(content, 9), "/Filter/FlateDecode"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + (b"/ToUnicode 6 0 R>>" if letters else b">>"),
        stream(mapped.encode(), ""),
    ]
    body, starts = b"%PDF-1.7\n", []
    for number, data in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(starts) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(starts) + 1, table, end)


def stream(data: bytes, filters: str) -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), filters.encode(), data)


def page_of(*paragraphs: str, title: str = "", charset: str = "utf-8", said: bool = True) -> bytes:
    """A page with menus around its article, in the encoding that it names."""
    meta = f'<meta charset="{charset}">' if said else ""
    article = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<!doctype html><html><head>{meta}<title>{title}</title></head><body>{NAVIGATION}<main>{article}</main>{FOOTER}"
    return html.encode(charset)
