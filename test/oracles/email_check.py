"""Reads mails with Python's own parser, which raises on any defect, and prints what it found as JSON.

Usage: email_check.py FILE, a JSON array of paths."""
import email
import email.policy
import json
import sys
from email.header import decode_header, make_header
from email.utils import parseaddr

POLICY = email.policy.default.clone(raise_on_defect=True)


def part(message, kind):
    found = message.get_body(preferencelist=(kind,))
    return found.get_content() if found else ""


def read(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=POLICY)
    # The parser of addresses in Python 3.11 keeps the space between two encoded words, against RFC 2047 section 6.2.
    name, address = parseaddr(dict(message.raw_items())["From"])
    return {
        "subject": str(message["Subject"]),
        "fromName": str(make_header(decode_header(name))),
        "fromAddress": address,
        "headers": {name.lower(): str(value) for name, value in message.items()},
        "html": part(message, "html"),
        "text": part(message, "plain"),
    }


def given(path):
    try:
        return read(path)
    except Exception as error:  # A defect is what we look for.
        return {"error": f"{type(error).__name__}: {error}"}


with open(sys.argv[1], encoding="utf-8") as listed:
    json.dump([given(path) for path in json.load(listed)], sys.stdout)
