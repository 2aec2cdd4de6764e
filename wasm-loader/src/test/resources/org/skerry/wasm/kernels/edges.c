/* Edges of a grey picture: two convolutions of 3 x 3 integers, absolute values, a limit. */
#include "kernel.h"

#define SIDE 96
static u8 picture[SIDE][SIDE], out[SIDE][SIDE];

RECEIVE {
    u32 state = 61, sum = 0;
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            picture[y][x] = (next(&state) & 31) + x + y;
        }
    }
    for (int y = 1; y < SIDE - 1; y++) {
        for (int x = 1; x < SIDE - 1; x++) {
            int h = picture[y - 1][x + 1] + 2 * picture[y][x + 1] + picture[y + 1][x + 1] - picture[y - 1][x - 1]
                - 2 * picture[y][x - 1] - picture[y + 1][x - 1];
            int v = picture[y + 1][x - 1] + 2 * picture[y + 1][x] + picture[y + 1][x + 1] - picture[y - 1][x - 1]
                - 2 * picture[y - 1][x] - picture[y - 1][x + 1];
            int both = (h < 0 ? -h : h) + (v < 0 ? -v : v);
            out[y][x] = both > 255 ? 255 : both;
            sum += out[y][x];
        }
    }
    sink = sum;
}
