"""Addresses: fetched within limits, by the address that was checked, and never from the own network unless asked."""

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import urllib3

from pipeline.cli import main
from pipeline.read import fetch, read_articles, robots
from pipeline.read.decode import ReadError
from pipeline.read.records import Options
from tests import web_pages as web
from tests.test_read_formats import RSS, TEXT

ITEM = web.items()[0]


class Site(BaseHTTPRequestHandler):
    """A site with what sites do to those who fetch from them."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        if self.path == "/robots.txt":
            status, text = self.server.robots
            self.answer(status, text.encode(), "text/plain")
            return
        give = getattr(self, self.path.strip("/").split("/", maxsplit=1)[0].replace("-", "_"), None)
        if give is None:
            self.answer(404, b"")
        else:
            give()

    def answer(self, status, data, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def article(self):
        self.answer(200, web.bytes_of(web.bem, ITEM))

    def packed(self):
        self.answer(200, gzip.compress(web.bytes_of(web.bem, ITEM)), Content_Encoding="gzip")

    def latin(self):
        self.answer(200, web.bem(ITEM).encode("cp1252", "ignore"), "text/html; charset=ISO-8859-1")

    def feed(self):
        self.answer(200, RSS.encode(), "application/rss+xml")

    def plain(self):
        self.answer(200, TEXT.encode(), "text/plain")

    def untold(self):
        self.answer(200, web.bytes_of(web.bem, ITEM), "application/octet-stream")

    def picture(self):
        self.answer(200, b"\x89PNG", "image/png")

    def moved(self):
        self.answer(301, b"", Location="/article")

    def away(self):
        self.answer(302, b"", Location=f"http://127.0.0.1:{self.server.server_port}/article")

    def file(self):
        self.answer(302, b"", Location="file:///etc/passwd")

    def around(self):
        self.answer(302, b"", Location=f"/around/{len(self.path)}" + "x" * len(self.path))

    def huge(self):
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 30))
        self.end_headers()

    def bomb(self):
        self.answer(200, gzip.compress(bytes(16 << 20)) * 4, Content_Encoding="gzip")

    def trickle(self):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(200):
                self.wfile.write(b"<p>Der Rat tagt.")
                time.sleep(0.05)
        except OSError:
            pass

    def silent(self):
        time.sleep(3)

    def busy(self):
        """First too busy, then not."""
        first = sum(path == self.path for path, _ in self.server.asked) == 1
        wait = {"busy-long": "3600", "busy-untold": ""}.get(self.path.strip("/"), "1")
        if first:
            self.answer(503 if "untold" in self.path else 429, b"", Retry_After=wait)
        else:
            self.article()

    busy_long = busy_untold = busy


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    server.robots = 404, ""
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()


@pytest.fixture(autouse=True)
def impatient(monkeypatch, site):
    site.robots = 404, ""
    site.asked.clear()
    robots.forget()
    fetch._free.clear()
    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    monkeypatch.setattr(fetch, "PATIENCE", 1.0)


def read(address, allow_private=True, **more):
    failures = []
    found = list(read_articles(address, failures.append, Options(allow_private=allow_private, **more)))
    return found, [str(failure) for failure in failures]


def at(site, path, host="127.0.0.1"):
    return f"http://{host}:{site.server_port}/{path}"


@pytest.mark.parametrize("path", ["article", "packed", "moved", "untold", "latin"])
def test_a_page_is_fetched_and_read(site, path):
    site.asked.clear()
    (found,), failures = read(at(site, path))
    assert failures == []
    assert (found.title, found.published) == (ITEM.title, ITEM.day)
    assert found.document == path
    assert found.path.endswith("article" if path == "moved" else path)
    assert site.asked[0][0] == "/robots.txt"
    assert all("Zeitstrahl/" in headers["User-Agent"] for _, headers in site.asked)


def test_feeds_and_texts_are_known_by_their_type(site):
    found, failures = read(at(site, "feed"))
    assert [article.document for article in found] == ["rat-und-bad-7", "feed-3"]
    assert len(failures) == 1
    (found,), _ = read(at(site, "plain/2024-05-06-rat"))
    assert (found.document, str(found.published), found.text) == ("2024-05-06-rat", "2024-05-06", TEXT)


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("nowhere", "HTTP 404"),
        ("picture", "content of type 'image/png'"),
        ("huge", "larger than 25 MB"),
        ("bomb", "larger than 25 MB"),
        ("trickle", "takes longer than"),
        ("silent", "no answer within"),
        ("around", "redirected 6 times; 5 are allowed"),
        ("file", "leads to file:///etc/passwd; http and https are allowed"),
    ],
)
def test_what_cannot_be_fetched_is_said_in_one_line(site, path, complaint, monkeypatch):
    if path == "trickle":  # the others may take their time on a busy machine
        monkeypatch.setattr(fetch, "LONGEST", 1.5)
    found, failures = read(at(site, path))
    assert found == []
    assert len(failures) == 1
    assert complaint in failures[0]
    assert failures[0].startswith(at(site, path))


PRIVATE = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    "0.0.0.0",
    "10.1.2.3",
    "192.168.0.1",
    "169.254.169.254",
    "172.16.0.9",
]
PRIVATE += [
    "2130706433",
    "0x7f.1",
    "[::ffff:127.0.0.1]",
    "[fe80::1]",
    "[fd00::1]",
    "100.64.0.1",
    "[64:ff9b::7f00:1]",
]
PRIVATE += ["[2002:7f00:1::]", "224.0.0.1"]


@pytest.mark.parametrize("host", PRIVATE)
def test_the_own_machine_and_network_are_not_asked(site, host):
    site.asked.clear()
    found, failures = read(at(site, "article", host), allow_private=False)
    assert found == []
    assert len(failures) == 1
    assert "on the own machine or network; --allow-private" in failures[0]
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http://a b.example/",
        "https://user:pass@a.example/",
        "http://a.example:99999/",
        "http://[::1",
        "http://.",
    ],
)
def test_what_is_no_address(address):
    found, failures = read(address)
    assert found == []
    assert len(failures) == 1


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    """A name that stands for a public address when it is checked and for a private one right after."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    asked = []

    def resolve(host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address, *_, **__):
        asked.append(address)
        return real(("127.0.0.1", site.server_port))

    real = socket.create_connection
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(urllib3.util.connection, "create_connection", connect)
    found = fetch.fetch("http://rebinding.example/article", ask_robots=False)
    assert asked == [("93.184.216.34", 80)]
    assert found.kind == "text/html"


