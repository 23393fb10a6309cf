"""Whether a request was made by our own page, or by another site in the name of whoever is signed in."""

from collections.abc import Mapping
from urllib.parse import urlsplit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A page of another site can send these without asking us first; everything else it may send only after a preflight,
# which we never answer.
FORM_TYPES = frozenset({"", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded"})

REFUSED = (
    "This request does not come from Mandate's own page. Programs use an API token, or send the header"
    " X-Requested-By with any value."
)


def is_ours(origin: str, host: str, address: str) -> bool:
    """Whether an Origin header names the installation: its public address, or the host that was asked."""
    if origin.lower() == address:
        return True
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and parts.netloc.lower() == host.lower()


def allows_deed(method: str, headers: Mapping[str, str], address: str) -> bool:
    """Whether a request that needs no token may change something.

    Browsers say where a page comes from (Origin, Sec-Fetch-Site) and let no page say otherwise. Programs that say
    neither must send what no foreign page can: the header X-Requested-By, or a body that no form makes, such as JSON.
    """
    if method in SAFE_METHODS:
        return True
    origin = headers.get("origin")
    if origin is not None:
        return is_ours(origin, headers.get("host", ""), address)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    body = headers.get("content-type", "").partition(";")[0].strip().lower()
    return "x-requested-by" in headers or body not in FORM_TYPES


def allows_socket(headers: Mapping[str, str], address: str) -> bool:
    """Whether a page may open a socket with its cookie: only ours, and it must say so."""
    origin = headers.get("origin")
    return origin is not None and is_ours(origin, headers.get("host", ""), address)
