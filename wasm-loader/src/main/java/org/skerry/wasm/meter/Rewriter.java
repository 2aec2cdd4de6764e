package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.ValueType;

/**
 * Rewrites a valid module into one that counts its own instructions, loads and stores, stops itself at a budget and at a call
 * depth, and leaves only canonical NaNs. What it counts: every executed instruction except nop, block, loop, else and end
 * as 1; a range operation also by its length, in words of 8 bytes for memory and in entries for tables.
 *
 * <p>All indices of the module stay as they are; globals, a type and a function are appended. Custom sections are left out.
 */
public final class Rewriter {
    private static final int I64 = ValueType.I64.code();

    private final ModuleImage module;
    private final Policy policy;
    private final Rewriting rewriting;
    private final Follow follow;
    private final List<FuncType> types;
    private final MeterGlobals meter;
    private final int stopType;

    private Rewriter(ModuleImage module, Policy policy, Rewriting rewriting, Follow follow) {
        this.follow = follow;
        this.module = module;
        this.policy = policy;
        this.rewriting = rewriting;
        this.types = new ArrayList<>(module.types());
        meter = new MeterGlobals(module.globals().size(), module.functionCount());
        stopType = type(new FuncType(List.of(ValueType.I64), List.of()));
    }

    /** The rewritten module as bytes, with counters that are up to date at every call. */
    public static byte[] rewrite(ModuleImage module, Policy policy) {
        return rewrite(module, policy, Rewriting.AT_CALLS, Follow.NOTHING);
    }

    /** The rewritten module as bytes, with code that may tell its machine more than counts: then it is exact. */
    static byte[] rewrite(ModuleImage module, Policy policy, Rewriting rewriting, Follow follow) {
        return new Rewriter(module, policy, rewriting, follow).rewrite();
    }

    /** The rewritten module with the code of some functions, by index: all an instance needs beside the compiled classes. */
    static byte[] skeleton(ModuleImage module, Policy policy, Rewriting rewriting, Follow follow, Set<Integer> kept) {
        Rewriter rewriter = new Rewriter(module, policy, rewriting, follow);
        return rewriter.assemble(rewriter.code(kept));
    }

    /** Bytes of the code that a machine would execute: what its functions cost if each instruction runs once, in machine instructions. */
    public static long codeBytes(ModuleImage module) {
        List<FunctionShape> shapes = new ArrayList<>();
        for (ModuleImage.Function function : module.functions()) {
            shapes.add(FunctionShape.of(module, function));
        }
        return CodePlaces.begins(shapes)[shapes.size()];
    }

    private byte[] rewrite() {
        return assemble(code(null));
    }

    private byte[] assemble(ByteSink code) {
        ByteSink out = new ByteSink();
        out.u8(0).u8('a').u8('s').u8('m').u8(1).u8(0).u8(0).u8(0);
        out.section(1, types());
        if (!module.imports().isEmpty()) {
            out.section(2, imports());
        }
        out.section(3, functions());
        if (!module.tables().isEmpty()) {
            out.section(4, tables());
        }
        out.section(5, memory());
        out.section(6, globals());
        copy(out, 7);
        copy(out, 9);
        copy(out, 12);
        out.section(10, code);
        copy(out, 11);
        return out.toArray();
    }

    private void copy(ByteSink out, int code) {
        ModuleImage.Section section = module.section(code);
        if (section != null) {
            out.section(code, new ByteSink().copy(module.bytes(), section.start(), section.end()));
        }
    }

    /** All bodies; of functions that are not kept, where that is said, such as fit any type: no locals, unreachable. */
    private ByteSink code(Set<Integer> kept) {
        if (kept != null && kept.isEmpty()) {
            return noCode();
        }
        List<FunctionShape> shapes = new ArrayList<>();
        for (ModuleImage.Function function : module.functions()) {
            shapes.add(FunctionShape.of(module, function));
        }
        CallGraph calls = new CallGraph(module, shapes);
        long[] begins = CodePlaces.begins(shapes);
        ByteSink out = new ByteSink();
        out.u32(module.functions().size() + 1);
        for (int i = 0; i < shapes.size(); i++) {
            if (kept != null && !kept.contains(module.imports().size() + i)) {
                noBody(out);
                continue;
            }
            ModuleImage.Function function = module.functions().get(i);
            int bodyType = bodyType(module.types().get(function.type()));
            FunctionShape shape = shapes.get(i);
            CodePlaces places = follow.code() ? new CodePlaces(meter, begins[i]) : null;
            Charges charges = new Charges(module, meter, function, shape, calls.countedUnits(i), rewriting, places);
            Flows flows = follow.loads() ? new Flows(module, function, meter, charges.end(), shape.maxHeight()) : null;
            body(out, new FunctionRewriter(module, function, bodyType, calls, charges, flows).rewrite(shape));
        }
        body(out, meter.stopBody());
        return out;
    }

