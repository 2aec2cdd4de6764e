/* Kernels for the meter: each exports receive() -> (), imports nothing, and leaves a result that the compiler cannot drop. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long long u64;

#define RECEIVE __attribute__((export_name("receive"))) void receive(void)
#define NOINLINE __attribute__((noinline))

static volatile u32 sink;

/* Numerical Recipes' linear congruence, as a source of input. */
static u32 next(u32 *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}
