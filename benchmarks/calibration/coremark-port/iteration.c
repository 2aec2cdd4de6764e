/* One iteration of CoreMark for each call, with the seeds and size of its performance run. */
#include "coremark.h"

static ee_u8 memory[2000];
static core_results results;
volatile unsigned sink;
volatile ee_s32 seed1_volatile, seed2_volatile, seed3_volatile = 0x66, seed4_volatile = 1, seed5_volatile;

void *iterate(void *);

#ifdef __wasm__
__attribute__((export_name("receive")))
#endif
void receive(void) {
    if (results.memblock[0] == 0) {
        results.seed3 = 0x66;
        results.execs = ALL_ALGORITHMS_MASK;
        results.iterations = 1;
        results.size = sizeof memory / 3;
        results.memblock[0] = memory;
        for (int i = 0; i < 3; i++) {
            results.memblock[i + 1] = memory + results.size * i;
        }
        results.list = core_list_init(results.size, results.memblock[1], results.seed1);
        core_init_matrix(results.size, results.memblock[2], 0, &results.mat);
        core_init_state(results.size, results.seed1, results.memblock[3]);
    }
    iterate(&results);
    sink = results.crclist | (unsigned)results.crcmatrix << 16;
}
