package org.skerry.wasm.load;

/** Opcodes that code here asks for by name (core specification, section 5.4). All of them are in {@link Opcode#all}. */
public final class Code {
    public static final int UNREACHABLE = 0x00;
    public static final int NOP = 0x01;
    public static final int BLOCK = 0x02;
    public static final int LOOP = 0x03;
    public static final int IF = 0x04;
    public static final int ELSE = 0x05;
    public static final int END = 0x0B;
    public static final int BR = 0x0C;
    public static final int BR_IF = 0x0D;
    public static final int BR_TABLE = 0x0E;
    public static final int RETURN = 0x0F;
    public static final int CALL = 0x10;
    public static final int CALL_INDIRECT = 0x11;
    public static final int SELECT = 0x1B;
    public static final int SELECT_TYPED = 0x1C;
    public static final int LOCAL_GET = 0x20;
    public static final int LOCAL_SET = 0x21;
    public static final int LOCAL_TEE = 0x22;
    public static final int GLOBAL_GET = 0x23;
    public static final int GLOBAL_SET = 0x24;
    public static final int TABLE_GET = 0x25;
    public static final int TABLE_SET = 0x26;
    public static final int I32_CONST = 0x41;
    public static final int I64_CONST = 0x42;
    public static final int F32_CONST = 0x43;
    public static final int F64_CONST = 0x44;
    public static final int I64_NE = 0x52;
    public static final int I64_LT_S = 0x53;
    public static final int I64_GT_S = 0x55;
    public static final int F32_EQ = 0x5B;
    public static final int F64_EQ = 0x61;
    public static final int I32_NE = 0x47;
    public static final int I32_LT_S = 0x48;
    public static final int I32_GT_S = 0x4A;
    public static final int I32_ADD = 0x6A;
    public static final int I32_SUB = 0x6B;
    public static final int I64_ADD = 0x7C;
    public static final int I64_SUB = 0x7D;
    public static final int I64_MUL = 0x7E;
    public static final int I64_DIV_S = 0x7F;
    public static final int I64_AND = 0x83;
    public static final int I64_SHL = 0x86;
    public static final int I64_SHR_U = 0x88;
    public static final int I32_WRAP_I64 = 0xA7;
    public static final int I64_EXTEND_I32_U = 0xAD;
    public static final int FIRST_SIGN_EXTENSION = 0xC0;
    public static final int LAST_SIGN_EXTENSION = 0xC4;
    public static final int REF_NULL = 0xD0;
    public static final int REF_IS_NULL = 0xD1;
    public static final int REF_FUNC = 0xD2;
    public static final int FIRST_SATURATING = 0xFC00;
    public static final int LAST_SATURATING = 0xFC07;
    public static final int MEMORY_INIT = 0xFC08;
    public static final int MEMORY_COPY = 0xFC0A;
    public static final int MEMORY_FILL = 0xFC0B;
    public static final int TABLE_COPY = 0xFC0E;
    public static final int TABLE_GROW = 0xFC0F;

    private Code() {}
}
