# SPDX-License-Identifier: GPL-3.0-or-later
"""Paired rounds of whole processes, and what follows from them."""

import statistics

from . import answers
from .programs import OSBP, measured

SHORT_CUSTOMERS = 1000  # of the C programs' short run
QUIET_OTHERS = 0.05  # wall times count only if other work took less than this share of the processors


def spread(values):
  """Median and range, the form in which every repeated figure is given."""
  return {"median": statistics.median(values), "low": min(values), "high": max(values)}


class Contestant:
  """One way to run a model: a long run and a short one, whose difference cancels the start-up."""

  def __init__(self, name, program, long_run, short_run):
    self.name, self.program, self.long_run, self.short_run = name, program, long_run, short_run

  def run(self, long_customers, short_customers):
    """Both runs; nanoseconds of user CPU and of wall time per customer."""
    short = measured(self.program, self.short_run)
    long = measured(self.program, self.long_run)
    return long, {
      "user_ns": 1e9 * (long.user - short.user) / (long_customers - short_customers),
      "wall_ns": 1e9 * (long.wall - short.wall) / (long_customers - short_customers),
      "user_s": long.user, "system_s": long.system, "wall_s": long.wall,
      "short_user_s": short.user, "short_wall_s": short.wall,
      "peak_bytes": long.peak_bytes, "others": long.others,
    }  # fmt: skip


def contestants(model, programs, only_c, seed, customers):
  """Who runs, in the order of each round. `customers` by which the C programs' size is set."""
  found = []
  for name, program in (("c", model.program), ("c_packed", f"{model.program}-packed")):
    long_run = model.c_arguments(customers, seed)
    short_run = model.c_arguments(SHORT_CUSTOMERS, seed)
    found.append(Contestant(name, programs[program], long_run, short_run))
  if not only_c:
    replications = max(2, round(customers / (model.customers_per_day * model.days)))
    for name, threads in (("osbp", 1), ("osbp_two_threads", 2)):
      long_run = model.osbp_arguments(model.days, replications, threads, seed)
      short_run = model.osbp_arguments(model.short_days, 1, threads, seed)
      found.insert(1 if threads == 1 else 3, Contestant(name, OSBP, long_run, short_run))
  return found


def check_before_timing(model, found, customers, records):
  """One long run of each contestant; its answers must be right."""
  for contestant in found:
    usage = measured(contestant.program, contestant.long_run)
    if contestant.program == OSBP:
      replications = int(contestant.long_run[contestant.long_run.index("--replications") + 1])
      answers.check_osbp(model, usage.output, replications, records)
    else:
      answers.check_c(model, contestant.name, answers.printed(usage.output), records)


def sizes(model, contestant):
  """Customers of a contestant's long and short run: those the C program counted, those osbp is to expect."""
  if contestant.program == OSBP:
    replications = int(contestant.long_run[contestant.long_run.index("--replications") + 1])
    per_day = model.customers_per_day
    return per_day * model.days * replications, per_day * model.short_days
  return tuple(
    answers.printed(measured(contestant.program, run).output)["customers"]
    for run in (contestant.long_run, contestant.short_run)
  )


def time_model(model, programs, rounds, only_c, seed, customers, say, records):
  """All rounds of one model."""
  found = contestants(model, programs, only_c, seed, customers)
  say(f"{model.title}: checking the answers")
  check_before_timing(model, found, customers, records)
  size = {contestant.name: sizes(model, contestant) for contestant in found}
  taken = []
  for number in range(1, rounds + 1):
    taken.append({c.name: c.run(*size[c.name])[1] for c in found})
    shown = ", ".join(f"{name} {runs['user_ns']:.1f}" for name, runs in taken[-1].items())
    say(f"{model.title}: round {number} of {rounds}: {shown} ns a customer")
  return summary(model, taken, {name: round(long) for name, (long, _) in size.items()})


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
  return spread([r[above][figure] / r[below][figure] for r in rounds])


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
