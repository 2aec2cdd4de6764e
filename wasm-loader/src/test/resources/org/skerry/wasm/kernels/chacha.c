/* ChaCha20 (RFC 8439): additions, exclusive ors and rotations of a state that registers hold. */
#include "kernel.h"

#define ROTATE(x, n) (((x) << (n)) | ((x) >> (32 - (n))))
#define QUARTER(a, b, c, d) \
    a += b, d = ROTATE(d ^ a, 16), c += d, b = ROTATE(b ^ c, 12), \
    a += b, d = ROTATE(d ^ a, 8), c += d, b = ROTATE(b ^ c, 7)

static u32 start[16], out[16];
static u8 text[16384];

static NOINLINE void block(void) {
    u32 x[16];
    for (int i = 0; i < 16; i++) {
        x[i] = start[i];
    }
    for (int i = 0; i < 10; i++) {
        QUARTER(x[0], x[4], x[8], x[12]);
        QUARTER(x[1], x[5], x[9], x[13]);
        QUARTER(x[2], x[6], x[10], x[14]);
        QUARTER(x[3], x[7], x[11], x[15]);
        QUARTER(x[0], x[5], x[10], x[15]);
        QUARTER(x[1], x[6], x[11], x[12]);
        QUARTER(x[2], x[7], x[8], x[13]);
        QUARTER(x[3], x[4], x[9], x[14]);
    }
    for (int i = 0; i < 16; i++) {
        out[i] = x[i] + start[i];
    }
}

RECEIVE {
    u32 state = 11;
    start[0] = 0x61707865, start[1] = 0x3320646e, start[2] = 0x79622d32, start[3] = 0x6b206574;
    for (int i = 4; i < 16; i++) {
        start[i] = next(&state);
    }
    for (u32 at = 0; at < sizeof text; at += 64) {
        start[12]++;
        block();
        for (u32 i = 0; i < 64; i++) {
            text[at + i] ^= out[i / 4] >> 8 * (i % 4);
        }
    }
    sink = text[100];
}
