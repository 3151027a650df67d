# SPDX-License-Identifier: GPL-3.0-or-later
"""Closed forms the answers are held against."""


def waiting_probability(servers, offered_load):
  """Erlang C: the chance that an arrival at an M/M/c queue waits. Offered load below the number of servers.

  Source: Erlang (1917); computed through the recursion of Erlang B, which is stable for thousands of servers.
  """
  blocking = 1.0
  for busy in range(1, servers + 1):
    blocking = offered_load * blocking / (busy + offered_load * blocking)
  return blocking / (1 - offered_load / servers * (1 - blocking))


def mean_wait(servers, arrivals_per_minute, mean_service_minutes):
  """Mean wait in an M/M/c queue, in minutes, over all customers."""
  offered_load = arrivals_per_minute * mean_service_minutes
  probability = waiting_probability(servers, offered_load)
  return probability * mean_service_minutes / (servers - offered_load)


def tandem_stay_if_exponential():
  """Mean minutes at the post of the border tandem with exponential services of the same means.

  Source: Jackson, "Networks of waiting lines", Operations Research 5 (1957), 518-521.
  """
  waits = tandem_waits_if_exponential()
  return 5 + 6.5 + 0.2 * 2.5 + waits["immigration"] + waits["customs"] + 0.2 * waits["scanner"]


def tandem_waits_if_exponential():
  return {"immigration": mean_wait(6, 1, 5), "customs": mean_wait(8, 1, 6.5), "scanner": mean_wait(1, 0.2, 2.5)}
