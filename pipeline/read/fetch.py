"""Fetches single addresses: politely, within limits, and never from the own machine or network unless asked.

Politely: under a name of its own, where the site's `robots.txt` allows it, with the pause that it asks for.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

import pipeline
from pipeline.read import robots
from pipeline.read.decode import ReadError, shown
from pipeline.read.formats import KNOWN, READERS, ending_of, sniffed

if TYPE_CHECKING:
    from pipeline.read.records import Options, Reader, Record

LARGEST_DOWNLOAD = 25_000_000
"""Bytes, unpacked."""
PATIENCE = 10.0
"""Seconds without any answer."""
LONGEST = 30.0
"""Seconds for all of one address, with its redirections, without the pauses before them."""
PAUSE = 1.0
"""Seconds between two requests to one host, where it asks for no longer ones."""
LONGEST_WAIT = 60.0
"""Seconds that are waited for a host that asks for patience; beyond that the address is given up."""
_MOST_REDIRECTIONS = 5
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_AGENT = f"{robots.NAME}/{pipeline.__version__} (reads single articles on request)"
_ACCEPTED = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "multipart/related": ".mhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/gzip"})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_BUSY = frozenset({429, 503})
_free: dict[str, float] = {}  # for each host the moment from which it may be asked again
_lock = threading.Lock()
_MOST_HOSTS = 1000


class Fetched(NamedTuple):
    """What an address gave: its last address, the content, its type and charset."""

    address: str
    data: bytes
    kind: str
    charset: str


class _RefusedError(ReadError):
    """A status other than success; `wait` are the seconds after which the site wants to be asked again, if it does."""

    def __init__(self, status: int, wait: float | None) -> None:
        super().__init__(f"HTTP {status}; an address that gives an article is allowed")
        self.status, self.wait = status, wait


def reader_of_address(address: str) -> Reader:
    """How to read what an address gives: a page, a feed, a table, a document."""

    def read(_: IO[bytes], options: Options) -> Iterator[Record | ReadError]:
        fetched = fetch(address, options.allow_private, options.ask_robots)
        told = options._replace(path=fetched.address, charset=fetched.charset)
        for record in _reader(fetched)(io.BytesIO(fetched.data), told):
            yield (
                record
                if isinstance(record, ReadError)
                else record._replace(path=record.path or fetched.address)
            )

    return read


def fetch(address: str, allow_private: bool = False, ask_robots: bool = True) -> Fetched:
    """Get what is at an address; raise `ReadError` with one line where that may not or cannot be.

    The site is asked first what it allows, unless `ask_robots` is false. One that is busy is asked a second time,
    when it says.
    """
    end = time.monotonic() + LONGEST
    seen: set[str] = set()
    again = False
    while True:
        if (address in seen and not again) or len(seen) > _MOST_REDIRECTIONS:
            raise ReadError(f"redirected {len(seen)} times; {_MOST_REDIRECTIONS} are allowed")
        seen.add(address)
        host = _parts(address).hostname or ""
        pause = PAUSE
        if ask_robots:
            rules = robots.rules_of(address, partial(_robots, allow_private=allow_private, end=end))
            if refusal := rules.refusal(address):
                raise ReadError(f"{refusal}; --ignore-robots lets it be read")
            pause = max(pause, rules.pause)
        end += _wait(host, pause)
        try:
            answer = _answer(address, allow_private, end)
        except _RefusedError as refused:
            if refused.wait is None or again:
                raise
            _ask_later(host, refused.wait)
            again = True
            continue
        if isinstance(answer, Fetched):
            return answer
        address, again = urljoin(address, answer), False


def _robots(address: str, allow_private: bool, end: float) -> tuple[int, bytes]:
    """The status and the content of a `robots.txt`, after its redirections."""
    for _ in range(_MOST_REDIRECTIONS + 1):
        try:
            answer = _answer(address, allow_private, end)
        except _RefusedError as refused:
            return refused.status, b""
        if isinstance(answer, Fetched):
            return 200, answer.data
        address = urljoin(address, answer)
    return 404, b""  # as the standard has it


def addresses_of(host: str, port: int, allow_private: bool = False) -> list[str]:
    """The IP addresses of a host, all of them checked: one private one is reason enough to refuse it."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ReadError(f"no such host: {shown(host)[:100]}") from None
    listed = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private:
        for address in listed:
            if not is_public(address):
                raise ReadError(
                    f"{shown(host)[:100]} is {address} on the own machine or network; --allow-private lets it be read"
                )
    return listed


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet, and none that stands for another kind inside it."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _answer(address: str, allow_private: bool, end: float) -> Fetched | str:
    """What one request gives: the content, or the address that it sends to."""
    parts = _parts(address)
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    ips = addresses_of(host, port, allow_private)
    urllib3 = import_module("urllib3")
    problem = "no address"
    for ip in ips:
        # the connection goes to the address that was checked, whatever the name stands for a moment later
        pool = _pool(urllib3, ip, port, host, secure)
        try:
            response = pool.request(
                "GET",
                parts._replace(scheme="", netloc="", fragment="").geturl() or "/",
                headers={
                    "Host": parts.netloc,
                    "User-Agent": _AGENT,
                    "Accept": _ACCEPTED,
                    "Accept-Encoding": "gzip",
                },
                redirect=False,
                preload_content=False,
            )
            try:
                return _content(address, response, end)
            finally:
                response.close()
        except urllib3.exceptions.TimeoutError:
            problem = f"no answer within {PATIENCE:.0f} s"
        except urllib3.exceptions.SSLError as error:
            problem = f"certificate not accepted ({_short(error)})"
        except urllib3.exceptions.HTTPError as error:
            problem = f"no connection ({_short(error)})"
        finally:
            pool.close()
        if time.monotonic() > end:
            break
    raise ReadError(f"{problem}; an address that answers is allowed")


