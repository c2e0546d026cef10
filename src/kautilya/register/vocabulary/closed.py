"""What a closed vocabulary is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The values that a column may hold."""

    words: tuple[str, ...]
    """In their order, where they have one."""
    may_be_blank: bool


def closed(*words: str) -> Vocabulary:
    """Declare the words of a column that may not be blank."""
    return Vocabulary(words=tuple(str(word) for word in words), may_be_blank=False)


def optional(*words: str) -> Vocabulary:
    """Declare the words of a column that may be blank."""
    return Vocabulary(words=tuple(str(word) for word in words), may_be_blank=True)
