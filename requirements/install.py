"""Install locked packages into the virtual environment: with uv in seconds, or with pip where uv cannot.

Every package must match a hash in its lock. uv does not read pip's settings, so they are handed to it; where
that is not enough (a proxy with a login of its own, a broken index) pip does the whole work by itself.
"""

import os
import subprocess
import sys
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
# pip's setting, uv's variable, and what separates several values there.
TRANSLATED = {
    "index-url": ("UV_DEFAULT_INDEX", ""),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "cert": ("SSL_CERT_FILE", ""),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "timeout": ("UV_HTTP_TIMEOUT", ""),
    "default-timeout": ("UV_HTTP_TIMEOUT", ""),
}


def main(groups: list[str]) -> int:
    locks = [argument for group in groups for argument in ("-r", str(LOCKS / f"{group}.lock"))]
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    bootstrap = subprocess.run([*pip, "-r", str(LOCKS / "bootstrap.lock")])
    if bootstrap.returncode == 0:
        uv = Path(sys.executable).with_name("uv")
        install = [
            str(uv),
            "pip",
            "install",
            "--quiet",
            "--no-config",
            "--python",
            sys.executable,
            "--require-hashes",
        ]
        if subprocess.run([*install, *locks], env=uv_environment()).returncode == 0:
            return 0
    print("      uv could not install here; pip does it instead, which takes a minute or two ...", flush=True)
    return subprocess.run([*pip, *locks]).returncode


def uv_environment() -> dict[str, str]:
    """The environment with pip's settings under uv's names; what is already set for uv stays as it is."""
    # Packages are chosen by their hash, so looking at all indexes for them is safe.
    found = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for name, value in pip_settings().items():
        variable, separator = TRANSLATED.get(name, ("", ""))
        if variable:
            values = [each for each in value.split() if not missing_folder(each)]
            found[variable] = separator.join(values) if separator else value
    return {name: value for name, value in found.items() if value} | dict(os.environ)


def pip_settings() -> dict[str, str]:
    """What pip would use, from its files and the environment; the later line wins, as in pip."""
    listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    by_scope: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        scope, _, name = key.partition(".")
        by_scope.setdefault(scope, {})[name] = value.strip().strip("'\"").replace("\\n", " ")
    return by_scope["global"] | by_scope["install"] | by_scope[":env:"]


def missing_folder(place: str) -> bool:
    """True for a local index or folder that is not there: pip passes over it, uv would give up."""
    local = place.removeprefix("file://")
    return local.startswith("/") and not Path(local).exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