def _pool(urllib3: Any, ip: str, port: int, host: str, secure: bool) -> Any:
    limits = urllib3.Timeout(connect=PATIENCE, read=PATIENCE)
    if not secure:
        return urllib3.HTTPConnectionPool(ip, port, timeout=limits, retries=False)
    certificates = import_module("certifi").where()
    return urllib3.HTTPSConnectionPool(
        ip,
        port,
        timeout=limits,
        retries=False,
        server_hostname=host,
        assert_hostname=host,
        ca_certs=certificates,
    )


def _content(address: str, response: Any, end: float) -> Fetched | str:
    if response.status in _REDIRECTED:
        target = response.headers.get("Location", "")
        if not target:
            raise ReadError(f"HTTP {response.status} without an address to go to")
        return str(target)
    if response.status != 200:
        told = response.headers.get("Retry-After", "") if response.status in _BUSY else ""
        raise _RefusedError(response.status, _seconds(told))
    if int(response.headers.get("Content-Length") or 0) > LARGEST_DOWNLOAD:
        raise ReadError(_too_large())
    data = bytearray()
    while block := response.read1(1 << 16, decode_content=True):
        data += block
        if len(data) > LARGEST_DOWNLOAD:
            raise ReadError(_too_large())
        if time.monotonic() > end:
            raise ReadError(f"takes longer than {LONGEST:.0f} s; a faster address is allowed")
    kind, _, rest = response.headers.get("Content-Type", "").partition(";")
    charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'")
    return Fetched(address, bytes(data), kind.strip().lower(), charset)


def _reader(fetched: Fetched) -> Reader:
    ending = ending_of(urlsplit(fetched.address).path)
    known = READERS.get(ending) if ending else None
    if fetched.kind in ("text/plain", *_UNTOLD) and known:
        return known
    if fetched.kind in _ENDINGS:
        return READERS[_ENDINGS[fetched.kind]]
    if fetched.kind in _UNTOLD:
        return sniffed(fetched.data[:1000])
    raise ReadError(f"content of type {shown(fetched.kind)[:60]!r}; known: web pages, feeds, {KNOWN}")


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ReadError(f"no address: {shown(address)[:100]}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReadError(f"leads to {shown(address)[:100]}; http and https are allowed")
    if parts.username is not None or (port is not None and not 0 < port < 65536):
        raise ReadError("an address with a user's name or a wrong port; a plain one is allowed")
    if not address.isascii() or " " in address or any(ord(c) < 33 for c in address):
        quote = import_module("urllib.parse").quote
        try:
            host = parts.hostname.encode("idna").decode()
        except UnicodeError:
            raise ReadError(f"no such host: {shown(parts.hostname)[:100]}") from None
        parts = parts._replace(
            netloc=f"{host}:{port}" if port else host,
            path=quote(parts.path, "/%:@!$&'()*+,;=~"),
            query=quote(parts.query, "=&%/?:@!$'()*+,;~"),
        )
    return parts


def _wait(host: str, pause: float) -> float:
    """Wait until a host may be asked, and keep the next ones away from it for `pause`; gives the seconds waited."""
    with _lock:
        if len(_free) >= _MOST_HOSTS:
            _free.clear()
        now = time.monotonic()
        moment = max(now, _free.get(host, now))
        if moment - now > LONGEST_WAIT:
            raise ReadError(f"the site wants to be left alone for {moment - now:.0f} s; try again later")
        _free[host] = moment + pause
    time.sleep(moment - now)
    return moment - now


def _ask_later(host: str, seconds: float) -> None:
    with _lock:
        _free[host] = max(_free.get(host, 0.0), time.monotonic() + seconds)


def _seconds(told: str) -> float | None:
    """What `Retry-After` says, as seconds or as a moment; None where it says nothing."""
    if told.strip().isdecimal():
        return float(min(int(told.strip()[:9]), 10**6))
    try:
        moment = parsedate_to_datetime(told)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _short(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    return " ".join(str(reason).split(": ")[-1].split())[:100]


def _too_large() -> str:
    return f"larger than {LARGEST_DOWNLOAD // 1_000_000} MB; smaller pages are allowed"
