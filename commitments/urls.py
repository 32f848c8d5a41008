"""The public addresses of the ledger. Each page has its data beside it as index.json, the list as index.csv and as
index.svg too."""

from django.urls import path

from commitments.feeds import CommitmentsFeed
from commitments.views import commitment, ledger, picture

app_name = "commitments"

urlpatterns = [
    path("commitments/", ledger.ledger_list, name="list"),
    path("commitments/index.json", ledger.ledger_data, name="list-data"),
    path("commitments/index.csv", ledger.ledger_table, name="list-csv"),
    path("commitments/index.svg", picture.ledger_picture, name="list-svg"),
    path("commitments/<slug:slug>/", commitment.commitment, name="commitment"),
    path("commitments/<slug:slug>/index.json", commitment.commitment_data, name="commitment-data"),
    path("commitments/<slug:slug>/index.atom", commitment.commitment_feed, name="commitment-feed"),
    path(
        "commitments/<slug:slug>/index.bib", commitment.commitment_cited, {"form": "bibtex"}, name="commitment-bibtex"
    ),
    path("commitments/<slug:slug>/index.ris", commitment.commitment_cited, {"form": "ris"}, name="commitment-ris"),
    path("commitments/<slug:slug>/index.csl.json", commitment.commitment_cited, {"form": "csl"}, name="commitment-csl"),
    path("feeds/commitments.atom", CommitmentsFeed(), name="feed"),
]
