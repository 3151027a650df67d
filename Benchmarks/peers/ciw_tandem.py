# SPDX-License-Identifier: GPL-3.0-or-later
"""The border tandem in Ciw: REPLICATIONS SEED. Each has 30 days of arrivals from empty and runs until all have left.

A node per station, a transition matrix, `get_all_records`. Arrivals end by a law of gaps that looks at the clock, which
Ciw's guide calls time-dependent.
"""

import math
import sys

import ciw

ARRIVALS_END = 30 * 24 * 60
LOGARITHMIC_SD = math.sqrt(math.log(1 + 0.6**2))
LOGARITHMIC_MEAN = math.log(5) - LOGARITHMIC_SD**2 / 2
STATIONS = ("immigration", "customs", "scanner")


class ArrivalsUntilTheEnd(ciw.dists.Exponential):
  """Exponential gaps; nobody arrives at or after the end."""

  def sample(self, t=None, ind=None):
    gap = super().sample(t, ind)
    return gap if t + gap < ARRIVALS_END else float("inf")


def replication():
  network = ciw.create_network(
    arrival_distributions=[ArrivalsUntilTheEnd(rate=1.0), None, None],
    service_distributions=[
      ciw.dists.Lognormal(LOGARITHMIC_MEAN, LOGARITHMIC_SD), ciw.dists.Gamma(1, 6.5), ciw.dists.Triangular(1.5, 2, 4),
    ],
    number_of_servers=[6, 8, 1],
    routing=[[0.0, 1.0, 0.0], [0.0, 0.0, 0.2], [0.0, 0.0, 0.0]],
  )  # fmt: skip
  simulation = ciw.Simulation(network)
  # Nobody is left a day after the last arrival; the answer is held by the count of visits.
  simulation.simulate_until_max_time(2 * ARRIVALS_END)
  return simulation.get_all_records()


def main(replications, seed):
  ciw.seed(seed)
  count, stays, visits, waits, services = 0, 0.0, [0] * 3, [0.0] * 3, [0.0] * 3
  for _ in range(replications):
    for record in replication():
      station = record.node - 1
      visits[station] += 1
      waits[station] += record.waiting_time
      services[station] += record.service_time
      # A stay is the sum of its visits, for nobody travels between stations.
      stays += record.waiting_time + record.service_time
  count = visits[0]
  if visits[1] != count:
    sys.exit("some travellers were still at the post when the run ended")
  print("customers", count)
  print("mean_stay_min", stays / count)
  print("share_scanned", visits[2] / count)
  for station, name in enumerate(STATIONS):
    print(f"mean_wait_min_{name}", waits[station] / visits[station])
    print(f"mean_service_min_{name}", services[station] / visits[station])


if __name__ == "__main__":
  main(*(int(word) for word in sys.argv[1:3]))
