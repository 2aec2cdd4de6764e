/* LZ77 with a hash of three bytes: greedy matches, byte copies, and back again. */
#include "kernel.h"

#define BYTES 16384
static u8 text[BYTES], packed[2 * BYTES], back[BYTES];
static u32 last[4096];

static NOINLINE u32 compress(void) {
    u32 out = 0;
    for (u32 i = 0; i < 4096; i++) {
        last[i] = ~0u;
    }
    for (u32 at = 0; at < BYTES;) {
        u32 length = 0, from = 0;
        if (at + 3 <= BYTES) {
            u32 hash = ((u32)text[at] << 16 ^ text[at + 1] << 8 ^ text[at + 2]) * 2654435761u >> 20;
            from = last[hash];
            last[hash] = at;
            if (from != ~0u) {
                while (length < 255 && at + length < BYTES && text[from + length] == text[at + length]) {
                    length++;
                }
            }
        }
        if (length >= 4) {
            packed[out] = length;
            packed[out + 1] = from;
            packed[out + 2] = from >> 8;
            out += 3;
            at += length;
        } else {
            packed[out++] = 0;
            packed[out++] = text[at++];
        }
    }
    return out;
}

static NOINLINE u32 expand(u32 size) {
    u32 at = 0;
    for (u32 i = 0; i < size;) {
        u32 length = packed[i];
        if (length == 0) {
            back[at++] = packed[i + 1];
            i += 2;
        } else {
            u32 from = packed[i + 1] | packed[i + 2] << 8;
            for (u32 k = 0; k < length; k++) {
                back[at++] = back[from + k];
            }
            i += 3;
        }
    }
    return at;
}

RECEIVE {
    u32 state = 37, sum = 0;
    for (u32 i = 0; i < BYTES;) {
        u32 word = next(&state) & 63, letters = 2 + (word & 7);
        for (u32 k = 0; k < letters && i < BYTES; k++) {
            text[i++] = 'a' + (word * 7 + k * 5) % 26;
        }
    }
    for (int round = 0; round < 3; round++) {
        sum += expand(compress()) + back[BYTES - 1];
    }
    sink = sum;
}
