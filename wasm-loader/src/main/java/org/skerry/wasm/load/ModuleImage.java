package org.skerry.wasm.load;

import java.util.List;

/**
 * A module as the reader found it: structure decoded, code left in place. Indices are those of the file; a range is two
 * offsets into {@link #bytes}.
 *
 * @param name       how messages call the file
 * @param bytes      the file
 * @param sections   every section in order, custom ones too
 * @param types      function types
 * @param imports    imported functions
 * @param supplied   what else the module imports, in order; it is made for the module, as if the module had defined it
 * @param functions  defined functions
 * @param tables     tables, imported ones first
 * @param memories   memories; at most one
 * @param globals    globals, imported ones first
 * @param exports    exports
 * @param start      index of the start function, or -1
 * @param elements   element segments
 * @param data       data segments
 * @param names      function names, by index over imports and functions
 */
public record ModuleImage(
        String name,
        byte[] bytes,
        List<Section> sections,
        List<FuncType> types,
        List<Import> imports,
        List<Supplied> supplied,
        List<Function> functions,
        List<Table> tables,
        List<MemoryType> memories,
        List<Global> globals,
        List<Export> exports,
        int start,
        List<Elements> elements,
        List<Data> data,
        FunctionNames names) {

    /** A section: its code, what custom sections call themselves, and the range of its content. */
    public record Section(int code, String customName, int start, int end) {}

    /** An imported function. */
    public record Import(String module, String field, int type) {}

    /**
     * A table, memory or global that the module imports.
     *
     * @param kind  1 for a table, 2 for a memory, 3 for a global
     * @param value initial value of a global
     */
    public record Supplied(String module, String field, int kind, long value) {
        /** Kind of a table. */
        public static final int TABLE = 1;
        /** Kind of a memory. */
        public static final int MEMORY = 2;
        /** Kind of a global. */
        public static final int GLOBAL = 3;
    }

    /**
     * A defined function.
     *
     * @param type   index of its type
     * @param locals declared locals in order, one entry for each
     * @param start  offset of the first instruction
     * @param end    offset after the last {@code end}
     */
    public record Function(int type, List<ValueType> locals, int start, int end) {}

    /** A table. */
    public record Table(ValueType element, long min, long max) {
        /** No upper limit declared. */
        public static final long UNBOUNDED = -1;
    }

    /** A memory; {@code max} is {@link Table#UNBOUNDED} where none is declared. */
    public record MemoryType(long min, long max) {}

    /** A global. */
    public record Global(ValueType type, boolean mutable) {}

    /** An export; kind 0 is a function, 1 a table, 2 a memory, 3 a global. */
    public record Export(String name, int kind, int index) {}

    /** An element segment; {@code offset} is -1 where it is not active or not a plain constant. */
    public record Elements(boolean active, int table, long offset, int count) {}

    /** A data segment; {@code offset} is -1 where it is passive or not a plain constant. */
    public record Data(boolean active, long offset, int length) {}

    /** The same module with other values for its imported globals. */
    public ModuleImage supplying(List<Supplied> others) {
        return new ModuleImage(
                name, bytes, sections, types, imports, others, functions, tables, memories, globals, exports, start,
                elements, data, names);
    }

    /** How many things of a kind the module imports beside functions. */
    public int suppliedCount(int kind) {
        return (int) supplied.stream().filter(thing -> thing.kind() == kind).count();
    }

    /** The type of function {@code index} over imports and defined functions. */
    public FuncType functionType(int index) {
        int type = index < imports.size()
                ? imports.get(index).type()
                : functions.get(index - imports.size()).type();
        return types.get(type);
    }

    /** Functions, imported and defined. */
    public int functionCount() {
        return imports.size() + functions.size();
    }

    /** The export of that name, or null. */
    public Export export(String exportName) {
        for (Export export : exports) {
            if (export.name().equals(exportName)) {
                return export;
            }
        }
        return null;
    }

    /** The section with this code, or null. */
    public Section section(int code) {
        for (Section section : sections) {
            if (section.code() == code) {
                return section;
            }
        }
        return null;
    }
}
