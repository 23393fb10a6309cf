"""The bytes of a text file become characters by an encoding that is certain, or the file is refused with
words.

Order: a byte order mark decides; then the zero bytes that only UTF-16 has; then strict UTF-8; and last
cp1252, the encoding of Western European Windows (which reads latin-1 text alike). A cp1252 reading is
refused where it shows signs of another encoding, since every single-byte file "decodes" and would put wrong
letters into names. No character is ever replaced by a stand-in.
"""

import codecs
import re
from dataclasses import dataclass

from domain.exchange.sheet import refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Signs and capitals of 0x80-0x9F between lower-case letters: é is 0x82 in DOS and 0x8E on an old Mac.
_SIGN_IN_WORD = re.compile("[a-zß-öø-ÿ][€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘“”•˜™›Ÿ¡-¬®-±´-¶¸»-¿×÷][a-zß-öø-ÿ]")
# Whole words of accented letters are Cyrillic, Greek or another alphabet read as Western European.
_FOREIGN_WORD = re.compile("[À-ÖØ-öø-ÿ]{5,}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_NAMES = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp1250", "cp1251", "cp437", "cp850",
          "mac-roman", "iso-8859-2", "iso-8859-15")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file and the encoding that they were read by."""

    text: str
    encoding: str


def decoded(data: bytes, encoding: str | None = None) -> Decoded:
    """Read the bytes by the encoding named, or by the only one that fits. Raises UnreadableFile."""
    if encoding is not None:
        return _by_name(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    sample = data[:4096]
    if len(sample) >= 4 and sample.count(0) >= len(sample) // 4:
        odd, even = sample[1::2].count(0), sample[0::2].count(0)
        if odd > 4 * even or even > 4 * odd:
            return _strict(data, "utf-16-le" if odd > even else "utf-16-be")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as wrong:
        return _western(data, wrong)


def control_character(text: str) -> int | None:
    """Where the first character stands that no text file holds (NUL and its like), or None."""
    found = _CONTROL.search(text)
    return found.start() if found else None


def _by_name(data: bytes, encoding: str) -> Decoded:
    name = encoding.strip().lower().replace("_", "-")
    if name in ("utf8", "utf-8-sig"):
        name = "utf-8"
    if name not in _NAMES:
        raise refused(f'"{encoding}" is not an encoding that can be read; choose one of {", ".join(_NAMES)}.')
    return _strict(data, "utf-8-sig" if name == "utf-8" else name)


def _strict(data: bytes, name: str) -> Decoded:
    shown = {"utf-8-sig": "utf-8"}.get(name, name)
    try:
        return Decoded(data.decode(name).removeprefix("\ufeff"), shown)
    except UnicodeDecodeError as wrong:
        row = data.count(b"\n", 0, wrong.start) + 1
        raise refused(
            f"line {row} holds bytes that are not {shown.upper()} (byte {wrong.start:,}). "
            "The file is damaged or in another encoding; save it again as CSV UTF-8.",
            row=row,
        ) from wrong


def _western(data: bytes, wrong: UnicodeDecodeError) -> Decoded:
    line = data.count(b"\n", 0, wrong.start) + 1
    high = sum(1 for byte in data if byte > 0x7F) if len(data) < 1 << 16 else len(data.translate(None, _ASCII))
    in_sequences = sum(len(found) for found in _MULTIBYTE.findall(data))
    if in_sequences * 2 > high:
        raise refused(
            f"most of the file is UTF-8, but line {line} holds bytes that are not (byte {wrong.start:,}): two "
            "encodings are mixed, or the file is damaged. Correct that line or save the file again as CSV UTF-8.",
            row=line,
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as undefined:
        line = data.count(b"\n", 0, undefined.start) + 1
        raise refused(
            f"line {line} holds a byte (0x{data[undefined.start]:02X}) that neither UTF-8 nor Windows cp1252 knows. "
            "Name the encoding of the file, or save it again as CSV UTF-8.",
            row=line,
        ) from undefined
    sign = _SIGN_IN_WORD.search(text) or _FOREIGN_WORD.search(text)
    if sign:
        line = text.count("\n", 0, sign.start()) + 1
        around = text[max(0, sign.start() - 8) : sign.end() + 8].strip()
        raise refused(
            f'line {line} would read "{around}" as Windows cp1252, which looks like another encoding. '
            "Name the encoding of the file, or save it again as CSV UTF-8.",
            row=line,
        )
    return Decoded(text, "cp1252")


_ASCII = bytes(range(128))
