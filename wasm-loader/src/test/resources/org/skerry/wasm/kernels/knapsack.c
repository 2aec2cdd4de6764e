/* The most valuable load of a knapsack: a maximum for each capacity and item. */
#include "kernel.h"

#define ITEMS 60
#define CAPACITY 2000
static u32 best[CAPACITY + 1], size[ITEMS], value[ITEMS];

RECEIVE {
    u32 state = 53;
    for (u32 i = 0; i < ITEMS; i++) {
        size[i] = 1 + next(&state) % 200;
        value[i] = next(&state) % 1000;
    }
    for (u32 c = 0; c <= CAPACITY; c++) {
        best[c] = 0;
    }
    for (u32 i = 0; i < ITEMS; i++) {
        for (u32 c = CAPACITY; c >= size[i]; c--) {
            u32 with = best[c - size[i]] + value[i];
            if (with > best[c]) {
                best[c] = with;
            }
        }
    }
    sink = best[CAPACITY];
}
