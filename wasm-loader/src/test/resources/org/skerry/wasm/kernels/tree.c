/* A binary search tree: insertions without balance, look-ups, a walk in order by recursion. */
#include "kernel.h"

#define NODES 3000
struct node {
    struct node *left, *right;
    u32 key, count;
};
static struct node nodes[NODES];
static u32 used;

static NOINLINE struct node *insert(struct node *root, u32 key) {
    struct node **at = &root;
    while (*at) {
        if ((*at)->key == key) {
            (*at)->count++;
            return root;
        }
        at = key < (*at)->key ? &(*at)->left : &(*at)->right;
    }
    struct node *fresh = &nodes[used++];
    fresh->left = fresh->right = 0;
    fresh->key = key;
    fresh->count = 1;
    *at = fresh;
    return root;
}

static NOINLINE u32 walk(const struct node *at, u32 sum) {
    if (!at) {
        return sum;
    }
    sum = walk(at->left, sum);
    return walk(at->right, sum * 31 + at->key + at->count);
}

RECEIVE {
    u32 state = 71;
    struct node *root = 0;
    used = 0;
    for (u32 i = 0; i < NODES; i++) {
        root = insert(root, next(&state) & 0x3FFF);
    }
    sink = walk(root, 0);
}
