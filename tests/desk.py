"""The admin as people at the desk use it: open a page, send its forms as they stand, read what comes back."""

from typing import Any

from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article, Claim


def desk(user: Any) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def page(name: str, *args: Any) -> str:
    """The address of a page of the admin, as "articles_article_change"."""
    return reverse(f"admin:{name}", args=args)


def filled(form: BaseForm, **changes: Any) -> dict[str, Any]:
    """What a browser sends for `form` as it was shown, with `changes` typed into it."""
    sent = {field.html_name: field.value() for field in form}
    typed = {form[name].html_name: value for name, value in changes.items()}
    return {name: value for name, value in (sent | typed).items() if value is not None and value is not False}


def saved(client: Client, address: str, rows: dict[str, Any] | None = None, **changes: Any) -> HttpResponse:
    """Open a form of the admin, type `changes`, and `rows` as {"parties-0-role": …}, press Save. The rest stays."""
    return client.post(address, opened(client, address, **changes) | (rows or {}) | {"_continue": "Save"})


def opened(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send of a form of the admin that was just opened, with `changes` typed into it."""
    context = client.get(address).context
    data = filled(context["adminform"].form, **changes)
    for inline in context["inline_admin_formsets"]:
        data |= filled(inline.formset.management_form)
        for row in inline.formset.forms:
            data |= filled(row)
    return data


def claims_page(article: Article, claim: Claim | None = None) -> str:
    """The address of the claims page, with one claim chosen."""
    chosen = f"?claim={claim.public_id}" if claim else ""
    return page("articles_article_claims", article.pk) + chosen


def sent(client: Client, address: str, do: str, **changes: Any) -> HttpResponse:
    """Open the claims page, type `changes` into the form called `do`, send it."""
    forms = client.get(address).context["bench"].forms
    return post(client, address, next(form for form in forms if form.do == do), **changes)


def post(client: Client, address: str, form: Any, **changes: Any) -> HttpResponse:
    """Send a form of the claims page that was opened before; buttons may be among `changes`."""
    typed = {name: value for name, value in changes.items() if name in form.fields}
    return client.post(address, filled(form, **typed) | changes | {"do": form.do})


def post_form(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Open a page with one form of ours, type `changes` into it, press a button that is among them."""
    form = client.get(address).context["form"]
    typed = {name: value for name, value in changes.items() if name in form.fields}
    return client.post(address, filled(form, **typed) | {key: changes[key] for key in changes.keys() - typed.keys()})


def problems(response: HttpResponse) -> list[str]:
    """The sentences of the summary on top of a page."""
    return [problem.sentence for problem in response.context.get("problems") or []]


def placed(response: HttpResponse) -> list[tuple[str, str]]:
    """The same with the place on the page that each leads to."""
    return [(problem.address, problem.sentence) for problem in response.context.get("problems") or []]


def told(response: HttpResponse) -> list[str]:
    """The messages that the next page will show."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def before_and_after(change: Any) -> tuple[str, str]:
    """What a change of a history says stood before, and stands now; a first version has nothing before."""
    old, new = (
        "\n".join("".join(piece.text for piece in row if piece.kind in ("same", kind)) for row in change.rows)
        for kind in ("gone", "new")
    )
    return old, new
