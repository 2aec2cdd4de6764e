/* Fourier transform of 1024 complex numbers, radix 2, in floats of 32 bits; twiddles by recurrence. */
#include "kernel.h"

#define N 1024
static float re[N], im[N];
/* cos and sin of pi / 2^k */
static const float cosine[10] = {-1, 0, 0.70710678f, 0.92387953f, 0.98078528f, 0.99518473f, 0.99879546f, 0.99969882f, 0.9999247f, 0.99998118f};
static const float sine[10] = {0, -1, -0.70710678f, -0.38268343f, -0.19509032f, -0.09801714f, -0.04906767f, -0.02454123f, -0.01227154f, -0.00613588f};

static NOINLINE void transform(void) {
    for (u32 i = 0, j = 0; i < N; i++) {
        if (i < j) {
            float t = re[i];
            re[i] = re[j], re[j] = t;
            t = im[i];
            im[i] = im[j], im[j] = t;
        }
        u32 bit = N >> 1;
        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j |= bit;
    }
    for (u32 k = 0, half = 1; half < N; k++, half *= 2) {
        float wr = 1, wi = 0;
        for (u32 i = 0; i < half; i++) {
            for (u32 a = i; a < N; a += 2 * half) {
                u32 b = a + half;
                float xr = re[b] * wr - im[b] * wi, xi = re[b] * wi + im[b] * wr;
                re[b] = re[a] - xr, im[b] = im[a] - xi;
                re[a] += xr, im[a] += xi;
            }
            float t = wr * cosine[k] - wi * sine[k];
            wi = wr * sine[k] + wi * cosine[k];
            wr = t;
        }
    }
}

RECEIVE {
    u32 state = 19;
    for (u32 i = 0; i < N; i++) {
        re[i] = (float)(i32)(next(&state) & 1023);
        im[i] = 0;
    }
    for (int round = 0; round < 6; round++) {
        transform();
        for (u32 i = 0; i < N; i++) {
            re[i] *= 0.03125f, im[i] *= 0.03125f;
        }
    }
    sink = (u32)(i32)re[5];
}
