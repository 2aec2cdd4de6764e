/* Base64 both ways: bytes shifted together and apart, two small tables, one test for each letter. */
#include "kernel.h"

#define BYTES 12288
static u8 bytes[BYTES], text[BYTES / 3 * 4], back[BYTES];
static u8 value[256];
static const u8 letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static NOINLINE void encode(void) {
    for (u32 i = 0, o = 0; i < BYTES; i += 3, o += 4) {
        u32 three = (u32)bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2];
        text[o] = letters[three >> 18];
        text[o + 1] = letters[three >> 12 & 63];
        text[o + 2] = letters[three >> 6 & 63];
        text[o + 3] = letters[three & 63];
    }
}

static NOINLINE u32 decode(void) {
    u32 at = 0, gathered = 0, bits = 0;
    for (u32 i = 0; i < sizeof text; i++) {
        u32 v = value[text[i]];
        if (v > 63) {
            continue;
        }
        gathered = gathered << 6 | v;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            back[at++] = gathered >> bits;
        }
    }
    return at;
}

RECEIVE {
    u32 state = 9, sum = 0;
    for (u32 i = 0; i < 256; i++) {
        value[i] = 255;
    }
    for (u32 i = 0; i < 64; i++) {
        value[letters[i]] = i;
    }
    for (u32 i = 0; i < BYTES; i++) {
        bytes[i] = next(&state);
    }
    for (int round = 0; round < 8; round++) {
        encode();
        sum += decode() + back[round];
    }
    sink = sum;
}
