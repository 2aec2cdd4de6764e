/*
 * splitmix.h - the small generator that guests draw from when a second program must be able to draw the same numbers.
 * Steele, Lea, Flood, OOPSLA 2014; constants of Vigna's splitmix64.c.
 */
#ifndef SPLITMIX_H
#define SPLITMIX_H

#include "skerry.h"

/* The finaliser: a bijection of 64 bits, 0 to 0. */
static inline u64 splitmix(u64 z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

/* What a draw adds to the state, so that any number of draws can be skipped at once. */
#define SPLITMIX_STEP 0x9e3779b97f4a7c15ull

/* The next number of a stream. */
static inline u64 splitmix_next(u64 *state) {
    *state += SPLITMIX_STEP;
    return splitmix(*state);
}

#endif
