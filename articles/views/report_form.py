"""What a reader fills in to report a problem."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.reporting import LONGEST


class ReportForm(forms.Form):
    """What is wrong, and how to answer. `website` is a trap: people do not see it."""

    message = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Say what is wrong, and how you know. A link to a source helps most."),
        error_messages={"required": gettext_lazy("Write what is wrong.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail, if you want an answer"),
        required=False,
        help_text=gettext_lazy("Only those who work on reports see it. It is deleted after 90 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse in words: a program that fills forms in does not read them."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave the field “Leave this empty” empty: only programs fill it in."))
        return ""
