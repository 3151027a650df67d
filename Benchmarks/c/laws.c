// SPDX-License-Identifier: GPL-3.0-or-later
// Mean and standard deviation of DRAWS from each law, and the first outputs of the generator, for the check that
// comes before any timing.
#include <math.h>

#include "random.h"
#include "simulation.h"

static void show(const char *name, const Tally *tally) {
  printf("mean_%s %.9g\nsd_%s %.9g\n", name, mean_of(tally), name, sqrt(variance_of(tally)));
}

int main(int count, char **argument) {
  const char *usage = "DRAWS SEED";
  uint64_t draws = whole_number(count, argument, 1, usage);
  Generator generator = {.word = {1, 2, 3, 4}};
  for (int i = 1; i <= 4; i++) printf("word_%d %llu\n", i, (unsigned long long)next_bits(&generator));

  generator = generator_from_seed(whole_number(count, argument, 2, usage));
  Lognormal immigration = lognormal_law(5, 0.6);
  Gamma customs = gamma_law(6.5, 1);
  Triangular scanner = triangular_law(1.5, 2, 4);
  Tally tally[4] = {0};
  for (uint64_t i = 0; i < draws; i++) {
    record_value(&tally[0], exponential(&generator, 1));
    record_value(&tally[1], lognormal(&generator, &immigration));
    record_value(&tally[2], gamma_draw(&generator, &customs));
    record_value(&tally[3], triangular(&generator, &scanner));
  }
  show("exponential", &tally[0]);
  show("lognormal", &tally[1]);
  show("gamma", &tally[2]);
  show("triangular", &tally[3]);
  return 0;
}
