/* Cosine transform of 8 x 8 blocks in integers: multiplications by constants, additions, loads of rows and columns. */
#include "kernel.h"

static i32 block[64];
static const i32 cosine[8][8] = {
    {362, 362, 362, 362, 362, 362, 362, 362}, {502, 426, 284, 100, -100, -284, -426, -502},
    {473, 196, -196, -473, -473, -196, 196, 473}, {426, -100, -502, -284, 284, 502, 100, -426},
    {362, -362, -362, 362, 362, -362, -362, 362}, {284, -502, 100, 426, -426, -100, 502, -284},
    {196, -473, 473, -196, -196, 473, -473, 196}, {100, -284, 426, -502, 502, -426, 284, -100}};

static NOINLINE void transform(i32 *at, int step, int apart) {
    for (int line = 0; line < 8; line++, at += apart) {
        i32 result[8];
        for (int u = 0; u < 8; u++) {
            i32 sum = 0;
            for (int x = 0; x < 8; x++) {
                sum += cosine[u][x] * at[x * step];
            }
            result[u] = sum >> 10;
        }
        for (int u = 0; u < 8; u++) {
            at[u * step] = result[u];
        }
    }
}

RECEIVE {
    u32 state = 13, sum = 0;
    for (int n = 0; n < 60; n++) {
        for (int i = 0; i < 64; i++) {
            block[i] = (i32)(next(&state) & 255) - 128;
        }
        transform(block, 1, 8);
        transform(block, 8, 1);
        sum += block[n & 63];
    }
    sink = sum;
}
