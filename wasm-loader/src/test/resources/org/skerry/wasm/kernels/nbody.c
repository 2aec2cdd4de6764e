/* Planets under gravity: divisions and square roots of doubles. */
#include "kernel.h"

#define BODIES 5
static double position[BODIES][3], velocity[BODIES][3], mass[BODIES];

static NOINLINE void advance(double dt) {
    for (int i = 0; i < BODIES; i++) {
        for (int j = i + 1; j < BODIES; j++) {
            double d[3], square = 0.01;
            for (int k = 0; k < 3; k++) {
                d[k] = position[i][k] - position[j][k];
                square += d[k] * d[k];
            }
            double force = dt / (square * __builtin_sqrt(square));
            for (int k = 0; k < 3; k++) {
                velocity[i][k] -= d[k] * mass[j] * force;
                velocity[j][k] += d[k] * mass[i] * force;
            }
        }
    }
    for (int i = 0; i < BODIES; i++) {
        for (int k = 0; k < 3; k++) {
            position[i][k] += dt * velocity[i][k];
        }
    }
}

RECEIVE {
    u32 state = 41;
    for (int i = 0; i < BODIES; i++) {
        mass[i] = (double)(i + 1);
        for (int k = 0; k < 3; k++) {
            position[i][k] = (double)(i32)(next(&state) & 1023) / 64;
            velocity[i][k] = (double)(i32)(next(&state) & 1023) / 4096;
        }
    }
    for (int step = 0; step < 1500; step++) {
        advance(0.001);
    }
    sink = (u32)(i32)(position[0][0] * 1000);
}
