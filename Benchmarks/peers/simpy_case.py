# SPDX-License-Identifier: GPL-3.0-or-later
"""A border post of _cases.py in SimPy: CASE REPLICATIONS SEED. Prints means with standard errors."""

import random
import sys

import simpy
from _cases import CASES, Measures


def working_time(control):
  if control.law == "gamma":
    shape = (control.mean / control.sd) ** 2
    return random.gammavariate(shape, control.mean / shape)
  while True:
    value = random.gauss(control.mean, control.sd)
    if value >= 0:
      return value


def traveller(env, controls, officers, waits, stays):
  arrived = env.now
  for control, group, waited in zip(controls, officers, waits):
    if control.share < 1 and random.random() >= control.share:
      break
    joined = env.now
    with group.request() as request:
      yield request
      waited.append(env.now - joined)
      yield env.timeout(working_time(control))
  stays.append(env.now - arrived)


def source(env, case, officers, waits, stays):
  while True:
    yield env.timeout(random.expovariate(case.rate_per_hour / 60))
    if env.now >= case.arrivals_end:
      return
    env.process(traveller(env, case.controls, officers, waits, stays))


def main(name, replications, seed):
  random.seed(seed)
  case = CASES[name]
  measures = Measures(case)
  for _ in range(replications):
    env = simpy.Environment()
    officers = [simpy.Resource(env, capacity=control.officers) for control in case.controls]
    waits, stays = [[] for _ in case.controls], []
    env.process(source(env, case, officers, waits, stays))
    env.run()
    measures.add(waits, stays)
  measures.print()


if __name__ == "__main__":
  main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
