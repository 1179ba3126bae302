#!/usr/bin/env python3
"""Walks the report pages as a browser without scripts would.

reporter.py SITE one WHAT [FILE…]  one report; prints {"reference", "code", "again"}
reporter.py SITE draft WHAT [FILE…] begins a report, saves it, leaves; prints {"code", "carry"}
reporter.py SITE finish CODE       opens the draft by its code and sends it; prints {"reference", "code"}
reporter.py SITE many PREFIX       reports until the server is gone; prints each code once it was shown
reporter.py SITE cut FILE          sends half of an upload and hangs up
"""
import html.parser
import http.client
import json
import os
import sys
import urllib.parse


class Inputs(html.parser.HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.values = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "input" and a.get("name"):
            self.values.setdefault(a["name"], a.get("value", ""))


class Browser:
    def __init__(self, site):
        self.host = urllib.parse.urlsplit(site).netloc

    def ask(self, method, path, body=None, kind=None):
        connection = http.client.HTTPConnection(self.host, timeout=180)
        headers = {"Content-Type": kind, "Origin": "http://" + self.host} if body is not None else {}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        page = response.read().decode()
        connection.close()
        return response.status, page

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, **fields):
        body = urllib.parse.urlencode(fields).encode()
        return self.ask("POST", path, body, "application/x-www-form-urlencoded")

    def upload(self, path, fields, files):
        return self.ask("POST", path, multipart(fields, files), "multipart/form-data; boundary=story")


def multipart(fields, files):
    out = b""
    for name, value in fields.items():
        out += b'--story\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value.encode())
    for name, data in files or [("", b"")]:
        out += (b'--story\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n'
                b"Content-Type: application/octet-stream\r\n\r\n%s\r\n" % (name.encode(), data))
    return out + b"--story--\r\n"


def expect(answer, status=200):
    if answer[0] != status:
        sys.exit("answered %d, not %d: %s" % (answer[0], status, answer[1][:2000]))
    return Inputs(answer[1]).values


def until_check(b, what, files):
    carry = expect(b.get("/report"))["carry"]
    carry = expect(b.post("/report/begin", carry=carry))["carry"]
    # A page left empty comes back with what is missing, and nothing is lost.
    carry = expect(b.post("/report/kind", carry=carry), 422)["carry"]
    carry = expect(b.post("/report/kind", carry=carry, kind="exposed_records", urgency="none"))["carry"]
    carry = expect(b.upload("/report/what", {"carry": carry, "what": what, "where": "the library"}, files))["carry"]
    carry = expect(b.post("/report/when", carry=carry, when_unsure="yes"))["carry"]
    return expect(b.post("/report/contact", carry=carry, reply="anonymous", how="code"))["carry"]


def code_on(page):
    at = page.index("ll-code")
    return page[page.index(">", at) + 1 : page.index("<", at)]


def draft(b, what, paths):
    carry = expect(b.get("/report"))["carry"]
    carry = expect(b.post("/report/begin", carry=carry))["carry"]
    carry = expect(b.post("/report/kind", carry=carry, kind="exposed_records", urgency="none"))["carry"]
    files = [(os.path.basename(p), open(p, "rb").read()) for p in paths]
    saved = b.upload("/report/what", {"carry": carry, "what": what, "where": "", "save": "yes"}, files)
    expect(saved)
    print(json.dumps({"code": code_on(saved[1])}))


def finish(b, code):
    asked = b.post("/status", code=code)
    expect(asked)
    if "/report/resume" not in asked[1]:
        sys.exit("the code does not lead back into the report")
    carry = expect(b.post("/report/resume", code=code))["carry"]
    carry = expect(b.post("/report/when", carry=carry, when_unsure="yes"))["carry"]
    carry = expect(b.post("/report/contact", carry=carry, reply="anonymous", how="code"))["carry"]
    values = expect(b.post("/report/check", carry=carry))
    print(json.dumps({"reference": values["reference"], "code": values["code"]}))


def one(b, what, paths):
    carry = until_check(b, what, [(os.path.basename(p), open(p, "rb").read()) for p in paths])
    first = expect(b.post("/report/check", carry=carry))
    again = expect(b.post("/report/check", carry=carry))
    kept = b.post("/report/kept", reference=first["reference"], code=first["code"], last=first["code"][-4:])
    expect(kept)
    print(json.dumps({"reference": first["reference"], "code": first["code"],
                      "again": [again["reference"], again["code"]]}))


def many(b, prefix):
    n = 0
    while True:
        n += 1
        try:
            carry = until_check(b, "%s %d" % (prefix, n), [])
            print(expect(b.post("/report/check", carry=carry))["code"], flush=True)
        except (OSError, http.client.HTTPException):
            return


def cut(b, path):
    carry = expect(b.get("/report"))["carry"]
    carry = expect(b.post("/report/begin", carry=carry))["carry"]
    carry = expect(b.post("/report/kind", carry=carry, kind="other", urgency="none"))["carry"]
    body = multipart({"carry": carry, "what": "cut off"}, [("half.bin", open(path, "rb").read())])
    connection = http.client.HTTPConnection(b.host, timeout=180)
    connection.putrequest("POST", "/report/what")
    connection.putheader("Content-Type", "multipart/form-data; boundary=story")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    connection.send(body[:len(body) // 2])
    connection.close()
    # What was typed before is not lost: the same page is sent again, whole.
    expect(b.upload("/report/what", {"carry": carry, "what": "sent again"}, []))


b = Browser(sys.argv[1])
if sys.argv[2] == "one":
    one(b, sys.argv[3], sys.argv[4:])
elif sys.argv[2] == "draft":
    draft(b, sys.argv[3], sys.argv[4:])
elif sys.argv[2] == "finish":
    finish(b, sys.argv[3])
elif sys.argv[2] == "many":
    many(b, sys.argv[3])
else:
    cut(b, sys.argv[3])
