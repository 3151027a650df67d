// SPDX-License-Identifier: GPL-3.0-or-later
// A border tandem: travellers arrive 60 an hour (Poisson); immigration, 6 officers, lognormal, mean 5 minutes, cv 0.6;
// customs, 8 officers, gamma, mean 6.5 minutes, cv 1; then 20 % pass a scanner, triangular 1.5, 2, 4 minutes.
// REPLICATIONS of 30 days of arrivals from empty, each until the last traveller has left. No closed form; the mean
// time at the post is about 16.05 minutes. Built with -DEXPONENTIAL the three laws are exponential with the same
// means, and the product form of Jackson networks gives the exact answer: that build is the check of the logic.
#include <math.h>

#include "random.h"
#include "simulation.h"

enum { immigration, customs, scanner, stations };

static const double mean_gap = 1;
static const double arrivals_end = 30 * 24 * 60;
static const double share_scanned = 0.2;
static const uint32_t officers[stations] = {6, 8, 1};

typedef struct {
  Lognormal immigration;
  Gamma customs;
  Triangular scanner;
} Laws;

typedef struct {
  Level waiting, busy;
  Line line;
  Tally waits;
} Station;

typedef struct {
  EventList list;
  Customers customers;
  Station station[stations];
  Tally stays;
  double now;
} Post;

static inline double service(Generator *generator, const Laws *laws, uint32_t station) {
#ifdef EXPONENTIAL
  (void)laws;
  static const double mean[stations] = {5, 6.5, 2.5};
  return exponential(generator, mean[station]);
#else
  switch (station) {
    case immigration: return lognormal(generator, &laws->immigration);
    case customs: return gamma_draw(generator, &laws->customs);
    default: return triangular(generator, &laws->scanner);
  }
#endif
}

static inline void enter(Post *post, Generator *generator, const Laws *laws, uint32_t number, uint32_t where) {
  Station *station = &post->station[where];
  Customer *record = post->customers.record;
  record[number].joined = post->now;
  record[number].station = where;
  if (station->busy.value < officers[where]) {
    change(&station->busy, post->now, 1);
    record_value(&station->waits, 0);
    schedule(&post->list, post->now + service(generator, laws, where), number);
  } else {
    change(&station->waiting, post->now, 1);
    join(&station->line, record, number);
  }
}

// The officer takes the next in line, if any.
static inline void finish(Post *post, Generator *generator, const Laws *laws, uint32_t where) {
  Station *station = &post->station[where];
  Customer *record = post->customers.record;
  if (station->line.first == 0) {
    change(&station->busy, post->now, -1);
  } else {
    uint32_t number = leave(&station->line, record);
    change(&station->waiting, post->now, -1);
    record_value(&station->waits, post->now - record[number].joined);
    schedule(&post->list, post->now + service(generator, laws, where), number);
  }
}

static void simulate(Post *post, Generator *generator, const Laws *laws) {
  Event event;
  schedule(&post->list, exponential(generator, mean_gap), 0);
  while (take_next(&post->list, &event)) {
    post->now = event.time;
    if (event.customer == 0) {
      uint32_t number = admit(&post->customers);
      post->customers.record[number].arrived = post->now;
      enter(post, generator, laws, number, immigration);
      double next = post->now + exponential(generator, mean_gap);
      if (next < arrivals_end) schedule(&post->list, next, 0);
    } else {
      uint32_t where = post->customers.record[event.customer].station;
      finish(post, generator, laws, where);
      if (where == immigration) {
        enter(post, generator, laws, event.customer, customs);
      } else if (where == customs && uniform(generator) < share_scanned) {
        enter(post, generator, laws, event.customer, scanner);
      } else {
        record_value(&post->stays, post->now - post->customers.record[event.customer].arrived);
        dismiss(&post->customers, event.customer);
      }
    }
  }
}

int main(int count, char **argument) {
  const char *usage = "REPLICATIONS SEED";
  uint64_t replications = whole_number(count, argument, 1, usage);
  Generator generator = generator_from_seed(whole_number(count, argument, 2, usage));
  Laws laws = {lognormal_law(5, 0.6), gamma_law(6.5, 1), triangular_law(1.5, 2, 4)};
  Post post = {0};
  Tally replication_means = {0};
  double stay_sum = 0, stay_maximum = 0, minutes = 0, wait[stations] = {0}, visits[stations] = {0};
  double waiting[stations] = {0}, busy[stations] = {0};
  uint64_t travellers = 0;

  for (uint64_t i = 0; i < replications; i++) {
    post = (Post){.list = {.event = post.list.event, .room = post.list.room},
                  .customers = {.record = post.customers.record, .room = post.customers.room}};
    simulate(&post, &generator, &laws);
    record_value(&replication_means, mean_of(&post.stays));
    travellers += post.stays.count;
    stay_sum += post.stays.sum;
    if (post.stays.maximum > stay_maximum) stay_maximum = post.stays.maximum;
    minutes += post.now;
    for (int s = 0; s < stations; s++) {
      wait[s] += post.station[s].waits.sum;
      visits[s] += (double)post.station[s].waits.count;
      waiting[s] += post.station[s].waiting.area;
      busy[s] += post.station[s].busy.area;
    }
  }

  static const char *name[stations] = {"immigration", "customs", "scanner"};
  printf("customers %llu\n", (unsigned long long)travellers);
  printf("mean_stay_min %.9g\n", stay_sum / (double)travellers);
  printf("maximum_stay_min %.9g\n", stay_maximum);
  printf("sd_of_replication_means %.9g\n", sqrt(variance_of(&replication_means)));
  for (int s = 0; s < stations; s++) {
    printf("mean_wait_min_%s %.9g\n", name[s], wait[s] / visits[s]);
    printf("mean_service_min_%s %.9g\n", name[s], busy[s] / visits[s]);
    printf("queue_length_%s %.9g\n", name[s], waiting[s] / minutes);
  }
  return 0;
}
