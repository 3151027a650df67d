// SPDX-License-Identifier: GPL-3.0-or-later
// What an event-driven queueing program needs: event list, customers, lines, statistics. Time is in minutes.
#ifndef BENCHMARK_SIMULATION_H
#define BENCHMARK_SIMULATION_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void *grown(void *block, size_t bytes) {
  void *larger = realloc(block, bytes);
  if (larger == NULL) {
    fputs("out of memory\n", stderr);
    exit(70);
  }
  return larger;
}

// --- Event list: a binary heap; equal times leave in the order in which they were scheduled. Taking the next event
// leaves a hole at the root: the event scheduled next usually fills it, which saves one of two passes over the heap.

typedef struct {
  double time;
  uint32_t order;     // of scheduling
  uint32_t customer;  // whose service ends; 0 for the source of arrivals
} Event;

typedef struct {
  Event *event;  // from 1, so that the children of i are 2 i and 2 i + 1
  size_t count, room;
  uint32_t order;
  bool hole_at_root;
} EventList;

#ifdef PACKED_KEYS
// The bits of times from 0 up order like whole numbers, so one comparison of 128 bits, which clang makes without a
// branch, decides by time, then order.
static inline bool before(Event a, Event b) {
  uint64_t time_a, time_b;
  memcpy(&time_a, &a.time, sizeof time_a);
  memcpy(&time_b, &b.time, sizeof time_b);
  unsigned __int128 key_a = (unsigned __int128)time_a << 64 | (uint64_t)a.order << 32 | a.customer;
  unsigned __int128 key_b = (unsigned __int128)time_b << 64 | (uint64_t)b.order << 32 | b.customer;
  return key_a < key_b;
}
#else
static inline bool before(Event a, Event b) { return a.time < b.time || (a.time == b.time && a.order < b.order); }
#endif

static inline void sink_from_root(EventList *list, Event new) {
  Event *event = list->event;
  size_t count = list->count, hole = 1, child = 2;
  while (child <= count) {
    child += child < count && before(event[child + 1], event[child]);
    if (!before(event[child], new)) break;
    event[hole] = event[child];
    hole = child;
    child = 2 * hole;
  }
  event[hole] = new;
}

static inline void schedule(EventList *list, double time, uint32_t customer) {
  Event new = {time, list->order++, customer};
  if (list->hole_at_root) {
    list->hole_at_root = false;
    sink_from_root(list, new);
    return;
  }
  if (__builtin_expect(list->count + 1 >= list->room, false)) {
    list->room = list->room == 0 ? 64 : 2 * list->room;
    list->event = grown(list->event, list->room * sizeof(Event));
  }
  size_t hole = ++list->count;
  while (hole > 1 && before(new, list->event[hole / 2])) {
    list->event[hole] = list->event[hole / 2];
    hole /= 2;
  }
  list->event[hole] = new;
}

// False when nothing is scheduled any more.
static inline bool take_next(EventList *list, Event *next) {
  if (list->hole_at_root) {
    list->hole_at_root = false;
    Event last = list->event[list->count--];
    if (list->count > 0) sink_from_root(list, last);
  }
  if (list->count == 0) return false;
  *next = list->event[1];
  list->hole_at_root = true;
  return true;
}

// --- Customers: records in one block, used again after departure. Number 0 is nobody.

typedef struct {
  double arrived, joined;  // at the post, at the present line
  uint32_t next;           // in the line, or in the list of unused records
  uint32_t station;
} Customer;

typedef struct {
  Customer *record;
  uint32_t unused, used, room;
} Customers;

static inline uint32_t admit(Customers *customers) {
  uint32_t number = customers->unused;
  if (number != 0) {
    customers->unused = customers->record[number].next;
    return number;
  }
  if (customers->used + 1 >= customers->room) {
    customers->room = customers->room == 0 ? 64 : 2 * customers->room;
    customers->record = grown(customers->record, customers->room * sizeof(Customer));
  }
  return ++customers->used;
}

static inline void dismiss(Customers *customers, uint32_t number) {
  customers->record[number].next = customers->unused;
  customers->unused = number;
}

typedef struct {
  uint32_t first, last;
} Line;

static inline void join(Line *line, Customer *record, uint32_t number) {
  record[number].next = 0;
  if (line->first == 0) {
    line->first = number;
  } else {
    record[line->last].next = number;
  }
  line->last = number;
}

static inline uint32_t leave(Line *line, const Customer *record) {
  uint32_t number = line->first;
  line->first = record[number].next;
  return number;
}

// --- Statistics: a level over time (number waiting, number busy) and a tally of values (waits).

typedef struct {
  double area, since;
  uint32_t value;
} Level;

static inline void change(Level *level, double now, int by) {
  level->area += level->value * (now - level->since);
  level->since = now;
  level->value += (uint32_t)by;
}

typedef struct {
  double sum, square_sum, maximum;
  uint64_t count;
} Tally;

static inline void record_value(Tally *tally, double value) {
  tally->count++;
  tally->sum += value;
  tally->square_sum += value * value;
  if (value > tally->maximum) tally->maximum = value;
}

static inline double mean_of(const Tally *tally) { return tally->count == 0 ? 0 : tally->sum / (double)tally->count; }

static inline double variance_of(const Tally *tally) {
  if (tally->count < 2) return 0;
  double mean = mean_of(tally), n = (double)tally->count;
  double variance = (tally->square_sum - n * mean * mean) / (n - 1);
  return variance > 0 ? variance : 0;
}

// The answers of a program with one line, from empty at 0 until the last has left at `end`.
static inline void print_answers(const Tally *waits, const Level *waiting, const Level *busy, double end) {
  printf("customers %llu\n", (unsigned long long)waits->count);
  printf("mean_wait_min %.9g\n", mean_of(waits));
  printf("sd_wait_min %.9g\n", sqrt(variance_of(waits)));
  printf("maximum_wait_min %.9g\n", waits->maximum);
  printf("queue_length %.9g\n", waiting->area / end);
  printf("busy %.9g\n", busy->area / end);
  printf("horizon_min %.9g\n", end);
}

// --- Arguments: whole numbers above 0, or the program explains itself and stops.

static inline uint64_t whole_number(int count, char **argument, int index, const char *usage) {
  char *end = NULL;
  unsigned long long value = index < count ? strtoull(argument[index], &end, 10) : 0;
  if (value == 0 || *end != '\0') {
    fprintf(stderr, "usage: %s %s\n", argument[0], usage);
    exit(64);
  }
  return value;
}

#endif
