import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.logs import Redacting
from kautilya.core.secrets import redacted

secrets = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="@:/*"), min_size=4, max_size=12
)


@given(secrets)
def test_no_password_of_an_address_is_told(secret: str) -> None:
    told = redacted(f"register 'postgresql+psycopg://me:{secret}@db.example.org:5432/register': connection refused")
    assert told == "register 'postgresql+psycopg://me:***@db.example.org:5432/register': connection refused"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgresql://me:s3@cr:et/@host/db", "postgresql://me:***@host/db"),
        ("host=db password=s3cret user=me", "host=db password=*** user=me"),
        ("host=db password='s3 cret' user=me", "host=db password=*** user=me"),
        ("https://example.org/a?token=abc&x=1", "https://example.org/a?token=***&x=1"),
        ("https://example.org:8080/page", "https://example.org:8080/page"),
        ("sqlite:///kautilya.db", "sqlite:///kautilya.db"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("a claim of 10:30 by a@b", "a claim of 10:30 by a@b"),
    ],
)
def test_only_secrets_are_hidden(text: str, told: str) -> None:
    assert redacted(text) == told


def test_a_log_line_hides_the_password_of_a_traceback_too() -> None:
    problem = ValueError("cannot reach postgresql://me:s3cret@host/db")
    told = (type(problem), problem, None)
    record = logging.LogRecord("kautilya", logging.ERROR, "", 0, "opening %s", ("postgresql://me:s3cret@host",), told)
    line = Redacting("%(message)s").format(record)
    assert line == "opening postgresql://me:***@host\nValueError: cannot reach postgresql://me:***@host/db"
