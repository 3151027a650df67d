# SPDX-License-Identifier: GPL-3.0-or-later
"""M/M/c in Ciw: SERVERS CUSTOMERS SEED. From empty until the last customer has left; service one minute, load 0.9.

Written as the tutorial of Ciw: `create_network`, `Simulation`, `get_all_records`. Arrivals end by a law of gaps of its
own, as Ciw's guide shows for laws that it does not have: stopping at a number of departures would leave out those
whose service is long.
"""

import sys

import ciw


class GapsOfSoMany(ciw.dists.Exponential):
  """Exponential gaps before each of so many customers; nobody comes after the last."""

  def __init__(self, rate, customers):
    super().__init__(rate)
    self.left = customers

  def sample(self, t=None, ind=None):
    self.left -= 1
    return super().sample(t, ind) if self.left >= 0 else float("inf")


def main(servers, customers, seed):
  ciw.seed(seed)
  network = ciw.create_network(
    arrival_distributions=[GapsOfSoMany(rate=0.9 * servers, customers=customers)],
    service_distributions=[ciw.dists.Exponential(rate=1.0)],
    number_of_servers=[servers],
  )
  simulation = ciw.Simulation(network)
  # Far beyond the last departure; the count of records is held against the customers asked for.
  simulation.simulate_until_max_time(1000 + 10 * customers / servers)
  records = simulation.get_all_records()
  if len(records) != customers:
    sys.exit(f"{len(records)} of {customers} customers have a record")
  waits = [record.waiting_time for record in records]
  mean = sum(waits) / len(waits)
  print("customers", len(waits))
  print("mean_wait_min", mean)
  print("sd_wait_min", (sum(wait * wait for wait in waits) / len(waits) - mean * mean) ** 0.5)
  print("maximum_wait_min", max(waits))
  print("mean_service_min", sum(record.service_time for record in records) / len(waits))


if __name__ == "__main__":
  main(*(int(word) for word in sys.argv[1:4]))
