"""One record, one line."""

import logging
import sys

from policydesk.log_lines import OneLine


def record(message: str, **changes) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "desk", "levelname": "INFO", "msg": message, "created": 0.0} | changes)
    return made


def written(made: logging.LogRecord) -> str:
    return OneLine().format(made).partition(" INFO ")[2]


def test_line_breaks_and_control_characters_of_a_visitor_become_escapes():
    naughty = record("Not Found: /a\r\nb\x1b[31m\u2028\u202e\x00c")
    assert written(naughty) == r"desk: Not Found: /a\r\nb\x1b[31m\u2028\u202e\x00c"


def test_words_in_every_script_stay_readable():
    assert written(record("北京 – Übung")) == "desk: 北京 – Übung"


def test_a_traceback_stays_on_the_line_of_its_record():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        line = written(record("failed", exc_info=sys.exc_info()))
    assert line.startswith(r"desk: failed\nTraceback (most recent call last):\n")
    assert line.endswith(r"ValueError: two\nlines")
    assert "\n" not in line