def test_a_redirection_into_the_own_network_is_not_followed(site, monkeypatch):
    real_resolve, real_connect = socket.getaddrinfo, socket.create_connection

    def resolve(host, port, *rest, **more):
        public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]
        return public if host == "public.example" else real_resolve(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(
        urllib3.util.connection,
        "create_connection",
        lambda address, *_, **__: real_connect(("127.0.0.1", site.server_port)),
    )
    with pytest.raises(ReadError, match=r"127\.0\.0\.1 on the own machine"):
        fetch.fetch("http://public.example/away")


def test_one_private_address_of_several_is_enough_to_refuse(monkeypatch):
    entries = [(2, 1, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(ReadError, match=r"is 10\.0\.0\.1"):
        fetch.fetch("http://two.example/")


def test_requests_to_one_host_keep_a_distance(site, monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE", 0.3)
    began = time.monotonic()
    read(at(site, "plain"))
    read(at(site, "plain"))
    assert time.monotonic() - began > 0.3


def test_extract_takes_an_address(site, capsys, monkeypatch):
    monkeypatch.setattr(fetch, "PATIENCE", 10.0)
    monkeypatch.setattr(fetch, "LONGEST", 30.0)
    assert main(["extract", at(site, "article")]) == 1
    assert "--allow-private" in capsys.readouterr().err
    assert main(["extract", "--allow-private", at(site, "article")]) == 0
    assert '"event_id"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        ((200, "User-agent: *\nDisallow: /article"), "robots.txt of the site does not allow it"),
        ((200, "User-agent: Zeitstrahl\nDisallow: /"), "robots.txt of the site does not allow it"),
        ((503, ""), "robots.txt of the site gives HTTP 503"),
        ((200, "User-agent: *\nDisallow: /suche\n\nUser-agent: GPTBot\nDisallow: /"), ""),
        ((200, "User-agent: *\nDisallow:"), ""),
        ((200, "<html><p>Seite nicht gefunden"), ""),
        ((403, "User-agent: *\nDisallow: /"), ""),
    ],
)
def test_a_site_says_what_may_be_fetched(site, answer, refused):
    site.robots = answer
    found, failures = read(at(site, "article"))
    assert len(found) == (not refused)
    assert [refused in line and "--ignore-robots" in line for line in failures] == [True] * bool(refused)
    assert [path for path, _ in site.asked] == ["/robots.txt"] + ["/article"] * (not refused)
    found, failures = read(at(site, "article"), ask_robots=False)
    assert (len(found), failures) == (1, [])


def test_a_redirection_leads_nowhere_that_the_site_forbids(site):
    site.robots = 200, "User-agent: *\nDisallow: /article"
    found, (failure,) = read(at(site, "moved"))
    assert found == []
    assert "does not allow" in failure
    assert [path for path, _ in site.asked] == ["/robots.txt", "/moved"]


def test_a_site_is_asked_once_and_at_its_own_pace(site):
    site.robots = 200, "User-agent: *\nCrawl-delay: 1"
    began = time.monotonic()
    found = list(read_articles([at(site, "plain"), at(site, "plain/b")], options=Options(allow_private=True)))
    assert time.monotonic() - began > 1
    assert len(found) == 2
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_busy_site_is_asked_again_when_it_says(site):
    began = time.monotonic()
    found, failures = read(at(site, "busy"))
    assert (len(found), failures) == (1, [])
    assert time.monotonic() - began > 1


def test_a_site_that_wants_to_be_left_alone_is(site):
    found, (failure,) = read(at(site, "busy-long"))
    assert (found, "wants to be left alone for 3600 s" in failure) == ([], True)
    asked = len(site.asked)
    assert "wants to be left alone" in read(at(site, "article"))[1][0]
    assert len(site.asked) == asked


def test_a_busy_site_that_names_no_time_is_given_up(site):
    assert "HTTP 503" in read(at(site, "busy-untold"))[1][0]
