package org.skerry.wasm.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.wasm.load.Opcode;

/**
 * A small assembler for modules in tests. Types are written {@code "ii>i"}: i, l, f, d for i32, i64, f32, f64; c for funcref. Code is
 * words separated by blanks: names of instructions and their immediates; a block type is {@code _}, one letter, or {@code tN}.
 *
 * <pre>
 *   new ModuleBuilder().memory(1, 1).function("receive", "&gt;", "", "i32.const 0 i32.const 7 i32.store 0").build()
 * </pre>
 */
public final class ModuleBuilder {
    private static final Map<String, Opcode> OPCODES = new HashMap<>();

    static {
        // select with a type list has the same name; the plain one is meant.
        Opcode.all().forEach(opcode -> OPCODES.putIfAbsent(opcode.name(), opcode));
    }

    private final List<String> types = new ArrayList<>();
    private final List<byte[]> imports = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> tables = new ArrayList<>();
    private final List<byte[]> memories = new ArrayList<>();
    private final List<byte[]> globals = new ArrayList<>();
    private final List<byte[]> exports = new ArrayList<>();
    private final List<byte[]> elements = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();
    private final List<byte[]> customs = new ArrayList<>();
    private boolean dataCount;
    private int start = -1;

    /** Imports a function of {@code skerry_v1}; before any defined function. */
    public ModuleBuilder skerry(String name, String type) {
        return importFunction("skerry_v1", name, type);
    }

    /** Imports a function; before any defined function. */
    public ModuleBuilder importFunction(String module, String name, String type) {
        imports.add(bytes(out -> {
            name(out, module);
            name(out, name);
            out.write(0);
            u32(out, type(type));
        }));
        return this;
    }

    /** A memory, exported as {@code memory}; max below 0 means none. */
    public ModuleBuilder memory(int min, int max) {
        memories.add(limits(min, max));
        return export("memory", 2, 0);
    }

    /** A table of function references; max below 0 means none. */
    public ModuleBuilder table(int min, int max) {
        tables.add(bytes(out -> {
            out.write(0x70);
            out.writeBytes(limits(min, max));
        }));
        return this;
    }

    /** A mutable global with an initial value. */
    public ModuleBuilder global(char type, long value) {
        globals.add(bytes(out -> {
            out.write(code(type));
            out.write(1);
            switch (type) {
                case 'i' -> assemble(out, "i32.const " + value);
                case 'l' -> assemble(out, "i64.const " + value);
                case 'c' -> assemble(out, "ref.null 112");
                default -> assemble(out, (type == 'f' ? "f32" : "f64") + ".const 0");
            }
            out.write(0x0B);
        }));
        return this;
    }

    /** An export. */
    public ModuleBuilder export(String name, int kind, int index) {
        exports.add(bytes(out -> {
            name(out, name);
            out.write(kind);
            u32(out, index);
        }));
        return this;
    }

    /** Names the start function by index. */
    public ModuleBuilder start(int index) {
        start = index;
        return this;
    }

    /** An active element segment for table 0. */
    public ModuleBuilder elements(int offset, int... functionIndices) {
        elements.add(bytes(out -> {
            out.write(0);
            assemble(out, "i32.const " + offset + " end");
            u32(out, functionIndices.length);
            for (int index : functionIndices) {
                u32(out, index);
            }
        }));
        return this;
    }

    /** A passive element segment of functions. */
    public ModuleBuilder passiveElements(int... functionIndices) {
        elements.add(bytes(out -> {
            out.write(1);
            out.write(0);
            u32(out, functionIndices.length);
            for (int index : functionIndices) {
                u32(out, index);
            }
        }));
        return this;
    }

    /** A passive element segment of expressions that refer to functions. */
    public ModuleBuilder passiveReferences(int... functionIndices) {
        elements.add(bytes(out -> {
            out.write(5);
            out.write(0x70);
            u32(out, functionIndices.length);
            for (int index : functionIndices) {
                out.write(0xD2);
                u32(out, index);
                out.write(0x0B);
            }
        }));
        return this;
    }

    /** An active data segment. */
    public ModuleBuilder data(int offset, byte[] content) {
        data.add(bytes(out -> {
            out.write(0);
            assemble(out, "i32.const " + offset + " end");
            u32(out, content.length);
            out.writeBytes(content);
        }));
        return this;
    }

    /** A passive data segment; adds the data count section. */
    public ModuleBuilder passiveData(byte[] content) {
        dataCount = true;
        data.add(bytes(out -> {
            out.write(1);
            u32(out, content.length);
            out.writeBytes(content);
        }));
        return this;
    }

    /** A custom section. */
    public ModuleBuilder custom(String name, byte[] content) {
        customs.add(bytes(out -> {
            name(out, name);
            out.writeBytes(content);
        }));
        return this;
    }

    /** Index of a type, added where it is new. */
    public int type(String type) {
        int index = types.indexOf(type);
        if (index < 0) {
            types.add(type);
            index = types.size() - 1;
        }
        return index;
    }

    /** A function, exported where {@code name} is not null. The last {@code end} is added. Returns this. */
    public ModuleBuilder function(String name, String type, String locals, String code) {
        if (name != null) {
            export(name, 0, nextFunction());
        }
        functions.add(type(type));
        bodies.add(bytes(out -> {
            u32(out, locals.length());
            for (char local : locals.toCharArray()) {
                u32(out, 1);
                out.write(code(local));
            }
            assemble(out, code);
            out.write(0x0B);
        }));
        return this;
    }

    /** Index the next defined function will have. */
    public int nextFunction() {
        return imports.size() + functions.size();
    }

