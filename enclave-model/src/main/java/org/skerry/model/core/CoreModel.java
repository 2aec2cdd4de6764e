package org.skerry.model.core;

/**
 * Kinds of cores, as what turns counts of instructions, loads and stores into cycles. They are held against what cores of their
 * kind are published to take for CoreMark, of which one iteration is 378 223 instructions of the meter with 53 479 loads;
 * {@code docs/VALIDATION.md} has the figures beside those of the models.
 */
public enum CoreModel {
    /**
     * One instruction a cycle in order, and every cycle of a load's latency waited for: 1.14 cycles for each of CoreMark's
     * instructions where a load takes two. RTL of such cores, simulated: 1.06 to 1.31 (five stages, RV32IM), 1.09 to 1.34
     * (Chromite, 352 052 cycles an iteration). Not fitted.
     */
    IN_ORDER(
            "single issue, in order: an instruction a cycle, and it waits for loads",
            CoreSpec.DEFAULT_MILLI_PER_INSTRUCTION,
            CoreSpec.DEFAULT_PER_MILLE,
            CoreSpec.DEFAULT_PER_MILLE),

    /**
     * Two instructions a cycle at most, in order, waiting for loads as well: 0.81 cycles an instruction, 0.71 of the above. The
     * same RTL with one and with two issue slots, memories of its own: 3.06 and 4.31 CoreMark/MHz, 0.71 (RISu064). Fitted to that.
     */
    DUAL_ISSUE("dual issue, in order: three instructions in two cycles, and it waits for loads", 670, 1000, 710),

    /**
     * Four-wide, out of order, by its effective rate: 0.56 cycles an instruction where a load takes four, 0.49 of the first.
     * SonicBOOM: 6.2 CoreMark/MHz, which is 0.49 of the cycles of 3.06. Fitted to that; how much of it is the share of a load's
     * latency that such a core cannot hide is an assumption.
     */
    OUT_OF_ORDER("wide, out of order: two instructions a cycle, and it hides most of a load's latency", 500, 150, 490);

    private final String text;
    private final int milliCyclesPerInstruction;
    private final int loadWaitPerMille;
    private final int softwarePerMille;

    CoreModel(String text, int milliCyclesPerInstruction, int loadWaitPerMille, int softwarePerMille) {
        this.text = text;
        this.milliCyclesPerInstruction = milliCyclesPerInstruction;
        this.loadWaitPerMille = loadWaitPerMille;
        this.softwarePerMille = softwarePerMille;
    }

    /** What it is, in a line for people. */
    public String text() {
        return text;
    }

    /** A core of this kind with the clock, the memory and the software of another. */
    public CoreSpec inPlaceOf(CoreSpec other) {
        return new CoreSpec(
                other.clock(),
                milliCyclesPerInstruction,
                other.milliCyclesPerLoad(),
                other.milliCyclesPerStore(),
                loadWaitPerMille,
                softwarePerMille,
                other.wakeUpCycles(),
                other.receiveCycles(),
                other.sendCycles(),
                other.window());
    }
}
