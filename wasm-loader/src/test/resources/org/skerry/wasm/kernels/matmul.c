/* Product of two matrices of doubles: chains of float arithmetic. */
#include "kernel.h"

#define N 100
static double a[N][N], b[N][N], c[N][N];

RECEIVE {
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            a[i][j] = i + j;
            b[i][j] = i - j;
        }
    }
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) {
                sum += a[i][k] * b[k][j];
            }
            c[i][j] = sum;
        }
    }
    sink = (u32)(i32)c[3][4];
}
