/*
 * A plugin for QEMU's user emulation of RV64G: counts the instructions a program executes, by class. Declares what it needs of
 * QEMU's plugin interface, version 1 (docs/devel/tcg-plugins.rst), as Debian's package has no header for it.
 *
 *   clang -shared -fPIC -o classes.so classes.c
 *   qemu-riscv64 -plugin ./classes.so -d plugin PROGRAM
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef void (*on_translation)(plugin_id, struct qemu_plugin_tb *);
typedef void (*on_exit)(plugin_id, void *);

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, on_translation);
void qemu_plugin_register_atexit_cb(plugin_id, on_exit, void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, int, void *, uint64_t);
void qemu_plugin_outs(const char *);

enum { ALU, MULTIPLY, DIVIDE, LOAD, STORE, BRANCH, JUMP, FLOAT, FLOAT_DIVIDE, OTHER, CLASSES };

static const char *const names[CLASSES] = {
    "alu", "multiply", "divide", "load", "store", "branch", "jump", "float", "float-divide", "other"};
static uint64_t counts[CLASSES];

/* By major opcode, funct3 and funct7 (The RISC-V Instruction Set Manual, volume I, chapter "RV32/64G Instruction Set Listings"). */
static int class_of(uint32_t word) {
    uint32_t minor = word >> 12 & 7, major = word & 0x7F, top = word >> 25;
    switch (major) {
        case 0x03: case 0x07: return LOAD;
        case 0x23: case 0x27: return STORE;
        case 0x63: return BRANCH;
        case 0x67: case 0x6F: return JUMP;
        case 0x13: case 0x17: case 0x1B: case 0x37: return ALU;
        case 0x33: case 0x3B: return top != 1 ? ALU : minor < 4 ? MULTIPLY : DIVIDE;
        case 0x43: case 0x47: case 0x4B: case 0x4F: return FLOAT;
        case 0x53: return (top & 0x5E) == 0x0C ? FLOAT_DIVIDE : FLOAT;
        default: return OTHER;
    }
}

static void translated(plugin_id id, struct qemu_plugin_tb *block) {
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
        struct qemu_plugin_insn *one = qemu_plugin_tb_get_insn(block, i);
        const uint8_t *bytes = qemu_plugin_insn_data(one);
        uint32_t word = bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (uint32_t)bytes[3] << 24;
        qemu_plugin_register_vcpu_insn_exec_inline(one, 0 /* add */, &counts[class_of(word)], 1);
    }
}

static void ended(plugin_id id, void *unused) {
    (void)id, (void)unused;
    for (int i = 0; i < CLASSES; i++) {
        char line[64];
        snprintf(line, sizeof line, "%s %llu\n", names[i], (unsigned long long)counts[i]);
        qemu_plugin_outs(line);
    }
}

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

__attribute__((visibility("default"))) int qemu_plugin_install(
        plugin_id id, const void *info, int argc, char **argv) {
    (void)info, (void)argc, (void)argv;
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    qemu_plugin_register_atexit_cb(id, ended, 0);
    return 0;
}
