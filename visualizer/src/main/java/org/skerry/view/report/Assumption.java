package org.skerry.view.report;

import java.util.List;
import org.skerry.sim.machine.RunRecord;
import org.skerry.view.chart.Amounts;

/**
 * A setting of the models that decides much and that nobody measured on this machine: its source or the word assumption stands
 * where its default is set.
 *
 * @param name    what it is
 * @param unit    its unit, or empty
 * @param path    where it stands in the configuration of a run
 * @param divisor what the setting is divided by to be in that unit
 */
record Assumption(String name, String unit, String path, double divisor) {
    /** Those that a reader should know before comparing. Runs without such a setting leave the row empty. */
    static List<Assumption> rows() {
        return List.of(
                new Assumption("clock", "MHz", "machine.meshHertz", 1e6),
                new Assumption("instruction", "cycles", "machine.core.milliCyclesPerInstruction", 1000),
                new Assumption("load, beside the instruction", "cycles", "machine.core.milliCyclesPerLoad", 1000),
                new Assumption("store, beside the instruction", "cycles", "machine.core.milliCyclesPerStore", 1000),
                new Assumption(
                        "share of a load's cycles that is waited for", "", "machine.core.loadWaitPerMille", 1000),
                new Assumption("message software, beside an in-order core", "", "machine.core.softwarePerMille", 1000),
                new Assumption("software of a send, in the core", "cycles", "machine.core.sendCycles", 1),
                new Assumption("software of a receive, in the core", "cycles", "machine.core.receiveCycles", 1),
                new Assumption("runtime's part of a send", "cycles", "machine.runtime.sendCycles", 1),
                new Assumption("runtime's part of a receive", "cycles", "machine.runtime.receiveCycles", 1),
                new Assumption("runtime's change of actor", "cycles", "machine.runtime.switchCycles", 1),
                new Assumption("router", "cycles", "machine.mesh.routerCycles", 1),
                new Assumption("link", "cycles", "machine.mesh.linkCycles", 1),
                new Assumption("L2 cache hit", "cycles", "machine.memory.l2.hitCycles", 1),
                new Assumption("shared cache hit", "cycles", "machine.memory.slice.hitCycles", 1),
                new Assumption("DRAM, column of an open row", "cycles", "machine.memory.dram.casCycles", 1),
                new Assumption("DRAM, opening a row", "cycles", "machine.memory.dram.activateCycles", 1));
    }

    /** The setting of a run with time, or null. */
    String value(RunRecord run) {
        Object value = run.configuration().get(path);
        return value instanceof Number number && new RunTime(run).exists()
                ? Amounts.plain(number.doubleValue() / divisor)
                : null;
    }
}
