"""The built front end, served from memory: only files that were there at the start, so no path leads anywhere else."""

import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from api.auth.middleware import ANYBODY

BUILT = Path(__file__).resolve().parents[1] / "frontend" / "dist"
FOREVER = "public, max-age=31536000, immutable"  # names under assets/ hold a digest of their content
ASK_AGAIN = "no-cache"

_UNBUILT = b"""<!doctype html><html lang="en"><title>Mandate</title>
<h1>The screens have not been built</h1><p>Run <code>make run</code>.
The API answers at <code>/graphql</code>.</p></html>
"""
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class Built:
    """One file of the front end."""

    content: bytes
    media_type: str
    etag: str
    cache: str


def read_built(folder: Path = BUILT) -> dict[str, Built]:
    """Every file of the built front end by its path; `index.html` is always there."""
    found: dict[str, Built] = {}
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                found[name] = _built(name, path.read_bytes())
    found.setdefault("index.html", _built("index.html", _UNBUILT))
    return found


def _built(name: str, content: bytes) -> Built:
    suffix = PurePosixPath(name).suffix
    media_type = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    cache = FOREVER if name.startswith("assets/") else ASK_AGAIN
    return Built(content, media_type, f'"{sha256(content).hexdigest()[:24]}"', cache)


def handlers(folder: Path = BUILT) -> list[HTTPRouteHandler]:
    """The routes: files by name, and the front page for every other path, which the front end itself reads."""
    files = read_built(folder)

    def answer(file: Built, request: Request[Any, Any, Any]) -> Response[bytes]:
        headers = {"ETag": file.etag, "Cache-Control": file.cache}
        asked = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
        if file.etag in asked:
            return Response(b"", status_code=304, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)

    @get("/", sync_to_thread=False, opt={ANYBODY: True})
    def front_page(request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer(files["index.html"], request)

    @get("/{path:path}", sync_to_thread=False, opt={ANYBODY: True})
    def front_end(request: Request[Any, Any, Any], path: FromPath[Path]) -> Response[bytes]:
        name = path.as_posix().lstrip("/")
        if name in files:
            return answer(files[name], request)
        if "." in PurePosixPath(name).name or name.startswith(("assets/", "auth/")):
            raise NotFoundException("There is nothing here.")
        return answer(files["index.html"], request)

    return [front_page, front_end]
