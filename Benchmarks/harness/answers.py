# SPDX-License-Identifier: GPL-3.0-or-later
"""Every program must give the right answer before it is timed."""

import csv
import io
import math

from . import theory
from .models import STANDARD_ERRORS_ALLOWED
from .programs import Failed, measured


def printed(output):
  """The `name value` lines of a C program."""
  return {name: float(value) for name, value in (line.split() for line in output.splitlines())}


def indicator(output, name, statistic="mean"):
  """A row of osbp's CSV table for the whole post: the row of that indicator with the fewest scopes named."""
  rows = [
    row for row in csv.DictReader(io.StringIO(output)) if (row["indicator"], row["statistic"]) == (name, statistic)
  ]
  if not rows:
    raise Failed(f"osbp's table has no row '{name} / {statistic}'")
  scopes = ("traffic_class", "direction", "station")
  return min(rows, key=lambda row: sum(row[scope] not in ("", "all") for scope in scopes))


def hold(what, value, expected, allowed, records):
  """Records one comparison; raises `Failed` if the value is further from the expected one than allowed."""
  records.append({"what": what, "value": value, "expected": expected, "allowed": allowed})
  if not abs(value - expected) <= allowed:
    raise Failed(f"{what} is {value:.9g}, must be {expected:.9g} +- {allowed:.3g}; nothing was timed")


def check_laws(programs, records):
  """The generator's first outputs, and mean and standard deviation of a million draws of each law.

  Outputs from the state 1, 2, 3, 4 follow from the published recurrence: the first is rotl(5, 23) + 1.
  """
  draws = 1_000_000
  values = printed(measured(programs["laws"], [str(draws), "20250106"]).output)
  words = (41943041, 58720359, 3588806011781223, 3591011842654386)
  for index, word in enumerate(words, 1):
    hold(f"laws: output {index} of the generator", values[f"word_{index}"], float(word), 0, records)
  triangular_sd = math.sqrt((1.5**2 + 2**2 + 4**2 - 1.5 * 2 - 1.5 * 4 - 2 * 4) / 18)
  # Mean, standard deviation, and the kurtosis that says how well a million draws give the standard deviation.
  ratio = 1.36
  lognormal_kurtosis = ratio**4 + 2 * ratio**3 + 3 * ratio**2 - 3
  laws = {
    "exponential": (1, 1, 9), "lognormal": (5, 3, lognormal_kurtosis), "gamma": (6.5, 6.5, 9),
    "triangular": (2.5, triangular_sd, 2.4),
  }  # fmt: skip
  for name, (mean, sd, kurtosis) in laws.items():
    error = sd / math.sqrt(draws)
    hold(f"laws: mean of {name}", values[f"mean_{name}"], mean, STANDARD_ERRORS_ALLOWED * error, records)
    error *= math.sqrt((kurtosis - 1) / 4)
    hold(f"laws: sd of {name}", values[f"sd_{name}"], sd, STANDARD_ERRORS_ALLOWED * error, records)


def check_tandem_logic(programs, records):
  """The tandem with exponential laws against the product form; spreads are those of one replication."""
  replications = 400
  values = printed(measured(programs["tandem-exponential"], [str(replications), "7"]).output)
  expected = {"mean_stay_min": (theory.tandem_stay_if_exponential(), 0.38)}
  spread = {"immigration": 0.233, "customs": 0.184, "scanner": 0.147}
  for station, wait in theory.tandem_waits_if_exponential().items():
    expected[f"mean_wait_min_{station}"] = (wait, spread[station])
  for name, (value, spread_of_one) in expected.items():
    allowed = STANDARD_ERRORS_ALLOWED * spread_of_one / math.sqrt(replications)
    hold(f"C tandem, exponential: {name}", values[name], value, allowed, records)


def check_c(model, name, values, records):
  """The printed answers of one run of the C program, and Little's law, which holds exactly from empty to empty."""
  for answer in model.c_answers:
    allowed = answer.allowed(values["customers"])
    hold(f"C {name} {model.title}: {answer.measure}", values[answer.measure], answer.expected, allowed, records)
  if "queue_length" in values:
    area, waits = values["queue_length"] * values["horizon_min"], values["mean_wait_min"] * values["customers"]
    hold(f"C {name} {model.title}: Little's law", area / waits, 1.0, 1e-6, records)


def check_osbp(model, output, replications, records):
  """The same for osbp's table, and that it ran as many replications as it was asked for."""
  for answer in model.osbp_answers:
    row = indicator(output, answer.measure)
    hold(f"osbp {model.title}: replications", float(row["replications"]), replications, 0, records)
    allowed = answer.allowed(model.customers_per_day * model.days * replications)
    hold(f"osbp {model.title}: {answer.measure}", float(row["estimate"]), answer.expected, allowed, records)
