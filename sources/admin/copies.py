"""Copies on the page of a source: what is held, a file given to the desk, a copy asked of the network, a download."""

from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policydesk.lib.admin_forms import plain_lines, problems_of
from policydesk.lib.errors import NotAllowed, Refused, may
from policydesk.lib.options import Option, option
from sources.admin.adding import Adding
from sources.archiving import ask_for_copy, check_can_capture, check_can_upload, keep_upload, told
from sources.attaching import attachment, given_out
from sources.enums import PublicCopy, SnapshotKind, TextKind
from sources.keeping import check_can_read_file
from sources.letting import check_can_let_out, let_out
from sources.models import Snapshot, SnapshotFile, SnapshotText, Source
from sources.packing import check_size, pack
from sources.reading import check_can_vouch, vouch_for
from sources.sharing import check_can_share, is_let_out, is_open
from sources.sniffing import ENDINGS

LOOKS = 5  # of the network, the newest, on the page of a source
CHOOSABLE = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)


class UploadForm(Adding):
    """A document that somebody of the desk has."""

    title, what, blames = gettext_lazy("Upload a copy"), "upload", "file"
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # the rule says it in its own words
        widget=forms.FileInput(attrs={"accept": CHOOSABLE}),
        help_text=gettext_lazy(
            "PDF, HTML, TXT, PNG, JPEG or WebP, up to 25 MB. Kept as it is and never changed. For the desk, until an "
            "editor lets readers have this file."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, help_text=gettext_lazy("Where the file is from, for the desk.")
    )

    def rule(self, source: Source, *, by: Any) -> Any:
        """Keep the file."""
        return keep_upload(source, self.cleaned_data["file"], by=by, note=self.cleaned_data["note"])


def held(source: Source, request: HttpRequest) -> dict[str, Any]:
    """What the page of the source shows of its copies, and what the asker may do about them."""
    user = request.user
    return {
        "copies": _copies(source, user),
        "may_read_files": may(check_can_read_file, Snapshot(source=source), user),
        "packable": SnapshotFile.objects.filter(snapshot__source=source, removed=False).exists(),
        "upload": UploadForm() if may(check_can_upload, user) else None,
        "saving": _saving(source, user),
        "looks": source.capture_requests.select_related("asked_by")[:LOOKS],
    }


def _copies(source: Source, user: Any) -> list[Snapshot]:
    """The copies with their texts; each translation that nobody read has the way to say that one did, as `vouching`,
    and each uploaded copy the way to let readers have it, or not any more, as `letting`."""
    rows = source.snapshots.select_related("taken_by", "file", "sharing").prefetch_related(
        "texts__by", "texts__read_by"
    )
    copies = list(rows)
    for copy in copies:
        copy.source = source
        copy.is_open, copy.letting = is_open(source, copy), _letting(copy, user)
        for text in copy.texts.all():
            text.vouching = _vouching(text, user) if text.kind == TextKind.TRANSLATION and not text.read_by_id else None
    return copies


def _vouching(text: SnapshotText, user: Any) -> Option:
    address = reverse("admin:sources_source_vouch", args=[text.snapshot.source_id, text.pk])
    return option(_("I have read it beside the original"), address, lambda: check_can_vouch(text, user), asks=False)


def _letting(copy: Snapshot, user: Any) -> Option | None:
    """For those who decide about it, while there is a ground or it is let out."""
    lets = copy.kind == SnapshotKind.UPLOAD and may(check_can_share, user)
    if not lets or (copy.source.public_copy == PublicCopy.NONE and not is_let_out(copy)):
        return None
    shared = not is_let_out(copy)
    label, name = (_("Let readers have this file"), "share") if shared else (_("Keep this file inside"), "unshare")
    address = reverse(f"admin:sources_source_{name}", args=[copy.source_id, copy.pk])
    return option(label, address, lambda: check_can_let_out(copy, user, shared=shared), asks=False)


def let_out_view(request: HttpRequest, source: Source, number: int, *, shared: bool) -> HttpResponse:
    """Let readers have an uploaded copy, or keep it inside."""
    snapshot = get_object_or_404(source.snapshots.select_related("source", "sharing"), pk=number)
    try:
        let_out(snapshot, by=request.user, shared=shared)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("Readers may have the file now.") if shared else _("The file is for the desk alone now.")
        messages.success(request, told)
    return redirect("admin:sources_source_change", source.pk)


def vouch_view(request: HttpRequest, source: Source, number: int) -> HttpResponse:
    """Say to have read a translation beside the original."""
    text = get_object_or_404(
        SnapshotText.objects.select_related("snapshot__source"), pk=number, snapshot__source=source
    )
    try:
        vouch_for(text, by=request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted: you have read the translation. Cards say so from the next edition on."))
    return redirect("admin:sources_source_change", source.pk)


def _saving(source: Source, user: Any) -> Option | None:
    """The way to a copy from the network, or why there is none; nothing at all while that is switched off."""
    if not settings.CAPTURE_ENABLED or not user.has_perm("sources.capture_source"):
        return None
    address = reverse("admin:sources_source_capture", args=[source.pk])
    return option(_("Save a copy"), address, lambda: check_can_capture(source, user), asks=False)


def upload_view(site: Any, request: HttpRequest, source: Source) -> HttpResponse:
    """Give the desk a file; what the rule refuses stays in the form with its sentence."""
    if not may(check_can_upload, request.user):
        raise PermissionDenied(_("You may not add copies. Ask a reporter, a checker or an editor."))
    sent = request.method == "POST"
    form = UploadForm(plain_lines(request.POST), request.FILES) if sent else UploadForm()
    if sent and (kept := form.add_to(source, by=request.user)):
        messages.success(request, told(kept))
        return redirect("admin:sources_source_change", source.pk)
    context = {"form": form, "problems": problems_of(form), "title": form.title, "original": source}
    return site.page(request, "admin/sources/source/words.html", **context)


def ask_view(request: HttpRequest, source: Source) -> HttpResponse:
    """Put the source on the list of those that are fetched next: a page never waits for the network."""
    try:
        ask_for_copy(source, by=request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Asked for. The copy is fetched with the next run of “capturesources --queued”."))
    return redirect("admin:sources_source_change", source.pk)


def warc_view(request: HttpRequest, source: Source) -> HttpResponseBase:
    """All files of the source in one WARC file, for whoever may have each of them."""

    def write(out: BinaryIO) -> str:
        check_can_read_file(Snapshot(source=source), request.user)
        check_size([source])
        pack([source], out)
        return f"{source.public_id}.warc"

    try:
        return given_out("application/warc", write)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:sources_source_change", source.pk)


def file_view(request: HttpRequest, source: Source, number: int) -> HttpResponse:
    """The file of a copy to be saved, never to be looked at in the browser."""
    snapshot = get_object_or_404(source.snapshots.select_related("file", "source"), pk=number, file__isnull=False)
    try:
        check_can_read_file(snapshot, request.user)
        answer = attachment(snapshot)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:sources_source_change", source.pk)
    answer.headers["Cache-Control"] = "no-store"
    return answer
