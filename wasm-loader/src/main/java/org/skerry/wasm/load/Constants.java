package org.skerry.wasm.load;

/** Reads constant expressions: initial values of globals, offsets of segments, entries of tables. */
final class Constants {
    /** The expression is more than one i32.const. */
    static final long UNKNOWN = -1;

    private Constants() {}

    /**
     * Reads one; returns its value if it is a single i32.const, as an unsigned number, else {@link #UNKNOWN}.
     *
     * @param functions how many functions the module has, for references to them
     */
    static long read(WasmInput in, int functions) {
        InstructionReader reader = new InstructionReader(in);
        long value = UNKNOWN;
        for (int length = 0; reader.next(); length++) {
            switch (reader.opcode().code()) {
                case Code.END -> {
                    return length == 1 ? value : UNKNOWN;
                }
                case Code.I32_CONST -> value = reader.first() & 0xFFFF_FFFFL;
                case Code.REF_FUNC -> {
                    in.function(reader.first(), functions, "a function of a constant expression");
                    value = UNKNOWN;
                }
                case Code.I64_CONST, Code.F32_CONST, Code.F64_CONST, Code.GLOBAL_GET, Code.REF_NULL -> value = UNKNOWN;
                default ->
                    throw in.refuseAt(
                            reader.start(),
                            reader.opcode().name() + " stands in a constant expression",
                            "Build the module without the extended constant expressions proposal.");
            }
        }
        throw in.refuse("a constant expression has no end", WasmInput.AGAIN);
    }
}
