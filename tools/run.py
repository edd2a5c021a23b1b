"""`make run`: servers, migrations, demo data, web, worker and timer under one launcher, until Ctrl-C."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from types import FrameType

from tools.children import Child, wait_for
from tools.product import Product
from tools.servers import ServerError

READY_SECONDS = 90
# A program that ends sooner than this after its start waits before the next one.
TOO_SOON = 5.0


class Launcher:
    """Starts everything in order, watches it, and stops it in reverse."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.running: list[Child] = []
        # How each is started again: our own servers also clear up after themselves and wait for an answer.
        self._starts: dict[str, Callable[[], None]] = {}
        self._started: dict[str, float] = {}
        self._read = 0

    def run(self) -> None:
        """Run until a signal says stop."""
        for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wish, self._leave)
        try:
            self._start()
            while True:
                time.sleep(1)
                for child in self.running:
                    self._look_after(child)
        finally:
            for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(wish, signal.SIG_IGN)
            self._stop()

    def _start(self) -> None:
        product = self.product
        for server in product.servers:
            self.running.append(server.child)
            self._starts[server.child.name] = server.start
        product.start_servers()
        product.migrate()
        product.collect_static()
        sign_ins = product.demo("--if-empty")
        web, *others = product.processes()
        for child in (web, *others):
            self.running.append(child)
            self._starts[child.name] = child.start
            self._begin(child)
        self._read = web.log.stat().st_size
        if not wait_for(lambda: self._ready(web), seconds=READY_SECONDS, every=0.2):
            sys.exit(f"The web server did not get ready. The end of its log:\n{web.last_words()}")
        print(f"\n{sign_ins}\nReady: http://localhost:{product.port}   (Ctrl-C stops it)\n", flush=True)

    def _ready(self, web: Child) -> bool:
        """Return whether the product says that it is ready; stop waiting where the web server has ended."""
        if not web.alive():
            sys.exit(f"The web server ended. The end of its log:\n{web.last_words()}")
        try:
            with closing(HTTPConnection("127.0.0.1", self.product.port, timeout=5)) as connection:
                connection.request("GET", "/readyz")
                return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False

    def _begin(self, child: Child) -> None:
        self._started[child.name] = time.monotonic()
        self._starts[child.name]()

    def _look_after(self, child: Child) -> None:
        """Bound the program's log, show the web server's errors, and start again what ended by itself."""
        child.bound_log()
        if child.name == "web":
            self._show_errors(child)
        if child.alive() or time.monotonic() - self._started.get(child.name, 0) < TOO_SOON:
            return
        print(f"{child.name} ended by itself and is started again; its log is {child.log}.", flush=True)
        self._begin(child)

    def _show_errors(self, web: Child) -> None:
        """Print the errors that the web server has logged since the last look."""
        size = web.log.stat().st_size
        with web.log.open("rb") as log:
            log.seek(self._read if self._read <= size else 0)
            new = log.read()
        self._read = size
        for line in new.decode(errors="replace").splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if entry.get("level") in ("error", "critical"):
                print(f"web: {entry.get('event')}\n{entry.get('exception', '')}", file=sys.stderr, flush=True)

    def _stop(self) -> None:
        print("\nStopping …", flush=True)
        for child in reversed(self.running):
            child.stop()
        print("Stopped. The data is there next time.", flush=True)

    @staticmethod
    def _leave(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)


def check_port(port: int, host: str) -> None:
    """Stop with a sentence where the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            sys.exit(f"Port {port} is in use by another program. Choose another: make run PORT={port + 123}")


def main() -> None:
    """Read the port, or the wish to begin the demo anew, and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--demo-reset", action="store_true", help="rebuild the demo data, and end")
    wanted = parser.parse_args()
    try:
        if wanted.demo_reset:
            demo_reset(Product(wanted.port))
        else:
            product = Product(wanted.port)
            check_port(wanted.port, os.environ.get("LOTUS_BIND", "127.0.0.1"))
            Launcher(product).run()
    except ServerError as refused:
        sys.exit(str(refused))


def demo_reset(product: Product) -> None:
    """Drop the demo's database, files and mail, and make them anew."""
    try:
        product.start_servers()
        product.forget()
        product.migrate()
        print(product.demo())
    finally:
        for server in reversed(product.servers):
            server.child.stop()


if __name__ == "__main__":
    main()
