package org.skerry.wasm.load;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Limits;

/** What a readable module must have to be an actor (docs/CONTRACT.md): known imports, its memory, the exports of its kind. */
public final class GuestRules {
    /** What a kind of actor must export. */
    @FunctionalInterface
    public interface ExportRules {
        /** Every rule that a module breaks. */
        List<String> problems(ModuleImage module);
    }

    private GuestRules() {}

    /** Refuses the first rule that is broken. */
    public static void check(ModuleImage module, KnownImports known, ExportRules exports) {
        for (String problem : problems(module, known, exports)) {
            throw new GuestException(module.name() + ": " + problem);
        }
    }

    /** Refuses the first rule that is broken by a module whose exports are called and that need not be an actor. */
    public static void checkLibrary(ModuleImage module, KnownImports known, ExportRules exports) {
        List<String> problems = new ArrayList<>();
        importProblems(module, known, problems);
        problems.addAll(exports.problems(module));
        dataProblem(module, problems);
        elementProblem(module, problems);
        for (String problem : problems) {
            throw new GuestException(module.name() + ": " + problem);
        }
    }

    /** Every rule that is broken, in the words of the refusal; empty where the module can be an actor. */
    public static List<String> problems(ModuleImage module, KnownImports known, ExportRules exports) {
        List<String> problems = new ArrayList<>();
        importProblems(module, known, problems);
        suppliedProblem(module, problems);
        memoryProblem(module, problems);
        problems.addAll(exports.problems(module));
        dataProblem(module, problems);
        elementProblem(module, problems);
        return problems;
    }

    /** What the module needs and may never pass. A memory without a maximum gets that of the policy; a module without one gets no page. */
    public static Limits limits(ModuleImage module, Policy policy) {
        if (module.memories().isEmpty()) {
            return new Limits(0, 0, policy.turnBudgetInstructions(), policy.callDepth());
        }
        ModuleImage.MemoryType memory = module.memories().get(0);
        long max = memory.max() == ModuleImage.Table.UNBOUNDED ? policy.memoryPages() : memory.max();
        return new Limits(
                (int) memory.min(),
                (int) Math.min(max, policy.memoryPages()),
                policy.turnBudgetInstructions(),
                policy.callDepth());
    }

    private static void importProblems(ModuleImage module, KnownImports known, List<String> problems) {
        for (ModuleImage.Import wanted : module.imports()) {
            String problem = importProblem(module, wanted, known);
            if (problem != null) {
                problems.add(problem);
            }
        }
    }

    private static String importProblem(ModuleImage module, ModuleImage.Import wanted, KnownImports known) {
        String name = wanted.module() + "." + wanted.field();
        FuncType expected = known.type(wanted.module(), wanted.field());
        if (expected == null) {
            String near = NearestName.to(name, known.names());
            return "unknown import '" + name + "'. "
                    + (near == null ? ImportAdvice.of(name) : "Did you mean '" + near + "'?");
        }
        FuncType found = module.types().get(wanted.type());
        if (!found.equals(expected)) {
            return "import '" + name + "' has type " + found.text() + " instead of " + expected.text()
                    + ". Declare it as docs/CONTRACT.md does.";
        }
        return null;
    }

    /** An actor's memory is the machine's to make, wherever the module says it comes from; nobody makes tables and globals. */
    private static void suppliedProblem(ModuleImage module, List<String> problems) {
        for (ModuleImage.Supplied thing : module.supplied()) {
            if (thing.kind() != ModuleImage.Supplied.MEMORY) {
                problems.add("import '" + thing.module() + "." + thing.field() + "' is a "
                        + (thing.kind() == ModuleImage.Supplied.TABLE ? "table" : "global")
                        + ", and an actor imports only functions and its memory. "
                        + (ImportAdvice.of(thing.module() + "." + thing.field()) == ImportAdvice.of("")
                                ? "Define it in the module itself."
                                : ImportAdvice.of(thing.module() + "." + thing.field())));
            }
        }
    }

    private static void memoryProblem(ModuleImage module, List<String> problems) {
        ModuleImage.Export memory = module.export("memory");
        if (module.memories().isEmpty()) {
            problems.add("the module has no memory. Define one and export it as 'memory'.");
        } else if (memory == null && module.suppliedCount(ModuleImage.Supplied.MEMORY) == 0) {
            problems.add("export 'memory' is missing. Export the module's memory under that name.");
        } else if (memory != null && memory.kind() != 2) {
            problems.add("export 'memory' is no memory. Export the module's memory under that name.");
        }
    }

    /** Adds what is wrong with an export that should be a function of type {@code type}; nothing where there is none of that name. */
    public static void exportProblem(ModuleImage module, String name, FuncType type, List<String> problems) {
        ModuleImage.Export export = module.export(name);
        if (export == null) {
            return;
        }
        if (export.kind() != 0) {
            problems.add("export '" + name + "' is no function. Export a function of type " + type.text()
                    + " under that name.");
        } else if (export.index() >= module.functionCount()) {
            problems.add("export '" + name + "' names function " + export.index() + " of " + module.functionCount()
                    + ". Build the module again.");
        } else if (!module.functionType(export.index()).equals(type)) {
            problems.add("export '" + name + "' has type "
                    + module.functionType(export.index()).text()
                    + " instead of " + type.text() + ". "
                    + (type.equals(FuncType.HANDLER) ? "Give it no parameters and results." : "Give it that type."));
        }
    }

    private static void dataProblem(ModuleImage module, List<String> problems) {
        if (module.memories().isEmpty()) {
            return;
        }
        long size = module.memories().get(0).min() * Limits.PAGE_BYTES;
        for (int i = 0; i < module.data().size(); i++) {
            ModuleImage.Data data = module.data().get(i);
            if (data.active() && data.offset() >= 0 && data.offset() + data.length() > size) {
                problems.add("data segment " + i + " ends at " + (data.offset() + data.length()) + ", beyond the "
                        + size + " bytes the memory starts with. Declare a larger memory.");
            }
        }
    }

    private static void elementProblem(ModuleImage module, List<String> problems) {
        for (int i = 0; i < module.elements().size(); i++) {
            ModuleImage.Elements segment = module.elements().get(i);
            if (!segment.active()
                    || segment.offset() < 0
                    || segment.table() >= module.tables().size()) {
                continue;
            }
            long size = module.tables().get(segment.table()).min();
            long end = segment.offset() + segment.count();
            if (end > size) {
                problems.add("element segment " + i + " ends at " + end + ", beyond the " + size
                        + " entries its table starts with. Declare a larger table.");
            }
        }
    }
}
