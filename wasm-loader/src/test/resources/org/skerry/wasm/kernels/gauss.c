/* Linear equations by elimination with pivots: rows of doubles, one division for each row. */
#include "kernel.h"

#define N 40
static double a[N][N + 1];

RECEIVE {
    u32 state = 67;
    for (int i = 0; i < N; i++) {
        for (int j = 0; j <= N; j++) {
            a[i][j] = (double)(i32)(next(&state) & 4095) - 2048;
        }
    }
    for (int k = 0; k < N; k++) {
        int pivot = k;
        for (int i = k + 1; i < N; i++) {
            if (__builtin_fabs(a[i][k]) > __builtin_fabs(a[pivot][k])) {
                pivot = i;
            }
        }
        for (int j = k; j <= N; j++) {
            double t = a[k][j];
            a[k][j] = a[pivot][j];
            a[pivot][j] = t;
        }
        for (int i = k + 1; i < N; i++) {
            double factor = a[i][k] / a[k][k];
            for (int j = k; j <= N; j++) {
                a[i][j] -= factor * a[k][j];
            }
        }
    }
    for (int k = N; k-- > 0;) {
        for (int j = k + 1; j < N; j++) {
            a[k][N] -= a[k][j] * a[j][N];
        }
        a[k][N] /= a[k][k];
    }
    sink = (u32)(i32)(a[3][N] * 1000);
}
