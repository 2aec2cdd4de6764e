#include <stdlib.h>
static unsigned v[6000];
static void sort(unsigned *x, int n) {
    while (n > 1) {
        unsigned p = x[n / 2]; int i = 0, j = n - 1;
        for (;;) { while (x[i] < p) i++; while (x[j] > p) j--; if (i >= j) break; unsigned t = x[i]; x[i] = x[j]; x[j] = t; i++; j--; }
        sort(x, i); x += i; n -= i;
    }
}
int main(void) { unsigned s = 1; for (int i = 0; i < 6000; i++) { s = s * 1103515245u + 12345u; v[i] = s >> 8; } sort(v, 6000); return v[0] > v[1]; }
