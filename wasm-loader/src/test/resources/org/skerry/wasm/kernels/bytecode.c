/* An interpreter of a small stack machine: one jump by table for each of its instructions, operands in memory. */
#include "kernel.h"

enum { PUSH, LOAD, STORE, ADD, SUB, MUL, XOR, LESS, JUMP, BRANCH, DUP, DROP, HALT };

/* a = 0; b = 1; n = 20000; while (0 < n) { t = a + b; a = b; b = t ^ 5; n = n - 1 } */
static const u8 program[] = {
    PUSH, 0, STORE, 0, PUSH, 1, STORE, 1, PUSH, 200, PUSH, 100, MUL, 0, STORE, 2,
    PUSH, 0, LOAD, 2, LESS, 0, BRANCH, 26, HALT, 0,
    LOAD, 0, LOAD, 1, ADD, 0, STORE, 3, LOAD, 1, STORE, 0, LOAD, 3, PUSH, 5, XOR, 0, DUP, 0, DROP, 0, STORE, 1,
    LOAD, 2, PUSH, 1, SUB, 0, STORE, 2, JUMP, 16};

static i32 stack[64], variables[8];

static NOINLINE i32 run(const u8 *code) {
    u32 pc = 0, sp = 0;
    for (;;) {
        u8 opcode = code[pc], operand = code[pc + 1];
        pc += 2;
        switch (opcode) {
            case PUSH: stack[sp++] = operand; break;
            case LOAD: stack[sp++] = variables[operand]; break;
            case STORE: variables[operand] = stack[--sp]; break;
            case ADD: sp--; stack[sp - 1] += stack[sp]; break;
            case SUB: sp--; stack[sp - 1] -= stack[sp]; break;
            case MUL: sp--; stack[sp - 1] *= stack[sp]; break;
            case XOR: sp--; stack[sp - 1] ^= stack[sp]; break;
            case LESS: sp--; stack[sp - 1] = stack[sp - 1] < stack[sp]; break;
            case JUMP: pc = operand; break;
            case BRANCH: pc = stack[--sp] ? operand : pc; break;
            case DUP: stack[sp] = stack[sp - 1]; sp++; break;
            case DROP: sp--; break;
            default: return variables[1];
        }
    }
}

RECEIVE {
    sink = run(program);
}
