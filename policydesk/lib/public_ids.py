"""Short identifiers for public addresses: no vowels (no words by accident), no 0/1/a/l to misread."""

import secrets

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
LENGTH = 8


def new_public_id() -> str:
    """Eight random characters: 28**8, about 3.8e11 values; the column's unique constraint settles a clash."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
