package org.skerry.wasm.load;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Limits;

/** What a readable module must have to be an actor (docs/CONTRACT.md): known imports, its memory, its handlers. */
public final class GuestRules {
    private static final String RECEIVE = "receive";
    private static final List<String> OPTIONAL = List.of("start", "_initialize");

    private GuestRules() {}

    /** Refuses the first rule that is broken. */
    public static void check(ModuleImage module, KnownImports known) {
        for (String problem : problems(module, known)) {
            throw new GuestException(module.name() + ": " + problem);
        }
    }

    /** Every rule that is broken, in the words of the refusal; empty where the module can be an actor. */
    public static List<String> problems(ModuleImage module, KnownImports known) {
        List<String> problems = new ArrayList<>();
        for (ModuleImage.Import wanted : module.imports()) {
            String problem = importProblem(module, wanted, known);
            if (problem != null) {
                problems.add(problem);
            }
        }
        memoryProblem(module, problems);
        handlerProblem(module, RECEIVE, true, problems);
        OPTIONAL.forEach(name -> handlerProblem(module, name, false, problems));
        dataProblem(module, problems);
        elementProblem(module, problems);
        return problems;
    }

    /** What the module needs and may never pass. A memory without a maximum gets that of the policy. */
    public static Limits limits(ModuleImage module, Policy policy) {
        ModuleImage.MemoryType memory = module.memories().get(0);
        long max = memory.max() == ModuleImage.Table.UNBOUNDED ? policy.memoryPages() : memory.max();
        return new Limits(
                (int) memory.min(),
                (int) Math.min(max, policy.memoryPages()),
                policy.turnBudgetInstructions(),
                policy.callDepth());
    }

    private static String importProblem(ModuleImage module, ModuleImage.Import wanted, KnownImports known) {
        String name = wanted.module() + "." + wanted.field();
        FuncType expected = known.type(wanted.module(), wanted.field());
        if (expected == null) {
            String near = NearestName.to(name, known.names());
            return "unknown import '" + name + "'. "
                    + (near == null ? "Import only what docs/CONTRACT.md lists." : "Did you mean '" + near + "'?");
        }
        FuncType found = module.types().get(wanted.type());
        if (!found.equals(expected)) {
            return "import '" + name + "' has type " + found.text() + " instead of " + expected.text()
                    + ". Declare it as docs/CONTRACT.md does.";
        }
        return null;
    }

    private static void memoryProblem(ModuleImage module, List<String> problems) {
        ModuleImage.Export memory = module.export("memory");
        if (module.memories().isEmpty()) {
            problems.add("the module has no memory. Define one and export it as 'memory'.");
        } else if (memory == null) {
            problems.add("export 'memory' is missing. Export the module's memory under that name.");
        } else if (memory.kind() != 2) {
            problems.add("export 'memory' is no memory. Export the module's memory under that name.");
        }
    }

    private static void handlerProblem(ModuleImage module, String name, boolean required, List<String> problems) {
        ModuleImage.Export export = module.export(name);
        if (export == null) {
            if (required) {
                problems.add("export '" + name + "' is missing. Export a function '" + name
                        + "' of type () -> () that handles one message.");
            }
            return;
        }
        if (export.kind() != 0) {
            problems.add("export '" + name + "' is no function. Export a function of type () -> () under that name.");
        } else if (export.index() >= module.functionCount()) {
            problems.add("export '" + name + "' names function " + export.index() + " of " + module.functionCount()
                    + ". Build the module again.");
        } else if (!module.functionType(export.index()).equals(FuncType.HANDLER)) {
            problems.add("export '" + name + "' has type "
                    + module.functionType(export.index()).text()
                    + " instead of () -> (). Give it no parameters and results.");
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
