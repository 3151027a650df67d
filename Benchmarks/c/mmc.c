// SPDX-License-Identifier: GPL-3.0-or-later
// M/M/c at utilisation 0.9: SERVERS servers, exponential service, mean one minute, Poisson arrivals, 0.9 a minute for
// each server; from empty until the last of CUSTOMERS has left. Mean wait by Erlang C: 0.6687 minutes for 10 servers.
#include "random.h"
#include "simulation.h"

static const double utilisation = 0.9;
static const double mean_service = 1;

int main(int count, char **argument) {
  const char *usage = "SERVERS CUSTOMERS SEED";
  uint64_t servers = whole_number(count, argument, 1, usage);
  uint64_t expected = whole_number(count, argument, 2, usage);
  Generator generator = generator_from_seed(whole_number(count, argument, 3, usage));
  double mean_gap = mean_service / (utilisation * (double)servers);
  EventList list = {0};
  Customers customers = {0};
  Line line = {0};
  Level waiting = {0}, busy = {0};
  Tally waits = {0};
  Event event;
  double now = 0;

  schedule(&list, exponential(&generator, mean_gap), 0);
  while (take_next(&list, &event)) {
    now = event.time;
    if (event.customer == 0) {
      uint32_t number = admit(&customers);
      customers.record[number].arrived = now;
      if (busy.value < servers) {
        change(&busy, now, 1);
        record_value(&waits, 0);
        schedule(&list, now + exponential(&generator, mean_service), number);
      } else {
        change(&waiting, now, 1);
        join(&line, customers.record, number);
      }
      if (--expected > 0) schedule(&list, now + exponential(&generator, mean_gap), 0);
    } else {
      dismiss(&customers, event.customer);
      if (line.first == 0) {
        change(&busy, now, -1);
      } else {
        uint32_t number = leave(&line, customers.record);
        change(&waiting, now, -1);
        record_value(&waits, now - customers.record[number].arrived);
        schedule(&list, now + exponential(&generator, mean_service), number);
      }
    }
  }

  print_answers(&waits, &waiting, &busy, now);
  return 0;
}
