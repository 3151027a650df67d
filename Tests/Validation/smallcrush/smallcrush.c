// SPDX-License-Identifier: GPL-3.0-or-later
// Runs SmallCrush of TestU01 on 32-bit words, native byte order, from standard input.
#include <stdio.h>
#include <stdlib.h>

#include "bbattery.h"
#include "unif01.h"

static unsigned int words[1 << 16];
static size_t filled, used;

static unsigned int next_word(void) {
  if (used == filled) {
    filled = fread(words, sizeof words[0], sizeof words / sizeof words[0], stdin);
    used = 0;
    if (filled == 0) {
      fprintf(stderr, "smallcrush: the input ended before the battery did\n");
      exit(70);
    }
  }
  return words[used++];
}

int main(int count, char *arguments[]) {
  if (count != 2) {
    fprintf(stderr, "usage: randomwords words ORDER | smallcrush ORDER\n");
    return 64;
  }
  unif01_Gen *generator = unif01_CreateExternGenBits(arguments[1], next_word);
  bbattery_SmallCrush(generator);
  unif01_DeleteExternGenBits(generator);
  return 0;
}
