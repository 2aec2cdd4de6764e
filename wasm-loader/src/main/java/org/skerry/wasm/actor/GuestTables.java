package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Element;
import com.dylibso.chicory.wasm.types.PassiveElement;
import org.skerry.sim.actor.GuestFault;
import org.skerry.wasm.abi.GuestTrap;

/**
 * Table instructions with unsigned lengths and all checks before the first write. Compiled guest code calls these in place of
 * Chicory's own, whose sums overflow for hostile operands.
 */
public final class GuestTables {
    private GuestTables() {}

    /** table.grow: the size before, or -1. */
    public static int tableGrow(int value, int size, int tableIndex, Instance instance) {
        TableInstance table = instance.table(tableIndex);
        long more = size & 0xFFFF_FFFFL;
        if (table.size() + more > table.limits().max()) {
            return -1;
        }
        // Growing by nothing would copy the table: much work for one instruction.
        return more == 0 ? table.size() : table.grow(size, value, instance);
    }

    /** table.fill. */
    public static void tableFill(int offset, int value, int size, int tableIndex, Instance instance) {
        TableInstance table = instance.table(tableIndex);
        long start = offset & 0xFFFF_FFFFL;
        long length = size & 0xFFFF_FFFFL;
        check(start, length, table.size());
        for (long i = 0; i < length; i++) {
            table.setRef((int) (start + i), value, instance);
        }
    }

    /** table.copy. */
    public static void tableCopy(
            int target, int source, int size, int targetTable, int sourceTable, Instance instance) {
        TableInstance to = instance.table(targetTable);
        TableInstance from = instance.table(sourceTable);
        long length = size & 0xFFFF_FFFFL;
        check(source & 0xFFFF_FFFFL, length, from.size());
        check(target & 0xFFFF_FFFFL, length, to.size());
        int[] refs = new int[(int) length];
        for (int i = 0; i < refs.length; i++) {
            refs[i] = from.ref(source + i);
        }
        for (int i = 0; i < refs.length; i++) {
            to.setRef(target + i, refs[i], instance);
        }
    }

    /** table.init. */
    public static void tableInit(int target, int offset, int size, int segment, int tableIndex, Instance instance) {
        TableInstance table = instance.table(tableIndex);
        Element element = instance.element(segment);
        int available = element instanceof PassiveElement ? element.elementCount() : 0;
        long length = size & 0xFFFF_FFFFL;
        check(offset & 0xFFFF_FFFFL, length, available);
        check(target & 0xFFFF_FFFFL, length, table.size());
        for (int i = 0; i < (int) length; i++) {
            long[] value = ConstantEvaluators.computeConstantValue(
                    instance, element.initializers().get(offset + i));
            table.setRef(target + i, (int) value[0], instance);
        }
    }

    /** data.drop. */
    public static void dataDrop(int segment, Instance instance) {
        ((GuestMemory) instance.memory()).dropData(segment);
    }

    private static void check(long start, long length, long size) {
        if (start + length > size) {
            throw new GuestTrap(
                    GuestFault.Kind.TRAP,
                    "table access to " + length + " entries at " + start + " leaves its " + size + " entries");
        }
    }
}
