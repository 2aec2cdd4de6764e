/*
 * pipe-runs.h - the bytes that a pipeline begins with. Each draw gives one byte; of four draws one gives it 1 to 32 times, the others once.
 * A run may go on in the next block.
 */
#ifndef PIPE_RUNS_H
#define PIPE_RUNS_H

#include "splitmix.h"

static u64 random_state;
static u32 run_left;
static u8 run_byte;

static void fill(u8 *to, u32 bytes) {
    u8 *end = to + bytes;
    while (to < end) {
        if (run_left == 0) {
            u64 draw = splitmix_next(&random_state);
            run_byte = (u8)draw;
            run_left = (draw >> 8 & 3) == 0 ? (u32)(draw >> 10 & 31) + 1 : 1;
        }
        u32 room = (u32)(end - to);
        u32 length = run_left < room ? run_left : room;
        u8 byte = run_byte;
        run_left -= length;
        for (u8 *run_end = to + length; to < run_end; to++) {
            *to = byte;
        }
    }
}

#endif
