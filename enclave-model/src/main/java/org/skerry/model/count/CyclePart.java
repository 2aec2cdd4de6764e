package org.skerry.model.count;

/** What a core can spend a cycle on. Each cycle of each core is spent on exactly one. */
public enum CyclePart {
    /** Guest code, less what its loads and stores take beyond the instruction. */
    COMPUTE("compute", "executing guest instructions, without what their loads and stores took beyond the instruction"),

    /** Loads and stores that the memory nearest to the core served. */
    PRIVATE_MEMORY(
            "privateMemory",
            "loads and stores of guests, beyond the instruction, in the private memory or first-level cache"),

    /** Look-aside buffers beyond the first, and the first level's answers to walks. */
    TRANSLATION(
            "translation",
            "translating addresses; lines of the table of pages are waited for, and counted, as any others are"),

    /** Waits for lines of code. */
    INSTRUCTION_FETCH(
            "instructionFetch", "waiting for lines of code that the first-level cache of instructions lacked"),

    /** Waits that the second-level cache ended. */
    L2("l2", "waiting for lines that the core's own second-level cache had"),

    /** Waits that the home of a line ended by itself. */
    SHARED_CACHE("sharedCache", "waiting for lines that the shared cache or its directory served"),

    /** Waits that another core ended. */
    OTHER_CORE("otherCore", "waiting for lines that another core had or had to give up"),

    /** Waits that memory ended. */
    DRAM("dram", "waiting for lines that came from DRAM"),

    /** Waits that are not over: who ends them is not known yet. */
    UNSERVED(
            "unserved",
            "waiting for lines that had not come when this was read; in a difference, less those of its beginning"),

    /** Whatever software does for messages beside guest code. */
    MESSAGE_SOFTWARE(
            "messageSoftware",
            "software around messages: waking up, receiving, sending, dispatching, spawning, revoking"),

    /** The send queue is full. */
    SEND_STALL("sendStall", "waiting for room in the send queue, the turn standing still"),

    /** The guest waits for an answer, and its core with it. */
    AWAITING_REPLY("awaitingReply", "waiting for a reply, the core with its actor"),

    /** Nothing to do. */
    IDLE("idle", "without anything to do");

    private final String metric;
    private final String text;

    CyclePart(String word, String text) {
        this.metric = "cycles." + word;
        this.text = text;
    }

    /** Name of the metric: {@code cycles.} and a word. */
    public String metric() {
        return metric;
    }

    /** What was done, in words. */
    public String text() {
        return text;
    }
}
