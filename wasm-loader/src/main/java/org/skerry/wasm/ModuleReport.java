package org.skerry.wasm;

import java.util.List;

/**
 * What can be said of a module without running it: the least-privilege audit behind {@code skerry inspect}. A file that cannot
 * be read to its end has a report too, with what was found so far: its size, its hash, and why it is refused.
 *
 * @param name            how the file is called
 * @param kind            the way in which it is an actor or comes nearest to being one; empty where it cannot be read
 * @param sha256          hash of the file, as 64 hexadecimal digits
 * @param bytes           size of the file
 * @param rewrittenBytes  size after the meter was put in, or -1 where the module is refused
 * @param imports         what it asks for
 * @param exports         what it offers
 * @param memory          its memory, or null
 * @param tables          its tables
 * @param globals         number of globals
 * @param dataBytes       bytes in data segments
 * @param proposals       what it uses beyond WebAssembly 1.0
 * @param functions       the functions it defines
 * @param customSections  its custom sections
 * @param producers       tools that made it, as they say themselves
 * @param problems        every rule it breaks, each with what to do; empty where it can be an actor
 */
public record ModuleReport(
        String name,
        String kind,
        String sha256,
        long bytes,
        long rewrittenBytes,
        List<Import> imports,
        List<Export> exports,
        Range memory,
        List<Range> tables,
        int globals,
        long dataBytes,
        List<String> proposals,
        List<Function> functions,
        List<Custom> customSections,
        List<String> producers,
        List<String> problems) {

    /**
     * An import.
     *
     * @param module     module name
     * @param name       field name
     * @param kind       {@code function}, {@code table}, {@code memory} or {@code global}
     * @param type       type of a function as people write it, else empty
     * @param known      whether an interface of this loader offers it
     * @param capability what a guest must hold to get anything from it; empty where nothing is needed
     */
    public record Import(String module, String name, String kind, String type, boolean known, String capability) {}

    /**
     * An export.
     *
     * @param name name
     * @param kind {@code function}, {@code table}, {@code memory} or {@code global}
     * @param type type of a function, else empty
     */
    public record Export(String name, String kind, String type) {}

    /**
     * Limits of a memory in 64 KiB pages or of a table in entries.
     *
     * @param min          size at the start
     * @param max          declared maximum, or -1
     * @param effectiveMax what the loader lets it grow to
     */
    public record Range(long min, long max, long effectiveMax) {}

    /**
     * A function the module defines.
     *
     * @param index        its index
     * @param name         its name, from the name section, an export, or its index
     * @param bytes        size of its code
     * @param instructions counted instructions in its text
     * @param loops        loops in its text
     * @param countedLoops those among them whose number of rounds is seen to be a constant; the others may be bounded by nothing
     *                     but the budget of a turn
     * @param indirect     whether it calls through a table
     * @param loads        loads in its text
     * @param stores       stores in its text
     * @param calls        calls in its text, of the module's functions, of the host and through tables
     * @param cost         instructions of a machine that its text stands for, each run once; what a turn is charged in
     */
    public record Function(
            int index,
            String name,
            int bytes,
            int instructions,
            int loops,
            int countedLoops,
            boolean indirect,
            int loads,
            int stores,
            int calls,
            long cost) {}

    /** A custom section by name and size. */
    public record Custom(String name, int bytes) {}

    /** Whether the module can be an actor. */
    public boolean accepted() {
        return problems.isEmpty();
    }
}
