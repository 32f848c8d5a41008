"""The public pages of stories and claims, and the same as data.

They read editions and nothing else: a draft is as unknown to them as a slug that nobody used. Nothing here sets a
cookie, asks for the session or writes.
"""
