// SPDX-License-Identifier: GPL-3.0-or-later
// M/M/1: Poisson arrivals, 0.9 a minute; one server, exponential service, mean one minute; from empty until the last
// of CUSTOMERS has left. Mean wait 9 minutes.
#include "random.h"
#include "simulation.h"

static const double mean_gap = 1 / 0.9;
static const double mean_service = 1;

int main(int count, char **argument) {
  const char *usage = "CUSTOMERS SEED";
  uint64_t expected = whole_number(count, argument, 1, usage);
  Generator generator = generator_from_seed(whole_number(count, argument, 2, usage));
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
      if (busy.value == 0) {
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
