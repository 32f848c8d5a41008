"""What the apps above are told of."""

from django.dispatch import Signal

text_kept = Signal()  # a copy has a text now: `copy`, `by`; sent in the transaction that keeps it
standing_changed = Signal()  # origin or ground rules of `source` are others now, by `by`: claims on it are asked again
sharing_changed = Signal()  # readers may have other copies of `source` now; sent in the transaction that makes it so
