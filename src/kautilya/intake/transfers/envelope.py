"""Layout B0: the database's JSON answer, `{"bytes": "<base64 of the file>"}`."""

import base64
import binascii
import json

from kautilya.intake.transfers.lines import NotATableError

LARGEST = 96 << 20
"""Bytes of the largest envelope that is opened."""
_KEYS = ("bytes", "data", "file", "content")


def is_envelope(head: bytes) -> bool:
    """Tell whether a file begins like JSON."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def opened(content: bytes) -> bytes:
    """Return the file within an envelope; NotATableError says what is wrong with it. It is opened whole or not at all."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotATableError(f"it begins like JSON and is not, or is cut off: {_short(error)}") from error
    packed = (
        next((answer[key] for key in _KEYS if isinstance(answer.get(key), str)), None) if isinstance(answer, dict) else None
    )
    if packed is None:
        raise NotATableError("JSON without a text under `bytes`: not the answer of SIPRI's database")
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotATableError(f"the text under `bytes` is not base64, or is cut off: {_short(error)}") from error


def _short(error: BaseException) -> str:
    return str(error)[:120]
