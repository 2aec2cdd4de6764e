package org.skerry.wasm.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small valid modules from a seed. They use most instructions, call directly and through a table, branch in every way, and end:
 * loops count down and calls only go to functions with a higher index. Bits of a NaN are made canonical wherever they could be
 * seen, so that an engine with other NaNs takes the same path.
 */
public final class RandomModule {
    private static final int FUNCTIONS = 5;
    private static final int PAGES = 1;
    private static final String LOCALS = "iillffddii";
    /** The last two locals count loops. */
    private static final int COUNTERS = 2;

    private static final String[] I32_BINARY = {
        "add", "sub", "mul", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl", "rotr", "eq", "ne", "lt_s", "lt_u",
        "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"
    };
    private static final String[] I64_BINARY = {
        "add", "sub", "mul", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl", "rotr"
    };
    private static final String[] COMPARE = {"eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"
    };
    private static final String[] DIVIDE = {"div_s", "div_u", "rem_s", "rem_u"};
    private static final String[] FLOAT_BINARY = {"add", "sub", "mul", "div", "min", "max", "copysign"};
    private static final String[] FLOAT_UNARY = {"ceil", "floor", "trunc", "nearest", "sqrt", "abs", "neg"};
    private static final String[] FLOAT_COMPARE = {"eq", "ne", "lt", "gt", "le", "ge"};

    private final Random random;
    private final List<String> types = new ArrayList<>();
    private final boolean canonical;
    private final ModuleBuilder module = new ModuleBuilder();
    private StringBuilder code;
    private String params;
    private int self;
    private int openLoops;
    private int size;

    private RandomModule(long seed, boolean canonical) {
        this.random = new Random(seed);
        this.canonical = canonical;
    }

    /** The module of a seed. */
    public static byte[] of(long seed) {
        return new RandomModule(seed, true).build();
    }

    /** The same, but bits of NaNs are seen as they are. */
    public static byte[] withRawNans(long seed) {
        return new RandomModule(seed, false).build();
    }

    private byte[] build() {
        module.memory(PAGES, PAGES + 1).table(8, 16);
        module.global('i', 7)
                .global('l', -3)
                .global('f', 0)
                .global('d', 0)
                .global('i', 99)
                .global('l', 1);
        types.add(">");
        for (int i = 1; i < FUNCTIONS; i++) {
            types.add(randomTypes(random.nextInt(4)) + ">" + randomTypes(random.nextInt(2)));
        }
        byte[] noise = new byte[256];
        random.nextBytes(noise);
        module.data(0, noise).passiveData(noise);
        module.elements(1, 1, 2, 3, 4).passiveElements(4, 3, 2);
        for (int i = 0; i < FUNCTIONS; i++) {
            module.function(i == 0 ? "receive" : null, types.get(i), LOCALS, body(i));
        }
        return module.build();
    }

