package org.skerry.wasm;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.skerry.sim.actor.GuestException;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.load.GuestRules;
import org.skerry.wasm.load.ModuleFacts;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.meter.CodeStore;
import org.skerry.wasm.meter.CountedLoops;
import org.skerry.wasm.meter.FunctionShape;
import org.skerry.wasm.meter.Rewriter;

/** Fills a {@link ModuleReport}. */
final class ModuleInspection {
    private static final int HEADER_BYTES = 8;
    private static final String[] KINDS = {"function", "table", "memory", "global"};

    private final Policy policy;
    private final HostFunctions functions = GuestInterfaces.functions();

    ModuleInspection(Policy policy) {
        this.policy = policy;
    }

    ModuleReport of(String name, byte[] bytes) {
        ModuleImage image;
        try {
            image = WasmReader.read(name, bytes, policy);
        } catch (GuestException e) {
            return unreadable(name, bytes, e.getMessage());
        }
        List<String> problems =
                new ArrayList<>(GuestRules.problems(image, functions, GuestInterfaces.conventionOf(image)::problems));
        long rewritten = -1;
        try {
            WasmLoader.validate(image);
            byte[] result = Rewriter.rewrite(image, policy);
            if (problems.isEmpty()) {
                WasmLoader.compile(image, policy, CodeStore.NONE);
                rewritten = result.length;
            }
        } catch (GuestException e) {
            problems.add(e.getMessage().substring(name.length() + 2));
        }
        return report(image, rewritten, problems);
    }

    private ModuleReport report(ModuleImage image, long rewritten, List<String> problems) {
        ModuleImage.MemoryType memory =
                image.memories().isEmpty() ? null : image.memories().get(0);
        return new ModuleReport(
                image.name(),
                GuestInterfaces.conventionOf(image).name(),
                sha256(image.bytes()),
                image.bytes().length,
                rewritten,
                imports(image),
                exports(image),
                memory == null ? null : range(memory.min(), memory.max(), policy.memoryPages()),
                image.tables().stream()
                        .map(table -> range(table.min(), table.max(), policy.tableElements()))
                        .toList(),
                image.globals().size(),
                image.data().stream().mapToLong(ModuleImage.Data::length).sum(),
                ModuleFacts.proposals(image),
                functions(image),
                customs(image),
                ModuleFacts.producers(image),
                List.copyOf(problems));
    }

    /** What can be said of a file that is refused somewhere: what its first sections say, if they can be read alone. */
    private ModuleReport unreadable(String name, byte[] bytes, String message) {
        ModuleImage start = null;
        for (Set<Integer> sections : List.of(Set.of(0, 1, 2, 5), Set.of(0, 1, 2))) {
            try {
                start = start == null ? WasmReader.read(name, only(sections, bytes), policy) : start;
            } catch (GuestException e) {
                // Then fewer sections, or none.
            }
        }
        ModuleImage.MemoryType memory = start == null || start.memories().isEmpty()
                ? null
                : start.memories().get(0);
        return new ModuleReport(
                name,
                "",
                sha256(bytes),
                bytes.length,
                -1,
                start == null ? List.of() : imports(start),
                List.of(),
                memory == null ? null : range(memory.min(), memory.max(), policy.memoryPages()),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                start == null ? List.of() : customs(start),
                start == null ? List.of() : ModuleFacts.producers(start),
                List.of(message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message));
    }

    /** A module that has some sections of a file only, as far as they lie in it. */
    private static byte[] only(Set<Integer> sections, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, Math.min(HEADER_BYTES, bytes.length));
        int at = HEADER_BYTES;
        while (at < bytes.length) {
            int content = at + 1;
            long size = 0;
            for (int shift = 0; shift <= 28 && content < bytes.length; shift += 7) {
                size |= (bytes[content] & 0x7FL) << shift;
                if (bytes[content++] >= 0) {
                    break;
                }
            }
            if (content + size > bytes.length) {
                break;
            }
            int end = (int) (content + size);
            if (sections.contains((int) bytes[at])) {
                out.write(bytes, at, end - at);
            }
            at = end;
        }
        return out.toByteArray();
    }

    private List<ModuleReport.Import> imports(ModuleImage image) {
        List<ModuleReport.Import> list = new ArrayList<>();
        for (ModuleImage.Import wanted : image.imports()) {
            HostFunctions.Entry entry = functions.find(wanted.module(), wanted.field());
            list.add(new ModuleReport.Import(
                    wanted.module(),
                    wanted.field(),
                    KINDS[0],
                    image.types().get(wanted.type()).text(),
                    entry != null,
                    entry == null ? "" : entry.capability()));
        }
        // The loader supplies these, empty and to this module alone, where it supplies them at all.
        for (ModuleImage.Supplied wanted : image.supplied()) {
            list.add(new ModuleReport.Import(wanted.module(), wanted.field(), KINDS[wanted.kind()], "", true, ""));
        }
        return List.copyOf(list);
    }

    private static List<ModuleReport.Export> exports(ModuleImage image) {
        return image.exports().stream()
                .map(export -> new ModuleReport.Export(
                        ModuleFacts.printable(export.name()),
                        KINDS[export.kind()],
                        export.kind() == 0 && export.index() < image.functionCount()
                                ? image.functionType(export.index()).text()
                                : ""))
                .toList();
    }

    private static ModuleReport.Range range(long min, long max, long cap) {
        return new ModuleReport.Range(min, max, max < 0 ? cap : Math.min(max, cap));
    }

    private static List<ModuleReport.Function> functions(ModuleImage image) {
        List<ModuleReport.Function> list = new ArrayList<>();
        for (int i = 0; i < image.functions().size(); i++) {
            ModuleImage.Function function = image.functions().get(i);
            FunctionShape shape = FunctionShape.of(image, function);
            int index = image.imports().size() + i;
            list.add(new ModuleReport.Function(
                    index,
                    image.names().of(index),
                    function.end() - function.start(),
                    shape.instructions(),
                    shape.loops(),
                    CountedLoops.of(image, function),
                    shape.indirect(),
                    shape.loads(),
                    shape.stores(),
                    shape.callSites(),
                    shape.cost()));
        }
        return list;
    }

    private static List<ModuleReport.Custom> customs(ModuleImage image) {
        return image.sections().stream()
                .filter(section -> section.code() == 0)
                .map(section -> new ModuleReport.Custom(section.customName(), section.end() - section.start()))
                .toList();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
