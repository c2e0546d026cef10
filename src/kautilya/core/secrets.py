"""Keeps secrets out of what is told: passwords in addresses and in connection strings."""

import re

_ADDRESS = re.compile(r"(?P<head>[a-zA-Z][a-zA-Z0-9+.-]*://[^\s:/@]*):(?P<secret>[^\s]*)@(?=[^\s@]*)")
_NAMED = re.compile(
    r"(?P<head>\b(?:password|passwd|pwd|passfile|sslpassword|token)\s*=\s*)(?P<secret>'[^']*'|[^\s&;,'\")]+)", re.IGNORECASE
)
HIDDEN = "***"


def redacted(text: str) -> str:
    """Return a text without the passwords that it holds: `postgresql://me:***@host/register`, `password=***`."""
    return _NAMED.sub(rf"\g<head>{HIDDEN}", _ADDRESS.sub(rf"\g<head>:{HIDDEN}@", text))
