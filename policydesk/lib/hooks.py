"""Calling the operator's webhook: one signed POST. The address is a setting, never anything that a person typed.

So it may be an internal one, and does not go through the guard of fetched pages. It is called as it stands: no proxies
of the environment, no redirects, five seconds; of the answer nothing but its number is read.
"""

import hashlib
import hmac
import json
import time
from typing import Any

import httpx
from django.utils.translation import gettext as _

SECONDS = 5.0


class NotTaken(Exception):
    """The webhook did not take the call. `str(error)` says why in one line, without its address."""


def signature(secret: str, moment: str, body: bytes) -> str:
    """HMAC-SHA256 of “MOMENT.BODY” in hex: who knows the secret sees that we wrote it, and when."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def call(url: str, secret: str, payload: dict[str, Any]) -> None:
    """POST `payload` as JSON. Raises NotTaken unless the answer is from 200 to 299."""
    body, moment = json.dumps(payload, ensure_ascii=False).encode(), str(int(time.time()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "policydesk-webhook/1",
        "Policy-Desk-Timestamp": moment,
        "Policy-Desk-Signature": f"v1={signature(secret, moment, body)}",
    }
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=SECONDS) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            status = answer.status_code
    except httpx.HTTPError as error:
        raise NotTaken(_("no answer (%(kind)s)") % {"kind": type(error).__name__}) from error
    if not 200 <= status < 300:
        raise NotTaken(_("it answered %(status)d") % {"status": status})
