# SPDX-License-Identifier: GPL-3.0-or-later
"""A border post of _cases.py in Ciw: CASE REPLICATIONS SEED. Prints means with standard errors."""

import sys

import ciw
from _cases import CASES, Measures


class ArrivalsUntil(ciw.dists.Exponential):
  """Exponential gaps; nobody arrives at or after the end."""

  def __init__(self, rate, end):
    super().__init__(rate)
    self.end = end

  def sample(self, t=None, ind=None):
    gap = super().sample(t, ind)
    return gap if t + gap < self.end else float("inf")


def working_time(control):
  if control.law == "gamma":
    shape = (control.mean / control.sd) ** 2
    return ciw.dists.Gamma(shape, control.mean / shape)
  # Ciw's normal law is cut at 0.
  return ciw.dists.Normal(control.mean, control.sd)


def replication(case):
  nodes = len(case.controls)
  routing = [[0.0] * nodes for _ in range(nodes)]
  for node, control in enumerate(case.controls[1:]):
    routing[node][node + 1] = control.share
  network = ciw.create_network(
    arrival_distributions=[ArrivalsUntil(case.rate_per_hour / 60, case.arrivals_end)] + [None] * (nodes - 1),
    service_distributions=[working_time(control) for control in case.controls],
    number_of_servers=[control.officers for control in case.controls],
    routing=routing,
  )
  simulation = ciw.Simulation(network)
  simulation.simulate_until_max_time(10 * case.arrivals_end)
  if any(node.number_of_individuals for node in simulation.transitive_nodes):
    sys.exit("somebody is still at the post")
  waits, stays = [[] for _ in case.controls], {}
  for record in simulation.get_all_records():
    waits[record.node - 1].append(record.waiting_time)
    stays[record.id_number] = stays.get(record.id_number, 0) + record.waiting_time + record.service_time
  return waits, list(stays.values())


def main(name, replications, seed):
  ciw.seed(seed)
  case = CASES[name]
  measures = Measures(case)
  for _ in range(replications):
    measures.add(*replication(case))
  measures.print()


if __name__ == "__main__":
  main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