    /** The binary module. */
    public byte[] build() {
        return bytes(out -> {
            out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
            section(out, 1, types.stream().map(this::encodeType).toList());
            section(out, 2, imports);
            section(out, 3, functions.stream().map(ModuleBuilder::number).toList());
            section(out, 4, tables);
            section(out, 5, memories);
            section(out, 6, globals);
            section(out, 7, exports);
            if (start >= 0) {
                byte[] index = number(start);
                out.write(8);
                u32(out, index.length);
                out.writeBytes(index);
            }
            section(out, 9, elements);
            if (dataCount) {
                out.write(12);
                byte[] count = number(data.size());
                u32(out, count.length);
                out.writeBytes(count);
            }
            section(out, 10, bodies.stream().map(ModuleBuilder::sized).toList());
            section(out, 11, data);
            for (byte[] custom : customs) {
                out.write(0);
                out.writeBytes(sized(custom));
            }
        });
    }

    private byte[] encodeType(String type) {
        return bytes(out -> {
            int arrow = type.indexOf('>');
            out.write(0x60);
            for (String part : List.of(type.substring(0, arrow), type.substring(arrow + 1))) {
                u32(out, part.length());
                part.chars().forEach(letter -> out.write(code((char) letter)));
            }
        });
    }

    /** The bytes of some code, without an {@code end} of its own. */
    public static byte[] code(String text) {
        return bytes(out -> assemble(out, text));
    }

    private static void assemble(ByteArrayOutputStream out, String text) {
        String[] words = text.trim().split("\\s+");
        for (int i = 0; i < words.length; ) {
            if (words[i].isEmpty()) {
                return;
            }
            Opcode opcode = OPCODES.get(words[i++]);
            if (opcode == null) {
                throw new IllegalArgumentException("unknown instruction " + words[i - 1] + " in: " + text);
            }
            if (opcode.code() > 0xFF) {
                out.write(Opcode.PREFIX_FC);
                u32(out, opcode.code() & 0xFF);
            } else {
                out.write(opcode.code());
            }
            i += immediates(out, opcode, words, i);
        }
    }

    private static int immediates(ByteArrayOutputStream out, Opcode opcode, String[] words, int i) {
        switch (opcode.immediate()) {
            case NONE, TYPES -> {
                return 0;
            }
            case BLOCK_TYPE -> {
                String type = words[i];
                if (type.equals("_")) {
                    out.write(0x40);
                } else if (type.startsWith("t")) {
                    s64(out, Long.parseLong(type.substring(1)));
                } else {
                    out.write(code(type.charAt(0)));
                }
                return 1;
            }
            case LABEL, INDEX, REFERENCE_TYPE -> {
                u32(out, Long.parseLong(words[i]));
                return 1;
            }
            case LABELS -> {
                int count = Integer.parseInt(words[i]);
                u32(out, count);
                for (int k = 0; k <= count; k++) {
                    u32(out, Long.parseLong(words[i + 1 + k]));
                }
                return count + 2;
            }
            case INDEX_PAIR -> {
                u32(out, Long.parseLong(words[i]));
                u32(out, Long.parseLong(words[i + 1]));
                return 2;
            }
            case INDEX_ZERO -> {
                u32(out, Long.parseLong(words[i]));
                out.write(0);
                return 1;
            }
            case ZERO -> {
                out.write(0);
                return 0;
            }
            case ZERO_ZERO -> {
                out.write(0);
                out.write(0);
                return 0;
            }
            case MEMORY -> {
                u32(out, 0);
                u32(out, Long.parseLong(words[i]));
                return 1;
            }
            case I32, I64 -> {
                s64(out, Long.parseLong(words[i]));
                return 1;
            }
            case F32 -> {
                out.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(Float.parseFloat(words[i]))
                        .array());
                return 1;
            }
            case F64 -> {
                out.writeBytes(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putDouble(Double.parseDouble(words[i]))
                        .array());
                return 1;
            }
        }
        throw new AssertionError(opcode);
    }

    private static int code(char letter) {
        return switch (letter) {
            case 'i' -> 0x7F;
            case 'l' -> 0x7E;
            case 'f' -> 0x7D;
            case 'd' -> 0x7C;
            case 'c' -> 0x70;
            default -> throw new IllegalArgumentException("type " + letter);
        };
    }

    private static byte[] limits(int min, int max) {
        return bytes(out -> {
            out.write(max < 0 ? 0 : 1);
            u32(out, min);
            if (max >= 0) {
                u32(out, max);
            }
        });
    }

    private static void section(ByteArrayOutputStream out, int code, List<byte[]> items) {
        if (items.isEmpty()) {
            return;
        }
        byte[] content = bytes(inner -> {
            u32(inner, items.size());
            items.forEach(inner::writeBytes);
        });
        out.write(code);
        u32(out, content.length);
        out.writeBytes(content);
    }

    private static byte[] sized(byte[] content) {
        return bytes(out -> {
            u32(out, content.length);
            out.writeBytes(content);
        });
    }

    private static byte[] number(long value) {
        return bytes(out -> u32(out, value));
    }

    private static void name(ByteArrayOutputStream out, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        u32(out, utf8.length);
        out.writeBytes(utf8);
    }

    private static void u32(ByteArrayOutputStream out, long value) {
        long left = value;
        while (left > 0x7F) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static void s64(ByteArrayOutputStream out, long value) {
        long left = value;
        while (left < -64 || left > 63) {
            out.write((int) (left & 0x7F | 0x80));
            left >>= 7;
        }
        out.write((int) (left & 0x7F));
    }

    private interface Part {
        void write(ByteArrayOutputStream out);
    }

    private static byte[] bytes(Part part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        part.write(out);
        return out.toByteArray();
    }
}
