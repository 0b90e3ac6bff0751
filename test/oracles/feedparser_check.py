"""Reads feeds with Python's feedparser (Debian's python3-feedparser) and says, a line each, what isn't as written.

Its argument is a JSON file: [{file, format, name, language, expected: [{id, link, title, published, modified}]}].
"""
import calendar
import datetime
import html.parser as html_parser
import json
import re
import sys

import feedparser


def seconds(iso):
    return int(datetime.datetime.fromisoformat(iso.replace("Z", "+00:00")).timestamp())


def folded(text):
    return re.sub(r"\s+", " ", text).strip()


def words(html):
    parser = html_parser.HTMLParser()
    found = []
    parser.handle_data = found.append
    parser.feed(html)
    parser.close()
    return folded(" ".join(found))


def checks(case, entry, expected):
    yield "id", entry.get("id"), expected["id"]
    yield "link", entry.get("link"), expected["link"]
    # An RSS title may be text or HTML, nothing says which: feedparser takes "<b>" for HTML.
    if case["format"] == "atom" or case["name"] != "markup":
        yield "title", folded(entry.get("title", "")), folded(expected["title"])
    yield "published", calendar.timegm(entry.published_parsed), seconds(expected["published"])
    yield "modified", calendar.timegm(entry.updated_parsed), seconds(expected["modified"])
    yield "content's words", words(entry.content[0].value), words(expected["html"])
    yield "content's language", entry.content[0].language, case["language"]


def faults(case):
    with open(case["file"], "rb") as file:
        headers = {"content-type": "application/%s+xml; charset=utf-8" % case["format"]}
        parsed = feedparser.parse(file.read(), response_headers=headers)
    if parsed.bozo:
        yield "bozo: %r" % parsed.bozo_exception
    if parsed.feed.get("language") != case["language"]:
        yield "language %r, not %r" % (parsed.feed.get("language"), case["language"])
    if len(parsed.entries) != len(case["expected"]):
        yield "%d entries, not %d" % (len(parsed.entries), len(case["expected"]))
    for entry, expected in zip(parsed.entries, case["expected"]):
        for name, given, due in checks(case, entry, expected):
            if given != due:
                yield "%s %.160r, not %.160r" % (name, given, due)


with open(sys.argv[1], encoding="utf-8") as file:
    CASES = json.load(file)
FOUND = ['%s, "%s": %s' % (case["format"], case["name"], fault) for case in CASES for fault in faults(case)]
print("\n".join(FOUND))
sys.exit(1 if FOUND else 0)
