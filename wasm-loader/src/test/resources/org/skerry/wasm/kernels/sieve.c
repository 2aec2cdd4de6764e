/* Sieve of Eratosthenes: tight loops with byte stores. */
#include "kernel.h"

#define N 200000
static u8 prime[N];

RECEIVE {
    u32 count = 0;
    for (u32 i = 0; i < N; i++) {
        prime[i] = 1;
    }
    for (u32 i = 2; i * i < N; i++) {
        if (prime[i]) {
            for (u32 j = i * i; j < N; j += i) {
                prime[j] = 0;
            }
        }
    }
    for (u32 i = 2; i < N; i++) {
        count += prime[i];
    }
    sink = count;
}
