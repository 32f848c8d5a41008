"""A dossier with something of everything, the story that it speaks of, and what loads of it leave on the desk."""

from actors.models import Actor, Alias, Tenure
from articles.importing import import_stories, receive
from articles.models import Article, Citation, Claim
from articles.parsing import parse_story
from commitments.models import Commitment, Link, Occasion, Participant, Party, Report, StatusProposal
from policydesk.dossiers.bringing import Result, bring
from policydesk.dossiers.merging import Fate
from policydesk.dossiers.reading import read_dossier
from policydesk.models import Dossier
from sources.models import Excerpt, Snapshot, Source

STORY = (
    "date 2024-01-28 Talks in Geneva\n\n"
    "The two sides met in Geneva on Monday. Officials agreed to cut duties on 24 goods.\n\n"
    "China has rejected the charge.\n"
)
DOSSIER = """\
dossier: talks
title: 'Talks in Geneva: who promised what'
about: |-
  Compiled by hand.

  “Quotes”, colons: and 中国.
actors:
- slug: china
  kind: state
  name: China
  native_name: 中国
- slug: joe-biden
  kind: person
  name: Joe Biden
  sort_name: Biden, Joe
  country: united-states
  tenures:
  - organisation: united-states
    office: President
    start: 2021-01-20
    end: 2025-01-20
- slug: the-wire
  kind: media
  name: The Wire
- slug: united-states
  kind: state
  name: United States
  iso3166: US
  aliases:
  - text: U.S.
    kind: abbreviation
    lang: en
  - text: Washington
    kind: metonym
    matchable: false
occasions:
- slug: geneva-talks
  name: Geneva talks
  kind: ministerial
  date: 2024-01-22
  place: Geneva
  participants:
  - united-states
  - china
sources:
- id: official
  kind: personal_communication
  source_class: own_reporting
  confidentiality: background
  described_as: an official who was there
- id: readout
  title: 'Readout: “talks”'
  kind: speech
  source_class: primary_official
  publisher: united-states
  published: 2024-01-23
  url: https://example.org/readout
  extracts:
  - text: The two sides agreed to cut duties on twenty-four goods. […] They will meet again.
    taken_on: 2026-11-23
    note: |-
      Seen on screen.
      Not saved.
- id: wire-copy
  title: Sides agree to cut duties
  kind: article-newspaper
  source_class: wire
  publisher: the-wire
  published: 2024-01
  copy_of: readout
claims:
- id: duties
  story: talks
  words: Officials agreed to cut duties on 24 goods.
  kind: fact
  citations:
  - source: readout
    passage: The two sides agreed to cut duties on twenty-four goods.
    directness: primary
    interested: true
    note: A party to the talks.
  - source: official
- id: charge
  story: talks
  words: China has rejected the charge.
  kind: statement
  speaker: china
  speech_act: denied
  citations:
  - source: wire-copy
    passage: Beijing rejects all of it
    locator: p. 2
    stance: attributes
    denies: true
commitments:
- slug: cut-duties
  title: Cut duties on 24 goods
  made_on: 2024-01-22
  occasion: geneva-talks
  bindingness: politically_binding
  undertaking:
    source: readout
    passage: The two sides agreed to cut duties on twenty-four goods.
  interpretive_note: Each tariff line that fell counts.
  own_act: true
  tags:
  - trade
  - Geneva
  parties:
  - actor: united-states
    role: pledger
    side: first
  - actor: china
    role: counterparty
    side: second
    own_wording:
      source: readout
      passage: They will meet again.
  links:
  - kind: in_exchange_for
    commitment: meet-again
  reported_in:
  - duties
  statuses:
  - status: in_progress
    since: 2024-02
    reason: 'Duties fell: in part.'
    evidence:
    - source: wire-copy
      passage: duties fell in February
  - status: partly_fulfilled
    since: 2024-03-01
    reason: Half of them fell.
    party: united-states
    rebuttal: The wire counts lines that were never meant.
    evidence:
    - source: readout
      passage: They will meet again.
      nature: effect
    - source: readout
      passage: The two sides agreed to cut duties on twenty-four goods.
      bearing: against
- slug: meet-again
  title: Meet again
  made_on: 2024-01-22
  bindingness: unclear
  undertaking:
    source: readout
    passage: They will meet again.
  contested:
    source: wire-copy
    passage: there will be no second meeting
    note: Others doubt it.
  links:
  - kind: in_exchange_for
    commitment: cut-duties
"""


def write_story(key="talks") -> Article:
    """Load the story under its key, as `loadseeds` does without a user."""
    import_stories([receive(parse_story(STORY), ref=key)])
    return Article.objects.get(import_ref=key)


def bring_text(text=DOSSIER, **how) -> Result:
    return bring(read_dossier(text), **{"reason": "because"} | how)


def fates(result) -> dict[str, Fate]:
    return {one.entry.path: one.fate for one in result.brought}


MODELS = (
    *(Actor, Alias, Tenure, Occasion, Participant, Source, Snapshot, Excerpt, Claim, Citation),
    *(Commitment, Party, Link, Report, StatusProposal, Dossier),
)


def counts() -> dict[str, tuple[int, int]]:
    """Rows and history rows of every table that a dossier may write."""
    return {
        model.__name__: (model.objects.count(), model.history.count() if hasattr(model, "history") else 0)
        for model in MODELS
    }
