/* Huffman codes: counts, a tree by repeated search of the two least, code lengths, then bits out. */
#include "kernel.h"

#define BYTES 8192
#define SYMBOLS 64
static u8 text[BYTES], packed[BYTES];
static u32 weight[2 * SYMBOLS], parent[2 * SYMBOLS], code[SYMBOLS];
static u8 length[SYMBOLS];

static NOINLINE u32 least(u32 nodes) {
    u32 best = ~0u, at = 0;
    for (u32 i = 0; i < nodes; i++) {
        if (parent[i] == 0 && weight[i] != 0 && weight[i] < best) {
            best = weight[i];
            at = i;
        }
    }
    return at;
}

static NOINLINE void build(void) {
    u32 nodes = SYMBOLS, used = 0;
    for (u32 i = 0; i < 2 * SYMBOLS; i++) {
        weight[i] = parent[i] = 0;
    }
    for (u32 i = 0; i < BYTES; i++) {
        weight[text[i]]++;
    }
    for (u32 i = 0; i < SYMBOLS; i++) {
        used += weight[i] != 0;
    }
    for (; used > 1; used--) {
        u32 a = least(nodes);
        parent[a] = nodes;
        u32 b = least(nodes);
        parent[b] = nodes;
        weight[nodes++] = weight[a] + weight[b];
    }
    for (u32 i = 0; i < SYMBOLS; i++) {
        u32 bits = 0, path = 0;
        for (u32 at = i; parent[at] != 0; at = parent[at]) {
            path = path << 1 | (at & 1);
            bits++;
        }
        length[i] = bits;
        code[i] = path;
    }
}

static NOINLINE u32 pack(void) {
    u32 gathered = 0, bits = 0, at = 0;
    for (u32 i = 0; i < BYTES; i++) {
        u32 symbol = text[i];
        for (u32 k = length[symbol]; k-- > 0;) {
            gathered = gathered << 1 | (code[symbol] >> k & 1);
            if (++bits == 8) {
                packed[at++ & (BYTES - 1)] = gathered;
                bits = 0;
            }
        }
    }
    return at;
}

RECEIVE {
    u32 state = 47, sum = 0;
    for (u32 i = 0; i < BYTES; i++) {
        u32 r = next(&state);
        text[i] = (r & 63) & (r >> 6 & 63);
    }
    for (int round = 0; round < 4; round++) {
        build();
        sum += pack();
    }
    sink = sum;
}
