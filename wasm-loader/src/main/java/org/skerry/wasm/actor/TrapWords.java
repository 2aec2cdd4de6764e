package org.skerry.wasm.actor;

/** Chicory's words for traps, in ours. */
final class TrapWords {
    private TrapWords() {}

    static String reason(String chicory) {
        if (chicory == null) {
            return "trap";
        }
        return switch (chicory) {
            case "Trapped on unreachable instruction" -> "unreachable instruction executed";
            case "out of bounds memory access" -> "memory access with a constant offset of 2^31 or more";
            case "call stack exhausted" -> "call stack exhausted";
            default -> chicory;
        };
    }
}
