/* Points of the Mandelbrot set: floating point in registers, loops whose length only the data tells, no memory. */
#include "kernel.h"

RECEIVE {
    u32 inside = 0;
    for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 96; x++) {
            double cr = x / 32.0 - 2.2, ci = y / 28.0 - 1.14, r = 0, i = 0;
            int n = 0;
            while (n < 100 && r * r + i * i < 4.0) {
                double t = r * r - i * i + cr;
                i = 2 * r * i + ci;
                r = t;
                n++;
            }
            inside += n == 100;
        }
    }
    sink = inside;
}
