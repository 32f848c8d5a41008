"""Helpers that know no app: text, dates, history, append-only rows, states, errors."""
