"""Plans beside the bound: the search for plans in turn with it, or in a process of its own.

The second process is a fork: it shares the case's arrays with the first one and takes no copy. Sights of the relaxation go
to it and plans come back over a pipe. It never hears of the bound, and the bound never asks for plans, so that under a limit
of work both do the same steps whether they run in turn or side by side; a gap is then judged plan by plan on the last bound.
"""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import NamedTuple

from kautilya.core.memory import hand_back
from kautilya.plan.decomposition.planner import Entry, Planner, better
from kautilya.plan.decomposition.sight import Sight

PATIENCE = 5.0
"""Seconds that a process that was asked to stop is given before it is ended."""
MOMENT = 0.2


class Order(NamedTuple):
    """What the second process is to do: take a new sight, take so many steps (None: until told to stop), or stop."""

    seen: tuple[object, ...] | None = None
    steps: int | None = 0
    stop: bool = False


@dataclass(slots=True)
class InTurn:
    """The search for plans in the same process."""

    planner: Planner
    wants_stop: Callable[[], bool]

    @property
    def log(self) -> list[Entry]:
        """Plans found, each better than the one before."""
        return self.planner.log

    @property
    def steps(self) -> int:
        """Steps taken."""
        return self.planner.plans.watch.steps

    lost = False

    def look(self, seen: Sight) -> None:
        """Take a new sight of the relaxation."""
        self.planner.look(seen)

    def go(self, steps: int | None) -> None:
        """Take so many steps; None: until a limit is reached."""
        while (steps is None or steps > 0) and not self.wants_stop() and self.planner.plans.watch.left > 0:
            self.planner.step()
            hand_back()
            steps = None if steps is None else steps - 1

    def busy(self) -> bool:
        """Tell whether steps remain."""
        return False

    def end(self) -> None:
        """Nothing to end."""


def beside_possible() -> bool:
    """Tell whether processes can be forked here."""
    return "fork" in multiprocessing.get_all_start_methods()


@dataclass(slots=True)
class Beside:
    """The search for plans in a second process."""

    planner: Planner
    """As it was when the process began; the process has its own."""
    log: list[Entry] = field(default_factory=list)
    steps: int = 0
    lost: bool = False
    _asked: int | None = 0
    _process: BaseProcess | None = None
    _line: Connection | None = None
    _orders: "SimpleQueue[Order | None]" = field(default_factory=SimpleQueue)

    def begin(self) -> None:
        """Start the process."""
        context = multiprocessing.get_context("fork")
        mine, other = context.Pipe()
        self.log = list(self.planner.log)
        self._process = context.Process(target=_work, args=(self.planner, other, mine), daemon=True)
        self._process.start()
        other.close()
        self._line = mine
        threading.Thread(target=_sender, args=(mine, self._orders), daemon=True).start()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return None if self._process is None else self._process.pid

    def look(self, seen: Sight) -> None:
        """Send a new sight of the relaxation."""
        self._orders.put(Order(seen=(seen.values, seen.total)))

    def go(self, steps: int | None) -> None:
        """Have so many steps taken; None: until the end."""
        self._asked = None if steps is None or self._asked is None else self._asked + steps
        self._orders.put(Order(steps=steps))

    def busy(self, wait: float = MOMENT) -> bool:
        """Take in what was found, and tell whether steps remain."""
        while self._line is not None and not self.lost and self._line.poll(wait):
            try:
                self.steps, found = self._line.recv()
            except (EOFError, ConnectionResetError):
                self.lost = True
                break
            self.log.extend(better(found, self.log))  # the other process may have found more than it knows of
            wait = 0.0
        return not self.lost and (self._asked is None or self.steps < self._asked)

    def end(self) -> None:
        """Ask the process to stop, take in its last plan, and see it off."""
        if self._process is None or self._line is None:
            return
        lost = self.lost
        self._orders.put(Order(stop=True))
        self._orders.put(None)
        for _ in range(int(PATIENCE / MOMENT)):
            self.busy()
            if self.lost or not self._process.is_alive():
                break
        self.busy(0.0)
        self._process.join(MOMENT)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._line.close()
        self.lost = lost  # that the line ends now says nothing


def _sender(line: Connection, orders: "SimpleQueue[Order | None]") -> None:
    """Send orders as they come; the other side may take its time."""
    while (order := orders.get()) is not None:
        try:
            line.send(order)
        except OSError:
            return


@dataclass(slots=True)
class _Inbox:
    """Orders that came in; the end of the line is the order to stop."""

    line: Connection
    held: deque[Order] = field(default_factory=deque)
    stop: bool = False

    def take_in(self, wait: float | None = 0.0) -> bool:
        """Take in what is there, waiting for the first of it (None: as long as it takes); tell whether to stop."""
        while not self.stop and self.line.poll(wait):
            try:
                order = self.line.recv()
            except (EOFError, OSError):
                self.stop = True
                break
            self.stop = order.stop
            self.held.append(order)
            wait = 0.0
        return self.stop


def _work(planner: Planner, line: Connection, others: Connection) -> None:
    """Take steps as ordered, in a process of its own."""
    others.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears it and says so here
    inbox, watch = _Inbox(line), planner.plans.watch
    watch.wants_stop = inbox.take_in
    left: int | None = 0
    planner.warm()
    while not inbox.take_in(None if left == 0 and not inbox.held else 0.0) and watch.left > 0:
        while inbox.held and (left is None or left == 0):
            left = _obey(planner, inbox.held.popleft(), left)
        if left == 0:
            continue
        known = len(planner.log)
        planner.step()
        hand_back()
        left = None if left is None else left - 1
        line.send((watch.steps, planner.log[known:]))
    line.close()


def _obey(planner: Planner, order: Order, left: int | None) -> int | None:
    if order.seen is not None:
        values, total = order.seen
        old = planner.plans.state
        planner.look(Sight(problem=old.problem, layout=old.layout, largest=old.largest, values=values, total=total))  # type: ignore[arg-type]  # as `look` sent them
    return order.steps if order.steps != 0 else left
