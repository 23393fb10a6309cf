"""The Chromium that browser tests drive: the machine's own, else the one that the front end's packages bring."""

import fcntl
import io
import json
import os
import platform
import shutil
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import brotli
from playwright.async_api import Browser, Playwright

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "frontend" / "node_modules" / "@sparticuz" / "chromium"
UNPACKED = PROJECT / "var" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# /dev/shm of a container is small; root has no sandbox; nothing here needs a graphics card.
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none")


class NoChromium(RuntimeError):
    """There is no browser, and none can be made; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Chromium:
    """A program and what must stand in its environment."""

    program: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    async def launch(self, playwright: Playwright) -> Browser:
        """A headless browser."""
        return await playwright.chromium.launch(
            executable_path=self.program, args=[*FLAGS], env={**os.environ, **self.environment}
        )


def chromium() -> Chromium:
    """`$CHROMIUM`, one on the PATH, or the packed one, unpacked once. Raises NoChromium."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        program = shutil.which(chosen)
        if program is None:
            raise NoChromium(f"CHROMIUM names {chosen}, which is no program here.")
        return Chromium(Path(program))
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Chromium(Path(found))
    return packed()


def packed() -> Chromium:
    """The headless Chromium of the npm package, with the libraries and the font that it brings. Raises NoChromium."""
    asked = "Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome make test"
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise NoChromium(f"The browser tests find no Chromium, and none is packed for this system. {asked}")
    if not (PACKAGE / "package.json").is_file():
        raise NoChromium(
            f"The browser tests find no Chromium, and the front end's packages are not installed. "
            f"{asked}, or let `make test` install them."
        )
    version = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    folder = UNPACKED / version
    UNPACKED.mkdir(parents=True, exist_ok=True)
    # Workers of one run come here at once; one unpacks, the others wait.
    with (UNPACKED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            unready = UNPACKED / f"{version}.unready"
            shutil.rmtree(unready, ignore_errors=True)
            _unpack(unready)
            (unready / "fonts.conf").write_text(FONTS.format(folder=folder), encoding="utf-8")
            unready.rename(folder)
    return Chromium(
        folder / "chromium", {"LD_LIBRARY_PATH": str(folder / "lib"), "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    )


def _unpack(folder: Path) -> None:
    folder.mkdir()
    program = folder / "chromium"
    program.write_bytes(_packed("chromium.br"))
    program.chmod(0o755)
    for name in ("al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"):
        with tarfile.open(fileobj=io.BytesIO(_packed(name))) as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                path = (folder / member.name).resolve()
                if content is not None and path.is_relative_to(folder.resolve()):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content.read())
                    path.chmod(member.mode)


def _packed(name: str) -> bytes:
    content: bytes = brotli.decompress((PACKAGE / "bin" / name).read_bytes())
    return content


FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <cachedir>{folder}/font-cache</cachedir>
</fontconfig>
"""
