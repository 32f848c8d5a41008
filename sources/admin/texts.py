"""The forms that give a copy its words: typed from a scan, or translated."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sources.admin.adding import Adding, ExtractForm, PassageForm
from sources.enums import SnapshotKind, TextKind, TranslationKind
from sources.models import Snapshot, SnapshotText, Source
from sources.reading import add_translation, type_text


class CopyForm(Adding):
    """Is about one of the copies of the source; with one alone, that one is chosen."""

    copy: Any = forms.ModelChoiceField(Snapshot.objects.none(), label=_("Copy"))
    blames = "text"

    def about(self, source: Source) -> None:
        """Offer the copies that it can be about."""
        self.fields["copy"].queryset = self.copies(source)
        self.fields["copy"].initial = self.copies(source).first()

    def possible(self) -> bool:
        """Whether there is such a copy."""
        return self.fields["copy"].queryset.exists()

    def copies(self, source: Source) -> QuerySet[Snapshot]:
        """Those that it can be about."""
        raise NotImplementedError


class TypedForm(CopyForm):
    """What a person reads in a scan or a picture."""

    title, what = _("Type the text of a copy"), "typed"
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "What stands in the file, word for word. Begin each page with a line such as “[page 2]”. "
            "Kept once, and never changed; passages are looked for in it."
        ),
    )

    def copies(self, source: Source) -> QuerySet[Snapshot]:
        """Copies of the document that have no text."""
        read = SnapshotText.objects.exclude(kind=TextKind.TRANSLATION).values("snapshot")
        return source.snapshots.exclude(kind=SnapshotKind.EXTRACT).exclude(pk__in=read)

    def rule(self, source: Source, *, by: Any) -> Any:
        """Keep the text."""
        return type_text(self.cleaned_data["copy"], self.cleaned_data["text"], by=by)


class TranslationForm(CopyForm):
    """A translation of a copy, and what it is worth."""

    title, what = _("Add a translation of a copy"), "translation"
    text = forms.CharField(
        label=_("Translation"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For reading. Passages are looked for in the original alone."),
    )
    language = forms.CharField(label=_("Into"), max_length=12, help_text=_("A code, as “en”."))
    kind = forms.ChoiceField(label=_("Made by"), choices=TranslationKind.choices)
    translator = forms.CharField(
        label=_("Who, or which program"), required=False, max_length=200, help_text=_("May stay empty for your own.")
    )
    compared = forms.BooleanField(
        label=_("I have read it beside the original."),
        required=False,
        help_text=_("Of an own translation another person says so, on this page."),
    )

    def copies(self, source: Source) -> QuerySet[Snapshot]:
        """All copies of the document."""
        return source.snapshots.exclude(kind=SnapshotKind.EXTRACT)

    def rule(self, source: Source, *, by: Any) -> Any:
        """Keep the translation."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("language", "translator", "compared")}
        return add_translation(data["copy"], data["text"], by=by, kind=TranslationKind(data["kind"]), **fields)


ADDING: dict[str, type[Adding]] = {form.what: form for form in (ExtractForm, PassageForm, TypedForm, TranslationForm)}


def adding_forms(source: Source, *, reads: bool) -> list[Adding]:
    """One empty form of each that the source has a use for; those about copies only for one who `reads` them."""
    forms_of = [form(source=source) for form in ADDING.values() if reads or not issubclass(form, CopyForm)]
    return [form for form in forms_of if form.possible()]