    /** Bodies that fit any type: no locals, unreachable. */
    private ByteSink noCode() {
        ByteSink out = new ByteSink();
        out.u32(module.functions().size() + 1);
        for (int i = 0; i <= module.functions().size(); i++) {
            noBody(out);
        }
        return out;
    }

    private static void noBody(ByteSink out) {
        out.u32(3).u8(0).u8(Code.UNREACHABLE).u8(Code.END);
    }

    private static void body(ByteSink out, ByteSink body) {
        out.u32(body.size()).append(body);
    }

    /** Block type of a body: its results. */
    private int bodyType(FuncType type) {
        return switch (type.results().size()) {
            case 0 -> InstructionReader.EMPTY_BLOCK - 0x80;
            case 1 -> type.results().get(0).code() - 0x80;
            default -> type(new FuncType(List.of(), type.results()));
        };
    }

    private int type(FuncType type) {
        int index = types.indexOf(type);
        if (index < 0) {
            index = types.size();
            types.add(type);
        }
        return index;
    }

    private ByteSink types() {
        ByteSink out = new ByteSink().u32(types.size());
        for (FuncType type : types) {
            out.u8(0x60).u32(type.params().size());
            type.params().forEach(param -> out.u8(param.code()));
            out.u32(type.results().size());
            type.results().forEach(result -> out.u8(result.code()));
        }
        return out;
    }

    /** The imported functions. Everything else that was imported is defined: indices stay, as imports come first. */
    private ByteSink imports() {
        ByteSink out = new ByteSink().u32(module.imports().size());
        for (ModuleImage.Import wanted : module.imports()) {
            out.name(wanted.module()).name(wanted.field()).u8(0).u32(wanted.type());
        }
        return out;
    }

    /** The memory. A module without one gets one of no page, since what holds the memory holds the meter too. */
    private ByteSink memory() {
        ByteSink out = new ByteSink().u32(1);
        if (module.memories().isEmpty()) {
            return out.u8(1).u32(0).u32(0);
        }
        ModuleImage.MemoryType memory = module.memories().get(0);
        return memory.max() == ModuleImage.Table.UNBOUNDED
                ? out.u8(0).u32(memory.min())
                : out.u8(1).u32(memory.min()).u32(memory.max());
    }

    private ByteSink functions() {
        ByteSink out = new ByteSink().u32(module.functions().size() + 1);
        module.functions().forEach(function -> out.u32(function.type()));
        return out.u32(stopType);
    }

    /** Tables never grow beyond the policy; a table without a maximum gets one. */
    private ByteSink tables() {
        ByteSink out = new ByteSink().u32(module.tables().size());
        for (ModuleImage.Table table : module.tables()) {
            long declared = table.max() == ModuleImage.Table.UNBOUNDED ? Long.MAX_VALUE : table.max();
            out.u8(table.element().code()).u8(1).u32(table.min()).u32(Math.min(declared, policy.tableElements()));
        }
        return out;
    }

    private ByteSink globals() {
        ByteSink out = new ByteSink().u32(module.globals().size() + Meter.GLOBALS + follow.globals());
        importedGlobals(out);
        ModuleImage.Section section = module.section(6);
        if (section != null) {
            int start = section.start();
            while ((module.bytes()[start] & 0x80) != 0) {
                start++;
            }
            out.copy(module.bytes(), start + 1, section.end());
        }
        for (int i = 0; i < Meter.GLOBALS + follow.globals(); i++) {
            out.u8(I64).u8(1).i64Const(0).u8(Code.END);
        }
        return out;
    }

    private void importedGlobals(ByteSink out) {
        int index = 0;
        for (ModuleImage.Supplied thing : module.supplied()) {
            if (thing.kind() == ModuleImage.Supplied.GLOBAL) {
                ModuleImage.Global global = module.globals().get(index++);
                out.u8(global.type().code()).u8(global.mutable() ? 1 : 0);
                out.constant(global.type(), thing.value()).u8(Code.END);
            }
        }
    }
}
