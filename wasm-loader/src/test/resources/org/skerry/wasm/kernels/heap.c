/* Shortest paths in a graph with a binary heap: comparisons, swaps of records, adjacency lists. */
#include "kernel.h"

#define NODES 1500
#define EDGES 5
struct entry {
    u32 distance, node;
};
static struct entry heap[NODES * EDGES + 1];
static u32 size;
static u32 to[NODES][EDGES], length[NODES][EDGES], best[NODES];

static NOINLINE void push(u32 distance, u32 node) {
    u32 at = size++;
    while (at > 0 && heap[(at - 1) / 2].distance > distance) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at].distance = distance;
    heap[at].node = node;
}

static NOINLINE struct entry *pop(struct entry *top) {
    *top = heap[0];
    struct entry last = heap[--size];
    u32 at = 0;
    for (;;) {
        u32 child = 2 * at + 1;
        if (child >= size) {
            break;
        }
        if (child + 1 < size && heap[child + 1].distance < heap[child].distance) {
            child++;
        }
        if (heap[child].distance >= last.distance) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = last;
    return top;
}

RECEIVE {
    u32 state = 23, sum = 0;
    for (u32 i = 0; i < NODES; i++) {
        best[i] = ~0u;
        for (u32 e = 0; e < EDGES; e++) {
            to[i][e] = next(&state) % NODES;
            length[i][e] = next(&state) & 1023;
        }
    }
    size = 0;
    best[0] = 0;
    push(0, 0);
    while (size > 0) {
        struct entry top;
        u32 node = pop(&top)->node;
        if (top.distance != best[node]) {
            continue;
        }
        for (u32 e = 0; e < EDGES; e++) {
            u32 there = to[node][e], distance = top.distance + length[node][e];
            if (distance < best[there]) {
                best[there] = distance;
                push(distance, there);
            }
        }
    }
    for (u32 i = 0; i < NODES; i++) {
        sum += best[i];
    }
    sink = sum;
}
