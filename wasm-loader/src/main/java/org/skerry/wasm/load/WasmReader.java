package org.skerry.wasm.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.GuestException;

/**
 * Reads a binary module (core specification, section 5) within the limits of a {@link Policy}. Whatever the bytes are, the answer
 * is a {@link ModuleImage} or a {@link GuestException}; memory and time taken are linear in the size of the file.
 *
 * <p>It checks structure, not types: typing is the job of the parser that compiles the module.
 */
public final class WasmReader {
    private static final String AGAIN = WasmInput.AGAIN;
    private static final String[] SECTIONS = {
        "custom section",
        "type section",
        "import section",
        "function section",
        "table section",
        "memory section",
        "global section",
        "export section",
        "start section",
        "element section",
        "code section",
        "data section",
        "data count section"
    };
    /** Order in which sections must come; the data count section stands before the code section. */
    private static final int[] RANK = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10};

    private final String name;
    private final byte[] bytes;
    private final Policy policy;

    private final List<ModuleImage.Section> sections = new ArrayList<>();
    private final List<FuncType> types = new ArrayList<>();
    private final List<ModuleImage.Import> imports = new ArrayList<>();
    private final List<ModuleImage.Supplied> supplied = new ArrayList<>();
    private final List<Integer> declared = new ArrayList<>();
    private final List<ModuleImage.Function> functions = new ArrayList<>();
    private final List<ModuleImage.Table> tables = new ArrayList<>();
    private final List<ModuleImage.MemoryType> memories = new ArrayList<>();
    private final List<ModuleImage.Global> globals = new ArrayList<>();
    private final List<ModuleImage.Export> exports = new ArrayList<>();
    private int startFunction = -1;
    private final List<ModuleImage.Elements> elements = new ArrayList<>();
    private final List<ModuleImage.Data> data = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();

    private WasmReader(String name, byte[] bytes, Policy policy) {
        this.name = name;
        this.bytes = bytes;
        this.policy = policy;
    }

    /** Reads {@code bytes}; {@code name} is how messages call the file. */
    public static ModuleImage read(String name, byte[] bytes, Policy policy) {
        return new WasmReader(name, bytes, policy).module();
    }

    private ModuleImage module() {
        WasmInput in = new WasmInput(name, bytes);
        in.limit(bytes.length, policy.moduleBytes(), "moduleBytes");
        header(in);
        int rank = 0;
        while (in.left() > 0) {
            int at = in.position();
            in.enter("section header");
            int code = in.u8();
            if (code >= SECTIONS.length) {
                throw in.refuseAt(at, "section " + code + " is " + unknownSection(code), AGAIN);
            }
            if (code != 0) {
                if (RANK[code] <= rank) {
                    throw in.refuseAt(at, "the " + SECTIONS[code] + " stands twice or out of order", AGAIN);
                }
                rank = RANK[code];
            }
            in.enter(SECTIONS[code]);
            section(code, in.slice(in.u32(), SECTIONS[code]));
        }
        in.enter("end of file");
        if (functions.size() != declared.size()) {
            throw in.refuse(declared.size() + " functions are declared but " + functions.size() + " have code", AGAIN);
        }
        fillNames();
        return new ModuleImage(
                name,
                bytes,
                List.copyOf(sections),
                List.copyOf(types),
                List.copyOf(imports),
                List.copyOf(supplied),
                List.copyOf(functions),
                List.copyOf(tables),
                List.copyOf(memories),
                List.copyOf(globals),
                List.copyOf(exports),
                startFunction,
                List.copyOf(elements),
                List.copyOf(data),
                new FunctionNames(names));
    }

    private static void header(WasmInput in) {
        int[] magic = {0x00, 'a', 's', 'm'};
        for (int expected : magic) {
            if (in.left() == 0 || in.peek() != expected) {
                throw in.refuse(
                        "it does not begin with \"\\0asm\"",
                        "Give a binary WebAssembly module, not text or another file.");
            }
            in.skip(1);
        }
        int version = in.u8() | in.u8() << 8;
        int layer = in.u8() | in.u8() << 8;
        if (layer == 1) {
            throw in.refuse(
                    "it is a component, not a module",
                    "Give the core module (for instance from wasm-tools component unbundle).");
        }
        if (version != 1 || layer != 0) {
            throw in.refuse("version " + version + " is not 1", "Build for WebAssembly 1.0.");
        }
    }

    private static String unknownSection(int code) {
        return code == 13 ? "the tag section of the exception handling proposal" : "not known to this loader";
    }

    private void section(int code, WasmInput in) {
        int start = in.position();
        String customName = "";
        switch (code) {
            case 0 -> customName = custom(in);
            case 1 -> readTypes(in);
            case 2 -> readImports(in);
            case 3 -> readFunctions(in);
            case 4 -> readTables(in);
            case 5 -> readMemories(in);
            case 6 -> readGlobals(in);
            case 7 -> readExports(in);
            case 8 -> readStart(in);
            case 9 -> readElements(in);
            case 10 -> readCode(in);
            case 11 -> readData(in);
            case 12 -> in.u32();
            default -> throw new AssertionError(code);
        }
        if (in.left() != 0) {
            throw in.refuse(in.left() + " bytes are left over at its end", AGAIN);
        }
        sections.add(new ModuleImage.Section(code, customName, start, in.position()));
    }

    private String custom(WasmInput in) {
        String customName = FunctionNames.printable(in.name());
        if (customName.equals("name")) {
            WasmInput content = in.slice(in.left(), "name section");
            try {
                readNames(content);
            } catch (GuestException ignored) {
                // Names are for messages only; the specification lets a broken name section pass.
                names.clear();
            }
        } else {
            in.skip(in.left());
        }
        return customName;
    }

    private void readNames(WasmInput in) {
        while (in.left() > 0) {
            int kind = in.u8();
            WasmInput part = in.slice(in.u32(), "name section");
            if (kind == 1) {
                for (int i = part.count("function names"); i > 0; i--) {
                    names.put(part.index(), part.name());
                }
            }
        }
    }

    private void readTypes(WasmInput in) {
        int count = in.count("types");
        in.limit(count, policy.types(), "types");
        for (int i = 0; i < count; i++) {
            int at = in.position();
            int form = in.u8();
            if (form != 0x60) {
                throw in.refuseAt(
                        at,
                        "type " + i + " is no function type (0x" + Integer.toHexString(form)
                                + ", garbage collection proposal)",
                        "Build for WebAssembly 1.0 with reference types at most.");
            }
            types.add(new FuncType(typeList(in, "parameters"), typeList(in, "results")));
        }
    }

    private List<ValueType> typeList(WasmInput in, String what) {
        int count = in.count(what);
        in.limit(count, policy.parameters(), "parameters");
        List<ValueType> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(InstructionReader.valueType(in));
        }
        return list;
    }

    private void readImports(WasmInput in) {
        int count = in.count("imports");
        in.limit(count, policy.imports(), "imports");
        for (int i = 0; i < count; i++) {
            String module = FunctionNames.printable(in.name());
            String field = FunctionNames.printable(in.name());
            int at = in.position();
            int kind = in.u8();
            switch (kind) {
                case 0 -> imports.add(new ModuleImage.Import(module, field, typeIndex(in)));
                case 1 -> readTable(in);
                case 2 -> readMemory(in);
                case 3 -> readGlobalType(in);
                default ->
                    throw in.refuseAt(at, "import " + module + "." + field + " has the unknown kind " + kind, AGAIN);
            }
            if (kind != 0) {
                supplied.add(new ModuleImage.Supplied(module, field, kind, 0));
            }
        }
    }

    private int typeIndex(WasmInput in) {
        int at = in.position();
        int type = in.index();
        if (type >= types.size()) {
            throw in.refuseAt(at, "type " + type + " is not among the " + types.size() + " types", AGAIN);
        }
        return type;
    }

    private void readFunctions(WasmInput in) {
        int count = in.count("functions");
        in.limit(count, policy.functions(), "functions");
        for (int i = 0; i < count; i++) {
            declared.add(typeIndex(in));
        }
    }

    private void readTables(WasmInput in) {
        int count = in.count("tables");
        in.limit(count, policy.tables(), "tables");
        for (int i = 0; i < count; i++) {
            readTable(in);
        }
    }

    private void readTable(WasmInput in) {
        int at = in.position();
        ValueType element = InstructionReader.valueType(in);
        if (element.isNumber()) {
            throw in.refuseAt(at, "a table holds " + element.text() + " instead of references", AGAIN);
        }
        long[] range = range(in);
        in.limit(range[0], policy.tableElements(), "tableElements");
        tables.add(new ModuleImage.Table(element, range[0], range[1]));
    }

    private void readMemories(WasmInput in) {
        int count = in.count("memories");
        if (memories.size() + count > 1) {
            throw in.refuse(
                    memories.size() + count + " memories are defined (multi-memory proposal)",
                    "Build the module with one memory.");
        }
        for (int i = 0; i < count; i++) {
            readMemory(in);
        }
    }

    private void readMemory(WasmInput in) {
        if (!memories.isEmpty()) {
            throw in.refuse("a second memory is imported (multi-memory proposal)", "Build the module with one memory.");
        }
        long[] range = range(in);
        in.limit(range[0], policy.memoryPages(), "memoryPages");
        if (range[1] > 65_536) {
            throw in.refuse(
                    "the memory may grow to " + range[1] + " pages, above 65536", "Declare at most 65536 pages.");
        }
        memories.add(new ModuleImage.MemoryType(range[0], range[1]));
    }

    /** Minimum and maximum of a table or memory, the latter {@link ModuleImage.Table#UNBOUNDED} if absent. */
    private long[] range(WasmInput in) {
        int at = in.position();
        int flags = in.u8();
        if (flags > 1) {
            String what = (flags & 4) != 0 ? "is 64-bit (memory64 proposal)" : "is shared (threads proposal)";
            throw in.refuseAt(
                    at,
                    flags > 7 ? "limits have the unknown flags " + flags : "it " + what,
                    "Build for 32-bit WebAssembly without threads.");
        }
        long min = in.u32();
        long max = flags == 1 ? in.u32() : ModuleImage.Table.UNBOUNDED;
        if (flags == 1 && max < min) {
            throw in.refuseAt(at, "its maximum " + max + " is below its minimum " + min, AGAIN);
        }
        return new long[] {min, max};
    }

    private void readGlobals(WasmInput in) {
        int count = in.count("globals");
        in.limit(count, policy.globals(), "globals");
        for (int i = 0; i < count; i++) {
            readGlobalType(in);
            Constants.read(in, functions());
        }
    }

    private void readGlobalType(WasmInput in) {
        ValueType type = InstructionReader.valueType(in);
        int mutable = in.u8();
        if (mutable > 1) {
            throw in.refuse("a global is neither constant nor variable (" + mutable + ")", AGAIN);
        }
        globals.add(new ModuleImage.Global(type, mutable == 1));
    }

    private void readExports(WasmInput in) {
        int count = in.count("exports");
        in.limit(count, policy.exports(), "exports");
        for (int i = 0; i < count; i++) {
            String export = in.name();
            int kind = in.u8();
            if (kind > 3) {
                throw in.refuse("an export has the unknown kind " + kind, AGAIN);
            }
            exports.add(new ModuleImage.Export(export, kind, in.index()));
        }
    }

    private void readStart(WasmInput in) {
        int index = in.index();
        in.function(index, functions(), "the start function");
        startFunction = index;
    }

    private void readElements(WasmInput in) {
        int segments = in.count("element segments");
        in.limit(segments, policy.elementSegments(), "elementSegments");
        for (int i = 0; i < segments; i++) {
            int flags = in.index();
            if (flags > 7) {
                throw in.refuse("an element segment has the unknown flags " + flags, AGAIN);
            }
            boolean active = (flags & 1) == 0;
            boolean expressions = (flags & 4) != 0;
            int table = active && (flags & 2) != 0 ? in.index() : 0;
            long offset = active ? Constants.read(in, functions()) : -1;
            if ((flags & 3) != 0) {
                if (expressions) {
                    InstructionReader.valueType(in);
                } else if (in.u8() != 0) {
                    throw in.refuse("an element segment holds no functions", AGAIN);
                }
            }
            int count = in.count("elements");
            for (int left = count; left > 0; left--) {
                if (expressions) {
                    Constants.read(in, functions());
                } else {
                    in.function(in.index(), functions(), "a function of an element segment");
                }
            }
            elements.add(new ModuleImage.Elements(active, table, offset, count));
        }
    }

    /** Functions of the module, imported ones first. */
    private int functions() {
        return imports.size() + declared.size();
    }

    private void readCode(WasmInput in) {
        int count = in.count("function bodies");
        if (count != declared.size()) {
            throw in.refuse(declared.size() + " functions are declared but " + count + " have code", AGAIN);
        }
        FunctionReader reader = new FunctionReader(policy);
        for (int i = 0; i < count; i++) {
            String who = "function " + (imports.size() + i);
            long size = in.u32();
            if (size > policy.functionBytes()) {
                throw in.tooMuch(who + " has " + size + " bytes", policy.functionBytes(), "functionBytes");
            }
            int type = declared.get(i);
            int params = types.get(type).params().size();
            functions.add(reader.read(who, type, params, in.slice(size, "code section")));
        }
    }

    private void readData(WasmInput in) {
        int count = in.count("data segments");
        in.limit(count, policy.dataSegments(), "dataSegments");
        for (int i = 0; i < count; i++) {
            int flags = in.index();
            if (flags > 2) {
                throw in.refuse("a data segment has the unknown flags " + flags, AGAIN);
            }
            if (flags == 2 && in.index() != 0) {
                throw in.refuse(
                        "a data segment names a second memory (multi-memory proposal)", "Build it with one memory.");
            }
            long offset = flags == 1 ? -1 : Constants.read(in, functions());
            int length = in.count("bytes of data");
            in.skip(length);
            data.add(new ModuleImage.Data(flags != 1, offset, length));
        }
    }

    private void fillNames() {
        for (int i = 0; i < imports.size(); i++) {
            names.putIfAbsent(i, imports.get(i).module() + "." + imports.get(i).field());
        }
        for (ModuleImage.Export export : exports) {
            if (export.kind() == 0) {
                names.putIfAbsent(export.index(), export.name());
            }
        }
    }
}
