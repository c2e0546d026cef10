"""Bytes to numbered lines of text, whatever the encoding and the line ends, without holding more than a block."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

BLOCK = 1 << 18
"""Bytes read at a time."""
LONGEST_LINE = 1 << 20
"""Bytes of a line past which a file is no table."""
LARGEST_UTF16 = 64 << 20
"""Bytes of a UTF-16 file, which is read whole."""
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LISTED = 20
"""Lines of a mixed encoding that are told one by one."""


class NotATableError(ValueError):
    """The bytes cannot be lines of a table; the message says why, in words for the user."""


@dataclass(slots=True)
class Encoding:
    """What was seen of the encoding while the lines were read; SIPRI hands out both, and pasted files mix them."""

    utf16: bool = False
    utf8_lines: int = 0
    """Lines with characters beyond ASCII that are valid UTF-8."""
    cp1252_lines: int = 0
    """Lines that are not valid UTF-8 and were read as Windows-1252 (Latin-1 where that has no character)."""
    first_cp1252: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The encoding in words."""
        if self.utf16:
            return "utf-16"
        if self.cp1252_lines and self.utf8_lines:
            return "utf-8 and cp1252 mixed"
        return "cp1252" if self.cp1252_lines else "utf-8"


@dataclass(slots=True)
class Lines:
    """The lines of a stream, numbered from 1; what is known only at the end stands in the attributes after iterating."""

    stream: BinaryIO
    encoding: Encoding = field(default_factory=Encoding)
    ends_in_newline: bool = True
    """Whether the last line is ended; if not, it may have been cut off."""
    file_digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Yield line numbers and lines without their ends: CR LF, LF and CR all end one."""
        for first, lines in self.blocks():
            yield from enumerate(lines, first)

    def blocks(self) -> Iterator[tuple[int, list[str]]]:
        """Yield lines as `__iter__` does, many at a time, with the number of the first."""
        number = 1
        for block in self._blocks():
            lines = self._texts(block, number - 1)
            yield number, lines
            number += len(lines)

    def _texts(self, block: bytes, lines_before: int) -> list[str]:
        """Decode the lines of one block, each by itself where the whole is not UTF-8."""
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            return [self._text(line, lines_before + position) for position, line in enumerate(block.split(b"\n"), start=1)]
        lines = text.split("\n")
        if len(text) != len(block):
            self.encoding.utf8_lines += sum(not line.isascii() for line in lines)
        return lines

    def _text(self, line: bytes, number: int) -> str:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            self.encoding.cp1252_lines += 1
            if len(self.encoding.first_cp1252) < _LISTED:
                self.encoding.first_cp1252.append(number)
            return _western(line)
        if not text.isascii():
            self.encoding.utf8_lines += 1
        return text

    def _blocks(self) -> Iterator[bytes]:
        """Yield runs of whole lines, ends normalised to LF, the last LF of a run left out."""
        rest = b""
        for block in self._raw_blocks():
            whole = (rest + block).replace(b"\r\n", b"\n")
            held = whole[-1:] == b"\r"
            whole = (whole[:-1] if held else whole).replace(b"\r", b"\n")
            lines, end, rest = whole.rpartition(b"\n")
            rest += b"\r" if held else b""
            if len(rest) > LONGEST_LINE:
                raise NotATableError(f"a line is longer than {LONGEST_LINE:,} bytes: this is no table")
            if end:
                yield lines
        if rest[-1:] == b"\r":
            yield rest[:-1]
        elif rest:
            self.ends_in_newline = False
            yield rest

    def _raw_blocks(self) -> Iterator[bytes]:
        """Yield blocks as UTF-8 or single-byte text, without a byte order mark."""
        first = self.stream.read(BLOCK)
        self.file_digest.update(first)
        if first.startswith(_UTF16_MARKS):
            self.encoding.utf16 = True
            yield self._from_utf16(first)
            return
        yield first.removeprefix(_UTF8_MARK)
        while block := self.stream.read(BLOCK):
            self.file_digest.update(block)
            yield block

    def _from_utf16(self, first: bytes) -> bytes:
        rest = self.stream.read(LARGEST_UTF16)
        if len(rest) == LARGEST_UTF16:
            raise NotATableError(f"UTF-16 of more than {LARGEST_UTF16 >> 20} MB")
        self.file_digest.update(rest)
        try:
            return (first + rest).decode("utf-16").encode("utf-8", "replace")
        except UnicodeDecodeError as error:
            raise NotATableError("it begins like UTF-16 and is not: cut off or damaged") from error


def _western(line: bytes) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
