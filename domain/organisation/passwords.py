"""Passwords as argon2id hashes, made and checked beside the event loop, two at a time.

One check costs 64 MiB and about 0.2 s of a core by design; without a limit a crowd at the door would take the whole
machine.
"""

import asyncio
from weakref import WeakKeyDictionary

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.organisation.rules import LONGEST_PASSWORD

AT_ONCE = 2

_hasher = PasswordHash((Argon2Hasher(),))
# Checked when there is no such account, so that the answer takes as long as for a wrong password.
_nobody = ""
# A semaphore belongs to one event loop; tests have several.
_turns: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]" = WeakKeyDictionary()


def use(hasher: PasswordHash) -> None:
    """Hash with other costs from now on; older hashes are still understood, each carries its own."""
    global _hasher, _nobody
    _hasher, _nobody = hasher, ""


async def hashed(password: str) -> str:
    """The hash to keep."""
    async with _turn():
        return await asyncio.to_thread(_hasher.hash, password)


async def matches(password: str, known: str | None) -> bool:
    """Whether the password belongs to the hash. Without a hash the same work is done and the answer is no."""
    global _nobody
    if len(password) > LONGEST_PASSWORD:
        return False
    if not _nobody:
        _nobody = await hashed("nobody signs in with this")
    async with _turn():
        return await asyncio.to_thread(_hasher.verify, password, known or _nobody) and known is not None


def _turn() -> asyncio.Semaphore:
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
