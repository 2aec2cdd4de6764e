/* Factorials in limbs of 32 bits: 64-bit products and carries, one remainder by a constant for each digit group. */
#include "kernel.h"

#define LIMBS 160
static u32 limbs[LIMBS], square[2 * LIMBS];

static NOINLINE u32 times(u32 length, u32 factor) {
    u64 carry = 0;
    for (u32 i = 0; i < length; i++) {
        carry += (u64)limbs[i] * factor;
        limbs[i] = (u32)carry;
        carry >>= 32;
    }
    if (carry != 0) {
        limbs[length++] = (u32)carry;
    }
    return length;
}

static NOINLINE void multiply(u32 length) {
    for (u32 i = 0; i < 2 * length; i++) {
        square[i] = 0;
    }
    for (u32 i = 0; i < length; i++) {
        u64 carry = 0;
        for (u32 j = 0; j < length; j++) {
            carry += (u64)limbs[i] * limbs[j] + square[i + j];
            square[i + j] = (u32)carry;
            carry >>= 32;
        }
        square[i + length] = (u32)carry;
    }
}

static NOINLINE u32 remainder(u32 length, u32 by) {
    u64 rest = 0;
    for (u32 i = length; i-- > 0;) {
        rest = (rest << 32 | limbs[i]) % by;
    }
    return (u32)rest;
}

RECEIVE {
    u32 length = 1, sum = 0;
    limbs[0] = 1;
    for (u32 n = 2; n <= 500; n++) {
        length = times(length, n);
    }
    multiply(length);
    for (u32 i = 0; i < 100; i++) {
        sum += remainder(length, 1000003 + i);
    }
    sink = sum + square[length];
}
