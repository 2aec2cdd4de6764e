/* CRC-32 by table: one byte load and one table load for each byte, a shift and two exclusive ors. */
#include "kernel.h"

static u32 table[256];
static u8 text[4096];

RECEIVE {
    u32 state = 3, crc = ~0u;
    for (u32 i = 0; i < 256; i++) {
        u32 c = i;
        for (int k = 0; k < 8; k++) {
            c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
        }
        table[i] = c;
    }
    for (u32 i = 0; i < sizeof text; i++) {
        text[i] = next(&state);
    }
    for (int round = 0; round < 60; round++) {
        for (u32 i = 0; i < sizeof text; i++) {
            crc = table[(crc ^ text[i]) & 255] ^ crc >> 8;
        }
    }
    sink = ~crc;
}
