/*
 * pipe-cipher - a stage that encrypts the stream: ChaCha20 (RFC 8439) from counter 0, which goes on from block to block.
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes).
 * Handles by name: previous (send), next (send), log (log).
 * Logs:     cipher <pipeline> blocks <n> bytes <n>
 * The key is drawn from the seed, four 64-bit words little-endian; the nonce is the pipeline's number and 8 bytes of zero.
 */
#ifdef PIPE_SHARED /* shared-pipe-cipher has stages of its own */
#include "shared-pipe.h"
#else
#include "pipe-stage.h"
#endif

static u32 state[16];
static union {
    u32 words[16];
    u8 bytes[64];
} key_stream;
static u32 used = 64; /* bytes of key_stream that have been used */

static inline u32 rotate(u32 x, u32 by) {
    return x << by | x >> (32 - by);
}

#define QUARTER(a, b, c, d) \
    a += b, d = rotate(d ^ a, 16), c += d, b = rotate(b ^ c, 12), a += b, d = rotate(d ^ a, 8), c += d, \
            b = rotate(b ^ c, 7)

static void next_key_stream(void) {
    u32 x[16];
    for (u32 i = 0; i < 16; i++) {
        x[i] = state[i];
    }
    for (u32 round = 0; round < 20; round += 2) {
        QUARTER(x[0], x[4], x[8], x[12]);
        QUARTER(x[1], x[5], x[9], x[13]);
        QUARTER(x[2], x[6], x[10], x[14]);
        QUARTER(x[3], x[7], x[11], x[15]);
        QUARTER(x[0], x[5], x[10], x[15]);
        QUARTER(x[1], x[6], x[11], x[12]);
        QUARTER(x[2], x[7], x[8], x[13]);
        QUARTER(x[3], x[4], x[9], x[14]);
    }
    for (u32 i = 0; i < 16; i++) {
        key_stream.words[i] = x[i] + state[i];
    }
    state[12]++;
    used = 0;
}

static u32 encrypt(const u8 *from, u32 bytes, u8 *to) {
    u32 left = bytes;
    while (left > 0) {
        if (used == 64) {
            next_key_stream();
        }
        u32 length = 64 - used < left ? 64 - used : left;
        u32 i = 0;
        for (; i + 8 <= length; i += 8) {
            *(sk_u64_unaligned *)(to + i) = *(const sk_u64_unaligned *)(from + i)
                    ^ *(const sk_u64_unaligned *)(key_stream.bytes + used + i);
        }
        for (; i < length; i++) {
            to[i] = from[i] ^ key_stream.bytes[used + i];
        }
        from += length;
        to += length;
        used += length;
        left -= length;
    }
    return bytes;
}

#ifndef PIPE_SHARED
SK_EXPORT("start") void start(void) {
    pipe_begin(1, 1);
    stage_begin(pipe.block_bytes + (pipe.block_bytes + 127) / 128);
    static const u8 constants[] = "expand 32-byte k";
    memcpy(state, constants, 16);
    u64 random = pipe_stream(2);
    for (u32 i = 0; i < 4; i++) {
        u64 word = splitmix_next(&random);
        state[4 + 2 * i] = (u32)word;
        state[5 + 2 * i] = (u32)(word >> 32);
    }
    state[13] = pipe.pipeline;
}

SK_EXPORT("receive") void receive(void) {
    stage_receive("cipher", encrypt);
}
#endif
