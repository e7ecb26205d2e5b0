"""Many visitors at once on one server, over websockets on this machine: `python -m benchmarks.visitors [options]`.

Each visitor asks for something else every few seconds, as a click does: another filter, range, search, event or
lanes. Measured is the time from the click until all of the new page has come, what came, and the memory of the
server. All of them open the cold server in the same second, and some read articles of their own: whether one sees
anything of another's is checked in every message. Ends with status 1 after an error or a stranger's article.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
import browsing
from websockets.asyncio.client import ClientConnection, connect

from benchmarks import made_up
from pipeline import query

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
OWN = "Wien, 3. März 2025. Der Minister Kennwort{n} hat am Montag die Konferenz in Wien eröffnet."
SECRET = re.compile(rb"Kennwort(\d+)")
LONGEST = 60.0
OLDEST = 2
LAST = 300
"""The last seconds of the visits, in which memory must not grow."""
MEGABYTE = 1e6


@dataclass
class Tally:
    """What all visitors saw: seconds a click, bytes a click (whole and on the wire), errors, megabytes over time."""

    first: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    wired: list[int] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    before: tuple[float, float] = (0.0, 0.0)
    acting: float = 0.0
    own: int = 0
    processor: list[float] = field(default_factory=list)


class Counting(ClientConnection):
    """A connection that knows how many bytes came over it."""

    received = 0

    def data_received(self, data: bytes) -> None:
        """Count what comes."""
        self.received += len(data)
        super().data_received(data)


class Visitor:
    """One visitor: a connection, and the widgets that the page has shown."""

    def __init__(self, number: int, tally: Tally) -> None:
        self.number, self.tally = number, tally
        self.random = random.Random(number)
        self.socket: Any = None
        self.hashes: dict[str, int] = {}
        self.runs = 0
        self.widgets: dict[str, tuple[str, str]] = {}
        self.query = ""
        self.own = False

    async def visit(self, address: str, until: float, pause: float, own: bool) -> None:
        """Open the page, and act until the time is over."""
        try:
            async with connect(
                f"{address}/_stcore/stream",
                subprotocols=["streamlit"],  # type: ignore[list-item]  # a plain name is a Subprotocol
                max_size=None,
                create_connection=Counting,
            ) as self.socket:
                self.tally.first.append(await self.ask("", []))
                if own:
                    await self.upload()
                    self.tally.own += self.own
                await asyncio.sleep(self.random.random() * pause)
                while time.monotonic() < until:
                    begin = time.monotonic()
                    before = self.socket.received
                    self.tally.clicks.append(await self.ask(self.wish(), []))
                    self.tally.wired.append(self.socket.received - before)
                    await asyncio.sleep(max(0.0, pause - (time.monotonic() - begin)))
        except Exception as error:
            self.tally.errors[f"{type(error).__name__}: {error}"[:200]] += 1

    def wish(self) -> str:
        """The address after a click."""
        draw = self.random
        person, country = int(draw.paretovariate(0.6)) % 300, int(draw.paretovariate(0.8)) % 100
        month = f"{draw.randint(2001, 2022)}-{draw.randint(1, 12):02d}"
        wishes: list[dict[str, str]] = [
            {"country": f"C{country:03d}"},
            {"person": f"Person {person}", "lanes": "persons"},
            {"kind": draw.choice(["talks", "statement", "demand", "aid"])},
            {"from": f"{month}-01", "to": f"{month}-28", "country": f"C{country:03d}", "lanes": "kind"},
            {"country": f"C{country:03d}", "not-kind": "talks", "status": "occurred", "confidence": "0.2"},
            {"text": draw.choice(["minister", "präsident", "berlin", "wahl", "polizei", "europa"])},
            {
                "event": f"e{draw.randrange(1000):08d}",
                "article": "yes",
                "from": f"{month}-01",
                "to": f"{month}-09",
            },
            {"lanes": draw.choice(["countries", "persons", "kind", "none"])},
        ]
        return urlencode(draw.choice(wishes))

    async def ask(self, asked: str, changed: list[WidgetState], fragment: str = "") -> float:
        """Run the page with an address and changed widgets; gives the seconds until all of it has come."""
        message = BackMsg()
        message.rerun_script.query_string = self.query = asked
        message.rerun_script.widget_states.widgets.extend(changed)
        message.rerun_script.fragment_id = fragment
        message.rerun_script.cached_message_hashes.extend(self.hashes)
        begin = time.monotonic()
        await self.socket.send(message.SerializeToString())
        size, ended = 0, False
        while not ended:
            data = await asyncio.wait_for(self.socket.recv(), LONGEST)
            size += len(data)
            ended = self.seen(data)
        self.tally.sizes.append(size)
        return time.monotonic() - begin

    def seen(self, data: bytes) -> bool:
        """Take in a message; whether it ends the run."""
        message = ForwardMsg.FromString(data)
        # a browser, too, forgets what two runs have not used
        if message.metadata.cacheable and message.hash:
            self.hashes[message.hash] = self.runs
        if message.ref_hash:
            self.hashes[message.ref_hash] = self.runs
        if any(int(number) != self.number for number in SECRET.findall(data)):
            self.tally.errors["saw another visitor's article"] += 1
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            sort = element.WhichOneof("type")
            if sort == "exception":
                self.tally.errors[element.exception.message[:200]] += 1
            identity = getattr(getattr(element, sort), "id", "") if sort else ""
            if identity:
                self.widgets[identity.rsplit("-", 1)[-1]] = (identity, message.delta.fragment_id)
            self.own |= bool(SECRET.search(data))
        if kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self.tally.errors["the script did not compile"] += 1
            if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return False
            self.runs += 1
            self.hashes = {name: used for name, used in self.hashes.items() if self.runs - used <= OLDEST}
            return True
        return False

    async def upload(self) -> None:
        """Read an article of one's own that has a name which no other has."""
        opener, _ = self.widgets["own_open"]
        await self.ask("", [WidgetState(id=opener, trigger_value=True)])
        text, fragment = self.widgets["own_text"]
        go, _ = self.widgets["own_go"]
        typed = WidgetState(id=text, string_value=OWN.format(n=self.number))
        await self.ask("", [typed, WidgetState(id=go, trigger_value=True)], fragment)
        with suppress(TimeoutError):
            while not self.own:
                self.seen(await asyncio.wait_for(self.socket.recv(), 20))
        if not self.own:
            self.tally.errors["did not see the own article"] += 1


