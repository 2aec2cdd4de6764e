/* A pointer chase through 64 MiB in a random order, one line of 64 bytes a step; the first turn makes the order. */
typedef unsigned int u32;

#define NODES (1u << 20)
#define STEPS 100000

static struct {
    u32 next;
    u32 padding[15];
} node[NODES];
static u32 at;
static u32 made;

__attribute__((export_name("receive"))) void receive(void) {
    if (!made) {
        u32 state = 1;
        made = 1;
        for (u32 i = 0; i < NODES; i++) {
            node[i].next = i;
        }
        for (u32 i = NODES - 1; i > 0; i--) { /* Sattolo: one cycle through all of them */
            state = state * 1664525u + 1013904223u;
            u32 other = (u32)((unsigned long long)state * i >> 32);
            u32 kept = node[i].next;
            node[i].next = node[other].next;
            node[other].next = kept;
        }
    }
    u32 here = at;
    for (u32 i = 0; i < STEPS; i++) {
        here = node[here].next;
    }
    at = here;
}