    private String randomTypes(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("ilfd".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    private String body(int index) {
        self = index;
        code = new StringBuilder();
        params = types.get(index).substring(0, types.get(index).indexOf('>'));
        openLoops = 0;
        size = 0;
        int statements = 2 + random.nextInt(6);
        add("block _");
        for (int i = 0; i < statements; i++) {
            statement(3, 1);
        }
        add("end");
        if (index == 0) {
            for (int i = 0; i < LOCALS.length(); i++) {
                add("i32.const " + (512 + 8 * i));
                add("local.get " + local(i));
                store(LOCALS.charAt(i), 0);
            }
        }
        String results = types.get(index).substring(types.get(index).indexOf('>') + 1);
        if (!results.isEmpty()) {
            value(results.charAt(0), 3);
        }
        return code.toString();
    }

    private void add(String text) {
        code.append(text).append(' ');
        size++;
    }

    private int local(int declared) {
        return params.length() + declared;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A statement; {@code labels} blocks with no results can be branched to. */
    private void statement(int depth, int labels) {
        if (size > 400) {
            return;
        }
        switch (random.nextInt(depth > 0 ? 18 : 7)) {
            case 0, 1, 2 -> {
                char type = "ilfd".charAt(random.nextInt(4));
                value(type, depth);
                add("local.set " + localOf(type));
            }
            case 3 -> {
                add("i32.const " + 16 * random.nextInt(64));
                char type = "ilfd".charAt(random.nextInt(4));
                value(type, depth);
                store(type, random.nextInt(8));
            }
            case 4 -> {
                int global = random.nextInt(6);
                value("ilfdil".charAt(global), depth);
                add("global.set " + global);
            }
            case 5 -> add("nop");
            case 6 -> {
                value('i', depth);
                add("drop");
            }
            case 7 -> {
                add("block _");
                statements(depth - 1, labels + 1);
                if (random.nextBoolean()) {
                    add("br " + random.nextInt(labels + 1));
                    statements(1, labels + 1);
                }
                add("end");
            }
            case 8 -> {
                value('i', depth - 1);
                add("if _");
                statements(depth - 1, labels + 1);
                if (random.nextBoolean()) {
                    add("else");
                    statements(depth - 1, labels + 1);
                }
                add("end");
            }
            case 9, 10 -> loop(depth);
            case 11 -> {
                add("block _");
                add("block _");
                value('i', depth - 1);
                add("br_table 2 0 1 " + random.nextInt(labels + 2));
                add("end");
                statements(depth - 1, labels + 1);
                add("end");
            }
            case 12 -> {
                value('i', depth - 1);
                add("br_if " + random.nextInt(labels));
            }
            case 13 -> range();
            case 14 -> {
                value('i', depth - 1);
                add("if _");
                String results = types.get(self).substring(types.get(self).indexOf('>') + 1);
                if (!results.isEmpty()) {
                    value(results.charAt(0), 1);
                }
                add("return end");
            }
            case 15 -> call(depth);
            case 16 ->
                add(pick(
                        "i32.const " + random.nextInt(2) + " memory.grow drop",
                        "ref.null 112 i32.const 1 table.grow 0 drop",
                        "i32.const 1 i32.const 1 table.get 0 table.set 0",
                        random.nextInt(20) == 0 ? "data.drop 1" : "nop",
                        random.nextInt(20) == 0 ? "elem.drop 1" : "nop"));
            default -> {
                if (random.nextInt(30) == 0) {
                    value('i', 1);
                    add("if _ unreachable end");
                } else {
                    call(depth);
                }
            }
        }
    }

    private void statements(int depth, int labels) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            statement(depth, labels);
        }
    }

    private void loop(int depth) {
        if (openLoops == COUNTERS) {
            return;
        }
        int counter = local(LOCALS.length() - 1 - openLoops);
        openLoops++;
        add("i32.const " + (1 + random.nextInt(6)));
        add("local.set " + counter);
        add("loop _");
        // Nothing inside may branch to the loop itself, as that would not count down: the body is a block of its own.
        add("block _");
        statements(depth - 1, 1);
        add("end");
        add("local.get " + counter + " i32.const 1 i32.sub local.tee " + counter + " br_if 0");
        add("end");
        openLoops--;
    }

    private void range() {
        switch (random.nextInt(7)) {
            case 0 ->
                add("i32.const " + random.nextInt(1024) + " i32.const " + random.nextInt(1024) + " i32.const "
                        + random.nextInt(100) + " memory.copy");
            case 1 ->
                add("i32.const " + random.nextInt(1024) + " i32.const " + random.nextInt(256) + " i32.const "
                        + random.nextInt(100) + " memory.fill");
            case 2 ->
                add("i32.const " + random.nextInt(1024) + " i32.const " + random.nextInt(100) + " i32.const "
                        + random.nextInt(100) + " memory.init 1");
            case 3 -> add("i32.const " + (1 + random.nextInt(3)) + " i32.const 0 i32.const 2 table.init 1 0");
            case 4 -> add("i32.const 2 i32.const 1 i32.const " + random.nextInt(3) + " table.copy 0 0");
            case 5 -> add("ref.null 112 i32.const 1 table.grow 0 drop");
            default -> add("i32.const 6 ref.null 112 i32.const 2 table.fill 0");
        }
    }

    private void call(int depth) {
        if (self == FUNCTIONS - 1) {
            return;
        }
        int callee = self + 1 + random.nextInt(FUNCTIONS - 1 - self);
        String type = types.get(callee);
        int arrow = type.indexOf('>');
        for (char param : type.substring(0, arrow).toCharArray()) {
            value(param, Math.min(1, depth));
        }
        if (random.nextBoolean() || self > 1) {
            add("call " + callee);
        } else {
            // The slot may hold another function or none by now: then both engines trap.
            add("i32.const " + callee);
            add("call_indirect " + module.type(type) + " 0");
        }
        if (arrow < type.length() - 1) {
            add("local.set " + localOf(type.charAt(arrow + 1)));
        }
    }

    private int localOf(char type) {
        return local(2 * "ilfd".indexOf(type) + random.nextInt(2));
    }

    private void store(char type, int offset) {
        switch (type) {
            case 'i' -> add(pick("i32.store ", "i32.store8 ", "i32.store16 ") + offset);
            case 'l' -> add(pick("i64.store ", "i64.store8 ", "i64.store16 ", "i64.store32 ") + offset);
            case 'f' -> {
                canonical('f');
                add("f32.store " + offset);
            }
            default -> {
                canonical('d');
                add("f64.store " + offset);
            }
        }
    }

    /** Replaces a NaN on the stack by the canonical one. */
    private void canonical(char type) {
        if (!canonical) {
            return;
        }
        String t = type == 'f' ? "f32" : "f64";
        int local = local(2 * "ilfd".indexOf(type));
        add("local.tee " + local + " " + t + ".const NaN local.get " + local + " local.get " + local + " " + t
                + ".eq select");
    }

    /** Leaves a value of the type. */
    private void value(char type, int depth) {
        boolean leaf = depth <= 0 || random.nextInt(4) == 0 || size > 400;
        switch (type) {
            case 'i' -> i32(depth, leaf);
            case 'l' -> i64(depth, leaf);
            case 'f' -> floating("f32", 'f', 'd', depth, leaf);
            default -> floating("f64", 'd', 'f', depth, leaf);
        }
    }

    private void i32(int depth, boolean leaf) {
        if (leaf) {
            add(pick(
                    "i32.const " + random.nextInt(),
                    "i32.const " + random.nextInt(8),
                    "local.get " + localOf('i'),
                    "global.get 0",
                    "global.get 4",
                    "memory.size",
                    "table.size 0"));
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> binary('i', "i32." + pick(I32_BINARY), depth);
            case 3 -> {
                value('i', depth - 1);
                value('i', depth - 1);
                add("i32.const 1 i32.or i32." + pick("div_u", "rem_u", "rem_s"));
            }
            case 4 -> binary('l', "i64." + pick(COMPARE), depth);
            case 5 -> binary('f', "f32." + pick(FLOAT_COMPARE), depth);
            case 6 -> binary('d', "f64." + pick(FLOAT_COMPARE), depth);
            case 7 -> {
                value('i', depth - 1);
                add(pick("i32.clz", "i32.ctz", "i32.popcnt", "i32.eqz", "i32.extend8_s", "i32.extend16_s"));
            }
            case 8 -> {
                value('i', depth - 1);
                add("i32.const 1016 i32.and "
                        + pick("i32.load ", "i32.load8_s ", "i32.load8_u ", "i32.load16_s ", "i32.load16_u ")
                        + random.nextInt(8));
            }
            case 9 -> {
                value('f', depth - 1);
                if (random.nextBoolean()) {
                    canonical('f');
                    add("i32.reinterpret_f32");
                } else {
                    add(pick("i32.trunc_sat_f32_s", "i32.trunc_sat_f32_u"));
                }
            }
            case 10 -> {
                value('l', depth - 1);
                add(pick("i32.wrap_i64", "i64.eqz"));
            }
            default -> choice('i', depth);
        }
    }

    private void i64(int depth, boolean leaf) {
        if (leaf) {
            add(pick(
                    "i64.const " + random.nextLong(),
                    "i64.const " + random.nextInt(8),
                    "local.get " + localOf('l'),
                    "global.get 1",
                    "global.get 5"));
            return;
        }
        switch (random.nextInt(7)) {
            case 0, 1 -> binary('l', "i64." + pick(I64_BINARY), depth);
            case 2 -> {
                value('l', depth - 1);
                value('l', depth - 1);
                add("i64.const 1 i64.or i64." + pick(DIVIDE[1], DIVIDE[2], DIVIDE[3]));
            }
            case 3 -> {
                value('i', depth - 1);
                add(pick("i64.extend_i32_s", "i64.extend_i32_u"));
            }
            case 4 -> {
                value('i', depth - 1);
                add("i32.const 1016 i32.and "
                        + pick("i64.load ", "i64.load8_s ", "i64.load16_u ", "i64.load32_s ", "i64.load32_u ")
                        + random.nextInt(8));
            }
            case 5 -> {
                value('d', depth - 1);
                if (random.nextBoolean()) {
                    canonical('d');
                    add("i64.reinterpret_f64");
                } else {
                    add(pick("i64.trunc_sat_f64_s", "i64.trunc_sat_f64_u"));
                }
            }
            default -> choice('l', depth);
        }
    }

    private void floating(String t, char type, char other, int depth, boolean leaf) {
        if (leaf) {
            add(pick(
                    t + ".const " + random.nextGaussian(),
                    t + ".const " + pick("0", "-0", "1", "1e30", "NaN", "Infinity", "-Infinity"),
                    "local.get " + localOf(type),
                    "global.get " + (type == 'f' ? 2 : 3)));
            return;
        }
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> binary(type, t + "." + pick(FLOAT_BINARY), depth);
            case 3 -> {
                value(type, depth - 1);
                add(t + "." + pick(FLOAT_UNARY));
            }
            case 4 -> {
                value('i', depth - 1);
                add(t + ".convert_i32_" + pick("s", "u"));
            }
            case 5 -> {
                value(other, depth - 1);
                add(type == 'f' ? "f32.demote_f64" : "f64.promote_f32");
            }
            case 6 -> {
                value('i', depth - 1);
                add("i32.const 1016 i32.and " + t + ".load " + random.nextInt(8));
                canonical(type);
            }
            default -> choice(type, depth);
        }
    }

    private void binary(char operands, String name, int depth) {
        value(operands, depth - 1);
        value(operands, depth - 1);
        add(name);
    }

    private void choice(char type, int depth) {
        switch (random.nextInt(3)) {
            case 0 -> {
                value(type, depth - 1);
                value(type, depth - 1);
                value('i', depth - 1);
                add("select");
            }
            case 1 -> {
                value('i', depth - 1);
                add("if " + type);
                value(type, depth - 1);
                add("else");
                value(type, depth - 1);
                add("end");
            }
            default -> {
                add("block " + type);
                value(type, depth - 1);
                value('i', depth - 1);
                add("br_if 0 end");
            }
        }
    }
}
