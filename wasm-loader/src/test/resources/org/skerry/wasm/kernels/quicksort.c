/* Quicksort of 20000 integers: branches nobody predicts, recursion. */
#include "kernel.h"

#define N 20000
static i32 values[N];

static NOINLINE void sort(i32 *v, int low, int high) {
    while (low < high) {
        i32 pivot = v[(low + high) / 2];
        int i = low, j = high;
        while (i <= j) {
            while (v[i] < pivot) {
                i++;
            }
            while (v[j] > pivot) {
                j--;
            }
            if (i <= j) {
                i32 t = v[i];
                v[i++] = v[j];
                v[j--] = t;
            }
        }
        if (j - low < high - i) {
            sort(v, low, j);
            low = i;
        } else {
            sort(v, i, high);
            high = j;
        }
    }
}

RECEIVE {
    u32 state = 12345;
    for (int i = 0; i < N; i++) {
        values[i] = next(&state);
    }
    sort(values, 0, N - 1);
    sink = values[100];
}
