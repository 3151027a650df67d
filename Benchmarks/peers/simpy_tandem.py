# SPDX-License-Identifier: GPL-3.0-or-later
"""The border tandem in SimPy: REPLICATIONS SEED. Each has 30 days of arrivals from empty and runs until all have left.

A process per traveller, a `Resource` per station, results appended to lists.
"""

import math
import random
import sys

import simpy

ARRIVALS_END = 30 * 24 * 60
LOGARITHMIC_SD = math.sqrt(math.log(1 + 0.6**2))
LOGARITHMIC_MEAN = math.log(5) - LOGARITHMIC_SD**2 / 2
STATIONS = {"immigration": 6, "customs": 8, "scanner": 1}


def serve(env, officers, service, waits, services):
  joined = env.now
  with officers.request() as request:
    yield request
    waits.append(env.now - joined)
    services.append(service)
    yield env.timeout(service)


def traveller(env, post, waits, services, stays):
  arrived = env.now
  immigration = random.lognormvariate(LOGARITHMIC_MEAN, LOGARITHMIC_SD)
  yield from serve(env, post["immigration"], immigration, waits["immigration"], services["immigration"])
  customs = random.gammavariate(1, 6.5)
  yield from serve(env, post["customs"], customs, waits["customs"], services["customs"])
  if random.random() < 0.2:
    scan = random.triangular(1.5, 4, 2)
    yield from serve(env, post["scanner"], scan, waits["scanner"], services["scanner"])
  stays.append(env.now - arrived)


def source(env, post, waits, services, stays):
  while True:
    yield env.timeout(random.expovariate(1.0))
    if env.now >= ARRIVALS_END:
      return
    env.process(traveller(env, post, waits, services, stays))


def main(replications, seed):
  random.seed(seed)
  waits, services = ({name: [] for name in STATIONS} for _ in range(2))
  stays = []
  for _ in range(replications):
    env = simpy.Environment()
    post = {name: simpy.Resource(env, capacity=officers) for name, officers in STATIONS.items()}
    env.process(source(env, post, waits, services, stays))
    env.run()
  print("customers", len(stays))
  print("mean_stay_min", sum(stays) / len(stays))
  print("share_scanned", len(waits["scanner"]) / len(stays))
  for name in STATIONS:
    print(f"mean_wait_min_{name}", sum(waits[name]) / len(waits[name]))
    print(f"mean_service_min_{name}", sum(services[name]) / len(services[name]))


if __name__ == "__main__":
  main(*(int(word) for word in sys.argv[1:3]))
