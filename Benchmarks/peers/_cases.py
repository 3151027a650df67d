# SPDX-License-Identifier: GPL-3.0-or-later
"""Small border posts for a cross-check of three simulators: controls in a row, some passed by a share only."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Control:
  name: str
  officers: int
  law: str  # gamma, or normal without negative times
  mean: float  # minutes
  sd: float  # minutes
  share: float = 1.0  # of those who passed the control before it


@dataclass(frozen=True)
class Case:
  rate_per_hour: float  # Poisson
  arrivals_end: float  # minutes; from empty, until the last has left
  controls: tuple


def _inspection(rate, primary, secondary):
  """A working day of eight hours at a post with a primary and a secondary inspection."""
  controls = (
    Control("primary", primary, "normal", 5, 1),
    Control("secondary", secondary, "normal", 15, 2.5, 0.1),
  )
  return Case(rate, 480, controls)


CASES = {
  "inspection-60-3-2": _inspection(60, 3, 2),
  "inspection-30-3-2": _inspection(30, 3, 2),
  "inspection-60-6-2": _inspection(60, 6, 2),
  "inspection-30-3-1": _inspection(30, 3, 1),
  # Exit control of state A, then entry control of state B, which sends one in ten to its own second line.
  "two-states": Case(
    40, 10 * 24 * 60,
    (
      Control("exit control", 4, "gamma", 5, 3.5), Control("entry control", 6, "gamma", 7.5, 9),
      Control("examination", 2, "gamma", 20, 10, 0.1),
    ),
  ),
}  # fmt: skip


class Measures:
  """Sums of each replication, and at the end means with standard errors."""

  def __init__(self, case):
    self.names = [control.name for control in case.controls]
    self.replications = []

  def add(self, waits, stays):
    """One replication: the waits at each control, in the order of the case, and the stays of all."""
    parts = {"time at post": (sum(stays), len(stays)), "arrivals": (len(stays), 1)}
    for name, values in zip(self.names, waits):
      parts[f"wait {name}"] = (sum(values), len(values))
      parts[f"share waiting {name}"] = (sum(value > 1e-9 for value in values), len(values))
    self.replications.append(parts)

  def print(self):
    """Lines `measure,mean,standard error`: sum over all entities by their number, a ratio estimator."""
    for name in self.replications[0]:
      pairs = [parts[name] for parts in self.replications]
      n = len(pairs)
      above, below = (sum(pair[i] for pair in pairs) for i in (0, 1))
      ratio = above / below
      squares = sum((a - ratio * b) ** 2 for a, b in pairs)
      print(f"{name},{ratio:.9g},{math.sqrt(squares * n / (n - 1)) / below:.9g}")
