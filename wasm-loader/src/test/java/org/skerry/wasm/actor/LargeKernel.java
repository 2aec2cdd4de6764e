package org.skerry.wasm.actor;

import org.skerry.wasm.testing.ModuleBuilder;

/**
 * The same work in a small function that is called often, and in one whose compiled code lies above the 8000 bytes from which HotSpot
 * leaves a method to its interpreter unless it is told otherwise.
 */
final class LargeKernel {
    private static final int COPIES = 200;
    private static final int ROUNDS = 500;

    private LargeKernel() {}

    static byte[] small() {
        return module(1, COPIES);
    }

    static byte[] large() {
        return module(COPIES, 1);
    }

    private static byte[] module(int copies, int calls) {
        String step =
                "local.get 0 local.get 0 i32.const 5 i32.shl i32.xor local.tee 0 local.get 0 i32.const 3 i32.shr_u i32.add"
                        + " local.tee 0 i32.const 1020 i32.and i32.load 0 local.get 0 i32.add local.set 0 ";
        return new ModuleBuilder()
                .memory(1, 1)
                .function(
                        "receive",
                        ">",
                        "ii",
                        "i32.const 1 local.set 1 loop _ local.get 1 call 1 local.set 1"
                                + " local.get 0 i32.const 1 i32.add local.tee 0 i32.const " + ROUNDS * calls
                                + " i32.lt_s br_if 0 end i32.const 2000 local.get 1 i32.store 0")
                .function(null, "i>i", "", step.repeat(copies) + "local.get 0")
                .build();
    }
}
