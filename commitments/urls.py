"""The public addresses of the ledger. Each page has its data beside it as index.json, the list as index.csv too."""

from django.urls import path

from commitments.feeds import CommitmentsFeed
from commitments.views import commitment, ledger

app_name = "commitments"

urlpatterns = [
    path("commitments/", ledger.ledger_list, name="list"),
    path("commitments/index.json", ledger.ledger_data, name="list-data"),
    path("commitments/index.csv", ledger.ledger_table, name="list-csv"),
    path("commitments/<slug:slug>/", commitment.commitment, name="commitment"),
    path("commitments/<slug:slug>/index.json", commitment.commitment_data, name="commitment-data"),
    path("feeds/commitments.atom", CommitmentsFeed(), name="feed"),
]
