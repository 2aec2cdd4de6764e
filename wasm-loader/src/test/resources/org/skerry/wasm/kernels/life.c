/* The game of life on a byte for each cell: eight loads and seven additions for every store. */
#include "kernel.h"

#define SIDE 64
static u8 now[SIDE + 2][SIDE + 2], then[SIDE + 2][SIDE + 2];

RECEIVE {
    u32 state = 29, alive = 0;
    for (u32 y = 1; y <= SIDE; y++) {
        for (u32 x = 1; x <= SIDE; x++) {
            now[y][x] = next(&state) & 1;
        }
    }
    for (int generation = 0; generation < 16; generation++) {
        for (u32 y = 1; y <= SIDE; y++) {
            for (u32 x = 1; x <= SIDE; x++) {
                u32 near = now[y - 1][x - 1] + now[y - 1][x] + now[y - 1][x + 1] + now[y][x - 1] + now[y][x + 1]
                    + now[y + 1][x - 1] + now[y + 1][x] + now[y + 1][x + 1];
                then[y][x] = near == 3 || (near == 2 && now[y][x]);
            }
        }
        for (u32 y = 1; y <= SIDE; y++) {
            for (u32 x = 1; x <= SIDE; x++) {
                now[y][x] = then[y][x];
                alive += then[y][x];
            }
        }
    }
    sink = alive;
}
