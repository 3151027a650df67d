// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers of the comparison programs: one fast generator and the laws the models need.
#ifndef BENCHMARK_RANDOM_H
#define BENCHMARK_RANDOM_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

// xoshiro256++, written from its published description: Blackman and Vigna, "Scrambled linear pseudorandom number
// generators", ACM Transactions on Mathematical Software 47 (2021), article 36.
typedef struct {
  uint64_t word[4];
  double spare_normal;  // second value of the last polar pair
  bool has_spare_normal;
} Generator;

static inline uint64_t rotate_left(uint64_t x, int places) { return (x << places) | (x >> (64 - places)); }

static inline uint64_t next_bits(Generator *generator) {
  uint64_t *s = generator->word;
  uint64_t result = rotate_left(s[0] + s[3], 23) + s[0];
  uint64_t shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate_left(s[3], 45);
  return result;
}

// Fills the state by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), as the authors of xoshiro advise.
static inline Generator generator_from_seed(uint64_t seed) {
  Generator generator = {.has_spare_normal = false};
  for (int i = 0; i < 4; i++) {
    seed += 0x9e3779b97f4a7c15u;
    uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    generator.word[i] = z ^ (z >> 31);
  }
  return generator;
}

// Above 0 and below 1, so that the logarithm is finite.
static inline double uniform(Generator *generator) {
  return ((double)(next_bits(generator) >> 11) + 0.5) * 0x1p-53;
}

static inline double exponential(Generator *generator, double mean) { return -mean * log(uniform(generator)); }

// Polar method: Marsaglia and Bray, SIAM Review 6 (1964), 260-264. Two values per accepted pair.
static inline double normal(Generator *generator) {
  if (generator->has_spare_normal) {
    generator->has_spare_normal = false;
    return generator->spare_normal;
  }
  double x, y, square;
  do {
    x = 2 * uniform(generator) - 1;
    y = 2 * uniform(generator) - 1;
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  double factor = sqrt(-2 * log(square) / square);
  generator->spare_normal = y * factor;
  generator->has_spare_normal = true;
  return x * factor;
}

typedef struct {
  double location, scale;  // of the logarithm
} Lognormal;

static inline Lognormal lognormal_law(double mean, double cv) {
  double variance = log1p(cv * cv);
  return (Lognormal){log(mean) - variance / 2, sqrt(variance)};
}

static inline double lognormal(Generator *generator, const Lognormal *law) {
  return exp(law->location + law->scale * normal(generator));
}

// Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), 363-372; shape 1 or more.
typedef struct {
  double d, c, scale;
} Gamma;

static inline Gamma gamma_law(double mean, double cv) {
  double shape = 1 / (cv * cv);
  double d = shape - 1.0 / 3;
  return (Gamma){d, 1 / sqrt(9 * d), mean / shape};
}

static inline double gamma_draw(Generator *generator, const Gamma *law) {
  for (;;) {
    double x = normal(generator);
    double root = 1 + law->c * x;
    if (root <= 0) continue;
    double v = root * root * root;
    double u = uniform(generator);
    double square = x * x;
    if (u < 1 - 0.0331 * square * square || log(u) < square / 2 + law->d * (1 - v + log(v))) {
      return law->d * v * law->scale;
    }
  }
}

typedef struct {
  double low, high, turn;  // `turn`: probability below the mode
  double rising, falling;  // width times the part below and above the mode
} Triangular;

static inline Triangular triangular_law(double low, double mode, double high) {
  double width = high - low;
  return (Triangular){low, high, (mode - low) / width, width * (mode - low), width * (high - mode)};
}

// By inversion.
static inline double triangular(Generator *generator, const Triangular *law) {
  double u = uniform(generator);
  return u < law->turn ? law->low + sqrt(u * law->rising) : law->high - sqrt((1 - u) * law->falling);
}

#endif
