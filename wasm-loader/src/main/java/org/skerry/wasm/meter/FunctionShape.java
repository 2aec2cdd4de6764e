package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.List;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;

/**
 * What can be told of a function without running it.
 *
 * @param instructions counted instructions in its text
 * @param loops        loops in its text
 * @param traffic      whether it reads or writes memory itself
 * @param calls        whether it calls a function of the module, directly or through a table
 * @param indirect     whether it calls through a table
 * @param host         whether it calls the host itself
 * @param callees      functions of the module that it calls directly, each once, in ascending order
 * @param loads        loads in its text
 * @param stores       stores in its text
 * @param callSites    calls in its text, of functions of the module, of the host and through tables
 * @param sixteenths   what its text costs if each instruction runs once, in sixteenths of instructions of a machine
 * @param maxHeight    an upper bound of the operands it holds at once
 */
public record FunctionShape(
        int instructions,
        int loops,
        boolean traffic,
        boolean calls,
        boolean indirect,
        boolean host,
        List<Integer> callees,
        int loads,
        int stores,
        int callSites,
        long sixteenths,
        int maxHeight) {
    /** The same in whole instructions, rounded up. */
    public long cost() {
        return (sixteenths + Weights.ONE - 1) / Weights.ONE;
    }

    /** The shape of a function; linear in its size. The module need not be valid yet. */
    public static FunctionShape of(ModuleImage module, ModuleImage.Function function) {
        InstructionReader reader = new InstructionReader(module, function);
        List<Integer> callees = new ArrayList<>();
        int instructions = 0;
        int loops = 0;
        int loads = 0;
        int stores = 0;
        int calls = 0;
        long sixteenths = 0;
        boolean range = false;
        boolean indirect = false;
        boolean host = false;
        int pushed = 0;
        int highest = 0;
        while (reader.next()) {
            Opcode opcode = reader.opcode();
            instructions += opcode.counts() ? 1 : 0;
            loads += opcode.kind() == Opcode.Kind.LOAD ? 1 : 0;
            stores += opcode.kind() == Opcode.Kind.STORE ? 1 : 0;
            range |= opcode.kind() == Opcode.Kind.BULK;
            calls += opcode.code() == Code.CALL || opcode.code() == Code.CALL_INDIRECT ? 1 : 0;
            sixteenths += Weights.of(opcode);
            switch (opcode.code()) {
                case Code.LOOP -> loops++;
                case Code.CALL -> {
                    int callee = (int) reader.first();
                    if (callee < module.imports().size()) {
                        host = true;
                    } else {
                        callees.add(callee);
                    }
                    pushed += callee < module.functionCount()
                            ? results(module.functionType(callee)) - params(module.functionType(callee))
                            : 0;
                }
                case Code.CALL_INDIRECT -> {
                    indirect = true;
                    int type = (int) reader.first();
                    pushed += type < module.types().size()
                            ? results(module.types().get(type))
                                    - params(module.types().get(type))
                                    - 1
                            : 0;
                }
                default -> pushed += opcode.pushes() - opcode.pops();
            }
            // Branches leave operands behind that this simple count keeps: the bound errs on the safe side.
            pushed = Math.max(0, pushed);
            highest = Math.max(highest, pushed);
        }
        List<Integer> distinct = callees.stream().sorted().distinct().toList();
        return new FunctionShape(
                instructions,
                loops,
                loads + stores > 0 || range,
                indirect || !distinct.isEmpty(),
                indirect,
                host,
                distinct,
                loads,
                stores,
                calls,
                sixteenths + (calls > 0 ? Weights.FRAME : 0),
                highest);
    }

    private static int params(FuncType type) {
        return type.params().size();
    }

    private static int results(FuncType type) {
        return type.results().size();
    }
}
