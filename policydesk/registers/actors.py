"""The page of one actor and its data; an actor that was renamed or merged leads on."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Actor, ActorFormerSlug
from articles.caching import kept
from articles.rendering import render_json
from articles.views.answers import answers_in_a_sentence, as_json
from policydesk.lib.filters import NotUnderstood
from policydesk.registers.graphs import actor_graph
from policydesk.registers.moving import moved_to
from policydesk.registers.popolo import actor_page
from policydesk.registers.portraits import BELONGS_TO, portrait


class DayForm(forms.Form):
    """The day for which offices are asked."""

    on = forms.DateField(
        label=gettext_lazy("Offices held on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Who it is, what it said and undertook; `?on=` asks who held which office on a day."""
    row = _find(slug)
    if row is None:
        return _moved(slug, "actors:actor")
    asked = DayForm(request.GET)
    told = portrait(row, on=_day(asked))
    context = {
        "page": told,
        "asked": asked,
        "listed": row.is_listed,
        "graph": render_json(actor_graph(told)),
        "section": "actors",
    }
    return kept(render(request, "actors/actor.html", context))


@answers_in_a_sentence
def actor_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    if (row := _find(slug)) is None:
        return _moved(slug, "actors:actor-data")
    asked = DayForm(request.GET)
    if told := asked.errors.get("on"):
        raise NotUnderstood(_("“on” is not understood: %(told)s") % {"told": " ".join(map(str, told))})
    return kept(as_json(actor_page(portrait(row, on=_day(asked)), listed=row.is_listed)))


def _find(slug: str) -> Any:
    """The actor; `is_listed` says whether something that stands now names it, not only an older version."""
    stands = Exists(Actor.objects.public().filter(pk=OuterRef("pk")).order_by())
    rows = Actor.objects.reachable().select_related(*BELONGS_TO).annotate(is_listed=stands)
    return rows.filter(slug=slug).first()


def _day(asked: DayForm) -> date | None:
    return asked.cleaned_data["on"] if asked.is_valid() else None


def _moved(slug: str, name: str) -> HttpResponse:
    """301 from an address that a public actor had before or that was merged into it, else 404."""
    target = moved_to(
        slug, met=Actor.objects.met(), shown=Actor.objects.reachable(), former=ActorFormerSlug.objects.all()
    )
    if target is None:
        raise Http404
    return kept(redirect(name, target.slug, permanent=True))
