"""Dossiers: actors, occasions, sources, claims and commitments in one YAML file, in and out.

From the file inwards: `composing` (YAML with places), `reading` (by the `schema`), `loading` (through the rules of
the apps); and back: `exporting`, `writing`.
"""
