# SPDX-License-Identifier: GPL-3.0-or-later
"""The four models: how each is run in C and in osbp, what the answer must be, and the budget."""

from dataclasses import dataclass
from typing import Optional

from . import theory

# A wrong answer is declared beyond this many standard errors: a right program fails once in 1.7 million checks.
STANDARD_ERRORS_ALLOWED = 5.0


@dataclass(frozen=True)
class Answer:
  """One number that must be right before anything is timed."""

  measure: str  # line of the C program, or indicator of osbp
  expected: float
  # Standard deviation of the run's mean over one million customers; from 40 runs of 500,000 (so itself +- 11 %).
  spread_per_million: float
  # Standard error of `expected` itself: 0 for a closed form.
  reference_error: float = 0.0

  def allowed(self, customers):
    """The largest deviation from `expected` that a right program shows after this many customers."""
    own = self.spread_per_million / (customers / 1e6) ** 0.5
    return STANDARD_ERRORS_ALLOWED * (own**2 + self.reference_error**2) ** 0.5


@dataclass(frozen=True)
class Model:
  key: str
  title: str
  scenario: str
  program: str
  servers: Optional[int]  # first argument of mmc
  customers_per_day: float  # of the scenario
  days: int  # of one osbp replication
  replications: int  # of the long run
  short_days: int  # the short run is one replication of these days
  counted_days: int  # instruction counts: difference of one replication of these days and of `short_days`
  budget: float  # user CPU of osbp / user CPU of C, at most
  c_answers: tuple
  osbp_answers: tuple

  @property
  def customers(self):
    return round(self.customers_per_day * self.days * self.replications)

  def c_arguments(self, customers, seed):
    """Arguments of the C program for about this many customers."""
    if self.program == "tandem":
      return [str(max(1, round(customers / (30 * self.customers_per_day)))), str(seed)]
    servers = [] if self.servers is None else [str(self.servers)]
    return servers + [str(customers), str(seed)]

  def osbp_arguments(self, days, replications, threads, seed):
    return [
      "run", self.scenario, "--replications", str(replications), "--days", str(days), "--threads", str(threads),
      "--seed", str(seed), "--format", "csv", "--quiet",
    ]  # fmt: skip


def _tandem_reference():
  """Mean minutes at the post: 2,000 replications of the C program (seed 12345), standard error 0.0058.

  No closed form exists; what ties the C program to theory is its build with exponential laws (answers.py).
  """
  return {"expected": 16.0162, "spread_per_million": 0.278 * (0.0432**0.5), "reference_error": 0.0058}


def _scenario(key):
  return f"Benchmarks/scenarios/{key}.yaml"


_MM1 = theory.mean_wait(1, 0.9, 1)
_MM10 = theory.mean_wait(10, 9, 1)
_MM1000 = theory.mean_wait(1000, 900, 1)

MODELS = (
  Model(
    "mm1", "M/M/1", _scenario("mm1"), "mm1", None, 54 * 24, 386, 20, 10, 90, 1.75,
    (Answer("mean_wait_min", _MM1, 0.194),),
    (Answer("waiting_time_min", _MM1, 0.194),),
  ),
  Model(
    "mm10", "M/M/10", _scenario("mm10"), "mmc", 10, 540 * 24, 39, 20, 1, 9, 1.5,
    (Answer("mean_wait_min", _MM10, 0.0213),),
    (Answer("waiting_time_min", _MM10, 0.0213),),
  ),
  Model(
    "tandem", "border tandem", _scenario("tandem"), "tandem", None, 60 * 24, 30, 232, 30, 90, 1.5,
    (Answer("mean_stay_min", **_tandem_reference()),),
    (Answer("time_at_post_min", **_tandem_reference()),),
  ),
  # A service takes one minute in C and ten in the scenario, so that a day holds few enough customers to count.
  Model(
    "mm1000", "M/M/1000", _scenario("mm1000"), "mmc", 1000, 5400 * 24, 10, 8, 1, 2, 1.5,
    (Answer("mean_wait_min", _MM1000, 9.4e-6),),
    (Answer("waiting_time_min", 10 * _MM1000, 9.4e-5), Answer("time_at_post_min", 10 + 10 * _MM1000, 0.0102)),
  ),
)  # fmt: skip
