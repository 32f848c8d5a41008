"""The public registers of actors, sources and tags: who is named, what stories stand on, what belongs together.

Their pages show stories and commitments side by side, so they stand above both apps. Every row on them comes through
`.public()`; the page of one actor, source or tag also answers, without being listed, while an older version that
readers can still open links to it.
"""
