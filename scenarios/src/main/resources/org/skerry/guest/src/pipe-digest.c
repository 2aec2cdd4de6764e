/*
 * pipe-digest - last stage of a pipeline: SHA-256 (FIPS 180-4) of all that arrives.
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes).
 * Handles by name: previous (send), log (log).
 * Logs:     digest <pipeline> blocks <n> bytes <n> sha256 <64 hexadecimal digits>
 */
#include "pipe.h"
#ifdef PIPE_SHARED /* shared-pipe-digest has stages of its own */
#include "shared-pipe.h"
#endif

static const u32 K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static u32 hash[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
static u8 chunk[64];
static u32 chunk_bytes;
#ifndef PIPE_SHARED
static struct pipe_message *block;
static u32 capacity;
#endif

static inline u32 rotate(u32 x, u32 by) {
    return x >> by | x << (32 - by);
}

static void compress(const u8 *from) {
    u32 w[64];
    for (u32 i = 0; i < 16; i++) {
        w[i] = (u32)from[4 * i] << 24 | (u32)from[4 * i + 1] << 16 | (u32)from[4 * i + 2] << 8 | from[4 * i + 3];
    }
    for (u32 i = 16; i < 64; i++) {
        u32 s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        u32 s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    u32 a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
    for (u32 i = 0; i < 64; i++) {
        u32 t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
        u32 t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e, hash[5] += f, hash[6] += g, hash[7] += h;
}

/* Takes in bytes; whole chunks are read where they lie. */
static void take(const u8 *from, u32 bytes) {
    if (chunk_bytes > 0) {
        u32 missing = 64 - chunk_bytes < bytes ? 64 - chunk_bytes : bytes;
        memcpy(chunk + chunk_bytes, from, missing);
        chunk_bytes += missing;
        from += missing;
        bytes -= missing;
        if (chunk_bytes < 64) {
            return;
        }
        compress(chunk);
        chunk_bytes = 0;
    }
    for (; bytes >= 64; bytes -= 64, from += 64) {
        compress(from);
    }
    memcpy(chunk, from, bytes);
    chunk_bytes = bytes;
}

/* A one bit, zeros, and the length in bits, most significant byte first. */
static void pad(void) {
    static u8 padding[72];
    u32 zeros = (chunk_bytes < 56 ? 56 : 120) - chunk_bytes - 1;
    u64 bits = pipe_total * 8;
    padding[0] = 0x80;
    for (u32 i = 0; i < 8; i++) {
        padding[1 + zeros + i] = (u8)(bits >> (56 - 8 * i));
    }
    take(padding, 1 + zeros + 8);
}

#ifndef PIPE_SHARED
SK_EXPORT("start") void start(void) {
    pipe_begin(1, 0);
    capacity = pipe.block_bytes + (pipe.block_bytes + 127) / 128;
    block = pipe_allocate(capacity);
}

SK_EXPORT("receive") void receive(void) {
    if (pipe_read(block, capacity) != PIPE_BLOCK) {
        pipe_refuse("a credit where only blocks come");
    }
    pipe_total += block->bytes;
    take(block->data, block->bytes);
    pipe_credit(block->number);
    if (pipe_received == pipe.blocks) {
        pad();
        pipe_report("digest");
        sk_add(&pipe_line, " sha256 ");
        for (u32 i = 0; i < 8; i += 2) {
            sk_add_hex(&pipe_line, (u64)hash[i] << 32 | hash[i + 1]);
        }
        sk_log_line(pipe_log, &pipe_line);
    }
}
#endif
