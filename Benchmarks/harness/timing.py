# SPDX-License-Identifier: GPL-3.0-or-later
"""Paired rounds of whole processes, and what follows from them."""

import statistics
from dataclasses import dataclass
from pathlib import Path

from . import answers
from .programs import OSBP, measured

SHORT_CUSTOMERS = 1000  # of the C programs' short run
QUIET_OTHERS = 0.05  # wall times count only if other work took less than this share of the processors


def spread(values):
  """Median and range, the form in which every repeated figure is given."""
  return {"median": statistics.median(values), "low": min(values), "high": max(values)}


@dataclass
class Contestant:
  """One way to run a model: a long run and a short one, whose difference cancels the start-up."""

  name: str
  program: Path
  long_run: list
  short_run: list
  replications: int = 1  # of osbp's long run
  customers: tuple = (0, 0)  # in the long and in the short run

  def run(self):
    """Both runs; nanoseconds of user CPU and of wall time per customer."""
    short = measured(self.program, self.short_run)
    long = measured(self.program, self.long_run)
    customers = self.customers[0] - self.customers[1]
    return {
      "user_ns": round(1e9 * (long.user - short.user) / customers, 3),
      "wall_ns": round(1e9 * (long.wall - short.wall) / customers, 3),
      "user_s": long.user, "system_s": long.system, "wall_s": round(long.wall, 6),
      "short_user_s": short.user, "short_wall_s": round(short.wall, 6),
      "peak_bytes": long.peak_bytes, "others": round(long.others, 4),
    }  # fmt: skip


def contestants(model, programs, only_c, seed, customers):
  """Who runs about this many customers, in the order of each round."""
  found = {}
  for name, program in (("c", model.program), ("c_packed", f"{model.program}-packed")):
    long_run, short_run = (model.c_arguments(number, seed) for number in (customers, SHORT_CUSTOMERS))
    found[name] = Contestant(name, programs[program], long_run, short_run)
  if only_c:
    return list(found.values())
  replications = max(2, round(customers / (model.customers_per_day * model.days)))
  for name, threads in (("osbp", 1), ("osbp_two_threads", 2)):
    long_run = model.osbp_arguments(model.days, replications, threads, seed)
    short_run = model.osbp_arguments(model.short_days, 1, threads, seed)
    found[name] = Contestant(name, OSBP, long_run, short_run, replications)
  return [found[name] for name in ("c", "osbp", "c_packed", "osbp_two_threads")]


def prepare(model, programs, only_c, seed, customers, records):
  """The contestants of a model and their customers in the long and the short run, once all answers are right."""
  found = contestants(model, programs, only_c, seed, customers)
  for contestant in found:
    output = measured(contestant.program, contestant.long_run).output
    if contestant.program == OSBP:
      replications = contestant.replications
      answers.check_osbp(model, output, replications, records)
      per_day = model.customers_per_day
      contestant.customers = (per_day * model.days * replications, per_day * model.short_days)
    else:
      values = answers.printed(output)
      answers.check_c(model, contestant.name, values, records)
      short = answers.printed(measured(contestant.program, contestant.short_run).output)
      contestant.customers = (values["customers"], short["customers"])
  return found


def time_model(model, found, rounds, say):
  """All rounds of one model, whose answers are right."""
  taken = []
  for number in range(1, rounds + 1):
    taken.append({contestant.name: contestant.run() for contestant in found})
    shown = ", ".join(f"{name} {run['user_ns']:.1f}" for name, run in taken[-1].items())
    say(f"{model.title}: round {number} of {rounds}: {shown} ns a customer")
  return summary(model, taken, {contestant.name: round(contestant.customers[0]) for contestant in found})


def summary(model, rounds, customers):
  """Medians and ranges of the paired rounds of one model."""
  names = list(rounds[0])
  result = {
    "model": model.key, "title": model.title, "customers": customers,
    "user_ns": {name: spread([r[name]["user_ns"] for r in rounds]) for name in names},
    "peak_bytes": {name: max(r[name]["peak_bytes"] for r in rounds) for name in names},
    "others": spread([run["others"] for r in rounds for run in r.values()]),
    "budget_ratio": model.budget,
  }  # fmt: skip
  result["quiet"] = result["others"]["median"] < QUIET_OTHERS
  if "osbp" in names:
    result["ratio"] = ratio(rounds, "osbp", "c", "user_ns")
    result["ratio_packed"] = ratio(rounds, "osbp", "c_packed", "user_ns")
    result["two_threads_speed_up"] = ratio(rounds, "osbp", "osbp_two_threads", "wall_ns")
    result["two_threads_user"] = ratio(rounds, "osbp_two_threads", "osbp", "user_ns")
    result["met"] = result["ratio"]["median"] <= model.budget
  result["rounds"] = rounds
  return result


def ratio(rounds, above, below, figure):
  """Pair by pair, then median and range."""
  return spread([round(r[above][figure] / r[below][figure], 4) for r in rounds])


def time_start(program, runs, say):
  """Wall and user milliseconds of `--version`: the start of a cached build."""
  say(f"start-up: {runs} runs of '{program} --version'")
  taken = [measured(program, ["--version"]) for _ in range(runs)]
  return {
    "runs": runs,
    "wall_ms": spread([1e3 * usage.wall for usage in taken]),
    "user_ms": spread([1e3 * usage.user for usage in taken]),
    "peak_bytes": max(usage.peak_bytes for usage in taken),
  }
