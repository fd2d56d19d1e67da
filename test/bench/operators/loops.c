/* The same work in C, for the limit of the machine: `loops A|B|C|D FILE ROUNDS`. FILE has the number of rows (a double), then the
   columns ts (doubles), value (doubles) and key (32-bit). Prints the nanoseconds a row of each round, then the outcome. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEYS = 1000, RING = 16, SLICES = 5, TOP = 10, BATCH = 1024 };
static const double DISORDER = 2000, WINDOW = 10000, SLIDE = 2000, LEAST = 50, LIMIT = 80, ALPHA = 0.1;

static long rows;
static double *ts, *value, outcome[7];
static int32_t *key;
static double counts[RING * KEYS], sums[RING * KEYS], least[RING * KEYS], most[RING * KEYS], totals[KEYS];

static void clear_window(int at) {
  for (int k = at; k < at + KEYS; k++) counts[k] = sums[k] = 0, least[k] = INFINITY, most[k] = -INFINITY;
}

static void fire_window(long window) {
  int at = (window & (RING - 1)) * KEYS;
  for (int k = 0; k < KEYS; k++) {
    double count = counts[at + k], sum = sums[at + k];
    if (count == 0) continue;
    outcome[0]++;
    outcome[1] += (window + 1) * WINDOW;
    outcome[2] += k * count;
    outcome[3] += count;
    outcome[4] += sum;
    outcome[5] += most[at + k] * 2 + least[at + k];
    outcome[6] += sum / count;
  }
  clear_window(at);
}

static void windows(void) {
  for (int r = 0; r < RING; r++) clear_window(r * KEYS);
  double watermark = -INFINITY;
  long next = floor(-DISORDER / WINDOW), last = next;
  for (long i = 0; i < rows; i++) {
    long window = floor(ts[i] / WINDOW);
    if (last < window) last = window;
    int at = (window & (RING - 1)) * KEYS + key[i];
    double v = value[i];
    counts[at]++;
    sums[at] += v;
    if (v < least[at]) least[at] = v;
    if (most[at] < v) most[at] = v;
    if (watermark < ts[i] - DISORDER - 1) watermark = ts[i] - DISORDER - 1;
    while ((next + 1) * WINDOW - 1 <= watermark) fire_window(next++);
  }
  while (next <= last) fire_window(next++);
}

static void give(double weight, double v) {
  outcome[0]++;
  outcome[1] += v;
  outcome[2] += weight * v;
}

static void project(void) {
  static int32_t picked[BATCH], keys[BATCH];
  static double loads[BATCH];
  for (long from = 0; from < rows; from += BATCH) {
    long to = from + BATCH < rows ? from + BATCH : rows, count = 0;
    for (long i = from; i < to; i++) picked[count] = i, count += value[i] > LEAST;
    for (long i = 0; i < count; i++) keys[i] = key[picked[i]], loads[i] = value[picked[i]] * 1.75 + 32;
    for (long i = 0; i < count; i++) give(keys[i], loads[i]);
  }
}

static void fire_top(long slice) {
  double best[TOP] = {0};
  memset(totals, 0, sizeof totals);
  for (long s = slice - SLICES + 1; s <= slice; s++)
    for (int k = 0, at = (s & (RING - 1)) * KEYS; k < KEYS; k++) totals[k] += counts[at + k];
  for (int k = 0; k < KEYS; k++) {
    int at = TOP - 1;
    if (totals[k] <= best[at]) continue;
    for (; 0 < at && best[at - 1] < totals[k]; at--) best[at] = best[at - 1];
    best[at] = totals[k];
  }
  for (int rank = 0; rank < TOP; rank++)
    if (0 < best[rank]) give(rank + 1, best[rank]);
  memset(counts + ((slice - SLICES + 1) & (RING - 1)) * KEYS, 0, KEYS * sizeof *counts);
}

static void top(void) {
  memset(counts, 0, sizeof counts);
  double watermark = -INFINITY;
  long next = floor(-DISORDER / SLIDE), last = next;
  for (long i = 0; i < rows; i++) {
    long slice = floor(ts[i] / SLIDE);
    if (last < slice) last = slice;
    counts[(slice & (RING - 1)) * KEYS + key[i]]++;
    if (watermark < ts[i] - DISORDER - 1) watermark = ts[i] - DISORDER - 1;
    while ((next + 1) * SLIDE - 1 <= watermark) fire_top(next++);
  }
  while (next < last + SLICES) fire_top(next++);
}

static void averages(void) {
  static double average[KEYS];
  static int above[KEYS];
  for (int k = 0; k < KEYS; k++) average[k] = NAN, above[k] = 0;
  for (long i = 0; i < rows; i++) {
    int k = key[i];
    double v = value[i], before = average[k];
    average[k] = before == before ? ALPHA * v + (1 - ALPHA) * before : v;
    above[k] = v > LIMIT ? above[k] + 1 : 0;
    if (3 <= above[k]) give(k, average[k]);
  }
}

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return at.tv_sec * 1e9 + at.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  FILE *file = fopen(argv[2], "rb");
  double length;
  if (!file || fread(&length, 8, 1, file) != 1) return 2;
  rows = length;
  ts = malloc(rows * 8), value = malloc(rows * 8), key = malloc(rows * 4);
  if (fread(ts, 8, rows, file) + fread(value, 8, rows, file) + fread(key, 4, rows, file) != 3 * (size_t)rows) return 2;
  for (int round = atoi(argv[3]); 0 < round; round--) {
    memset(outcome, 0, sizeof outcome);
    double from = now();
    switch (argv[1][0]) {
      case 'A': windows(); break;
      case 'B': project(); break;
      case 'C': top(); break;
      default: averages();
    }
    printf("%.3f ", (now() - from) / rows);
  }
  printf("\n");
  for (int i = 0; i < (argv[1][0] == 'A' ? 7 : 3); i++) printf("%.17g ", outcome[i]);
  return 0;
}
