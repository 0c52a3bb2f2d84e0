"""The words of a PDF that Chromium has printed: no more of the format than that takes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from unicodedata import normalize

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-F]+)>|\bET\b")
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


def pdf_pages(printed: bytes) -> list[str]:
    """The words of each page as they are drawn, with neither white space nor ligatures."""
    objects = {int(number): body for number, body in _OBJECT.findall(printed)}
    fonts = {number: _letters(objects, body) for number, body in objects.items()}
    return [
        "".join("".join(_words(content, fonts)).split())
        for body in objects.values()
        if re.search(rb"/Type /Page\b", body)
        for content in [_unpacked(objects, body, b"Contents")]
    ]


def _unpacked(objects: dict[int, bytes], body: bytes, name: bytes) -> bytes:
    """The contents of the stream that an object names."""
    found = re.search(rb"/%s (\d+) 0 R" % name, body)
    if found is None:
        return b""
    stream = _STREAM.search(objects[int(found[1])])
    assert stream is not None
    return zlib.decompressobj().decompress(stream[2]) if b"Flate" in stream[1] else stream[2]


def _letters(objects: dict[int, bytes], font: bytes) -> dict[bytes, str]:
    """Which letters the codes of a font stand for."""
    letters = {}
    for kind, section in _SECTION.findall(_unpacked(objects, font, b"ToUnicode")):
        numbers = re.findall(rb"<([0-9A-F]+)>", section)
        for at in range(0, len(numbers), 2 if kind == b"char" else 3):
            first, last = numbers[at], numbers[at if kind == b"char" else at + 1]
            letter = bytes.fromhex(numbers[at + (1 if kind == b"char" else 2)].decode())
            for place in range(int(last, 16) - int(first, 16) + 1):
                moved = int.from_bytes(letter) + place
                code = b"%0*X" % (len(first), int(first, 16) + place)
                said = moved.to_bytes(len(letter)).decode("utf-16-be", "replace")
                letters[code] = normalize("NFKC", said) if "\ufb00" <= said <= "\ufb06" else said
    return letters


def _words(content: bytes, fonts: dict[int, dict[bytes, str]]) -> Iterator[str]:
    letters: dict[bytes, str] = {}
    for shown in _SHOWN.finditer(content):
        if shown[1]:
            letters = fonts[int(shown[1])]
        elif shown[2]:
            size = max(map(len, letters), default=2)
            for at in range(0, len(shown[2]), size):
                yield letters.get(shown[2][at : at + size], "")