@contextmanager
def server(path: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A page server on a store; its address and process."""
    command, port = browsing.command()
    process = subprocess.Popen([*command, "--", str(path)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield f"ws://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def taken(process: psutil.Process) -> tuple[float, float]:
    """A process's megabytes: all that is resident, and without the pages of files, which the system can take back."""
    memory = process.memory_info()
    return memory.rss / MEGABYTE, (memory.rss - getattr(memory, "shared", 0)) / MEGABYTE


async def watch(process: psutil.Process, tally: Tally, begin: float) -> None:
    """Note the server's memory and processor time every second."""
    while True:
        with suppress(psutil.Error):
            tally.memory.append((time.monotonic() - begin, *taken(process)))
            tally.processor.append(sum(process.cpu_times()[:2]))
        await asyncio.sleep(1)


async def run(options: argparse.Namespace, path: Path) -> Tally:
    """All visitors at once, from a cold server on."""
    tally = Tally()
    with server(path) as (address, process):
        for _ in range(600):
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", int(address.rsplit(":", 1)[1]))
                writer.close()
                break
            await asyncio.sleep(0.1)
        begin = time.monotonic()
        tally.before = taken(process)
        watching = asyncio.create_task(watch(process, tally, begin))
        until = begin + 60 * options.minutes
        visitors = [Visitor(number, tally) for number in range(options.visitors)]
        await asyncio.gather(
            *(v.visit(address, until, options.pause, v.number < options.own) for v in visitors)
        )
        tally.acting = time.monotonic() - begin
        await asyncio.sleep(options.after)
        watching.cancel()
    return tally


def percentile(values: list[float], percent: int) -> float:
    """The value that so many percent do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def report(tally: Tally, path: Path) -> None:
    """Print the figures."""
    clicks = [1000 * seconds for seconds in tally.clicks]
    print(
        f"{path.name}: first page of all at once {statistics.median(tally.first):.1f} s, "
        f"at most {max(tally.first):.1f} s"
    )
    if clicks:
        ends = [percentile(clicks, percent) for percent in (50, 95, 99)]
        print(
            f"  {len(clicks):,} clicks: median {ends[0]:.0f} ms, p95 {ends[1]:.0f} ms, p99 {ends[2]:.0f} ms"
        )
        sizes, wired = ([n / 1000 for n in values[-len(clicks) :]] for values in (tally.sizes, tally.wired))
        print(
            f"  a click brings {statistics.median(sizes):.0f} kB, {statistics.median(wired):.0f} kB on the wire "
            f"(p95 {percentile(wired, 95):.0f} kB)"
        )
        late = tally.processor[-1] - tally.processor[len(tally.processor) // 2]
        print(f"  the server works {1000 * late / max(len(clicks) / 2, 1):.0f} ms a click")
    for name, column in (("resident", 1), ("without files' pages", 2)):
        values = [row[column] for row in tally.memory]
        last = [row[column] for row in tally.memory if LAST >= tally.acting - row[0] >= 0]
        minutes = [
            f"{max(row[column] for row in tally.memory if row[0] // 60 == minute):.0f}"
            for minute in sorted({row[0] // 60 for row in tally.memory})
        ]
        print(
            f"  memory {name}: {tally.before[column - 1]:.0f} MB before the first visitor, "
            f"at most {max(values):.0f} MB, in the last 5 minutes of visits "
            f"{min(last):.0f} to {max(last):.0f} MB, afterwards {values[-1]:.0f} MB; by minutes {' '.join(minutes)}"
        )
    strangers = tally.errors["saw another visitor's article"]
    print(f"  {tally.own} visitors read articles of their own; seen by others: {strangers}")
    print(f"  errors: {dict(+tally.errors) or 'none'}; load of the machine {psutil.getloadavg()[0]:.1f}")


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int, default=100_000, help="events of the store")
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds from click to click")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--own", type=int, default=5, help="how many of them read articles of their own")
    parser.add_argument("--after", type=float, default=5.0, help="seconds to watch the memory afterwards")
    parser.add_argument(
        "--folder", type=Path, default=Path("build"), help="where the made-up stores are kept"
    )
    parser.add_argument("--texts", type=Path, help="JSON Lines whose words the store is made of")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    path = made_up.store(options.folder, options.size, options.texts)
    query.open_store(path)
    tally = asyncio.run(run(options, path))
    report(tally, path)
    return 1 if +tally.errors else 0


if __name__ == "__main__":
    sys.exit(main())
