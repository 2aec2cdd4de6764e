/* Ways to place nine queens: recursion over sets of bits. */
#include "kernel.h"

static NOINLINE u32 place(u32 columns, u32 left, u32 right, u32 all) {
    u32 free = all & ~(columns | left | right), ways = 0;
    while (free) {
        u32 bit = free & -free;
        free ^= bit;
        if ((columns | bit) == all) {
            ways++;
        } else {
            ways += place(columns | bit, (left | bit) << 1, (right | bit) >> 1, all);
        }
    }
    return ways;
}

RECEIVE {
    sink = place(0, 0, 0, (1u << 9) - 1);
}
