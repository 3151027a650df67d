# SPDX-License-Identifier: GPL-3.0-or-later
"""M/M/c in SimPy: SERVERS CUSTOMERS SEED. From empty until the last customer has left; service one minute, load 0.9.

Written as SimPy's own bank example: a process per customer, a `Resource`, requests in a `with` statement; results are
appended to lists, as its guide to monitoring has it.
"""

import random
import sys

import simpy


def customer(env, officers, waits, services):
  arrived = env.now
  with officers.request() as request:
    yield request
    waits.append(env.now - arrived)
    service = random.expovariate(1.0)
    services.append(service)
    yield env.timeout(service)


def source(env, customers, rate, officers, waits, services):
  for _ in range(customers):
    yield env.timeout(random.expovariate(rate))
    env.process(customer(env, officers, waits, services))


def main(servers, customers, seed):
  random.seed(seed)
  env = simpy.Environment()
  officers = simpy.Resource(env, capacity=servers)
  waits, services = [], []
  env.process(source(env, customers, 0.9 * servers, officers, waits, services))
  env.run()
  mean = sum(waits) / len(waits)
  print("customers", len(waits))
  print("mean_wait_min", mean)
  print("sd_wait_min", (sum(wait * wait for wait in waits) / len(waits) - mean * mean) ** 0.5)
  print("maximum_wait_min", max(waits))
  print("mean_service_min", sum(services) / len(services))


if __name__ == "__main__":
  main(*(int(word) for word in sys.argv[1:4]))
