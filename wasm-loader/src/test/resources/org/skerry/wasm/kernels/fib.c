/* Naive Fibonacci: nothing but calls. */
#include "kernel.h"

static NOINLINE u32 fib(u32 n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

RECEIVE {
    sink = fib(25);
}
