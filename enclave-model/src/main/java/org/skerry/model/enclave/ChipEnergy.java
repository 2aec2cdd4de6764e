package org.skerry.model.enclave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.energy.Silicon;
import org.skerry.model.memory.SramModel;
import org.skerry.model.technology.Constant;
import org.skerry.model.technology.UnitCost;

/** What a chip is billed for beyond what every machine is made of: private memories, and the cores that handle messages. */
final class ChipEnergy {
    /** Instructions of the messaging core at either end of a message. Assumption: as many as the other core needs, 20 cycles. */
    private static final int MESSAGING_INSTRUCTIONS = 20;

    private static final int WORD_BITS = 32;

    private ChipEnergy() {}

    static EnergyModel of(ChipSpec spec) {
        EnergyModel.Builder bill = new EnergyModel.Builder();
        Silicon silicon = new Silicon(bill, spec.femtosecondsPerCycle());
        int enclaves = spec.enclaves();
        boolean sleeps = spec.power().sleeps();
        if (sleeps) {
            sleepingCores(bill, silicon, spec);
        } else {
            silicon.cores(enclaves, spec.core());
        }
        bill.charge(
                "message software",
                List.of("messages.sent", "messages.delivered"),
                "messages sent or delivered by the messaging cores, " + MESSAGING_INSTRUCTIONS + " instructions each",
                Constant.CORE_INSTRUCTION.cost().times(MESSAGING_INSTRUCTIONS));
        if (!sleeps) {
            silicon.idle(enclaves, spec.core());
        }
        bill.area("messaging cores", enclaves, "core", Constant.CORE_AREA.cost());
        privateMemory(bill, spec);
        silicon.network(
                spec.mesh(),
                ChipFloorplan.tileEdgeMicrometres(spec) / 1000.0,
                spec.mesh().endpoints());
        return bill.build();
    }

    /** Both cores of an enclave sleep together. */
    private static void sleepingCores(EnergyModel.Builder bill, Silicon silicon, ChipSpec spec) {
        long cores = 2L * spec.enclaves();
        Map<String, Double> saved = new LinkedHashMap<>();
        saved.put(PowerCounters.CLOCK_GATED, 2 * Constant.CLOCK_SHARE.cost().best());
        saved.put(
                PowerCounters.POWER_GATED, 2 * (1 - Constant.GATED_SHARE.cost().best()));
        silicon.work(spec.core()).sleeping(cores, spec.core(), saved);
        bill.area("cores", spec.enclaves(), "core", Constant.CORE_AREA.cost());
    }

    /** The leakage of all private memories, those without power keeping their contents at less. */
    private static void leakage(EnergyModel.Builder bill, ChipSpec spec, SramModel sram, String size) {
        if (!spec.power().sleeps()) {
            bill.power(
                    "clock and leakage",
                    spec.enclaves() + " memories" + size,
                    sram.leakage().times(spec.enclaves()),
                    spec.femtosecondsPerCycle());
            return;
        }
        // A microwatt for a femtosecond is a billionth of a picojoule.
        bill.chargeLess(
                "clock and leakage",
                "run.cycles",
                spec.enclaves(),
                Map.of(
                        PowerCounters.POWER_GATED,
                        1 - Constant.RETENTION_SHARE.cost().best()),
                "cycles of a memory" + size + ", those that only keep their contents by what they still take",
                sram.leakage().times(spec.femtosecondsPerCycle() * 1e-9, "pJ"));
    }

    private static void privateMemory(EnergyModel.Builder bill, ChipSpec spec) {
        SramModel sram = new SramModel(spec.enclave().memoryBytes());
        String size = " of " + (sram.bytes() >> 10) + " KiB";
        UnitCost read = sram.read(WORD_BITS);
        UnitCost write = sram.write(WORD_BITS);
        bill.charge("private memory", "turns.loads", "reads of 32 bits" + size, read);
        bill.charge("private memory", "turns.stores", "writes of 32 bits" + size, write);
        bill.charge(
                "private memory",
                "messages.bytes",
                "bytes, read and written at either end," + size,
                read.plus(write).times(2 * 8.0 / WORD_BITS));
        leakage(bill, spec, sram, size);
        bill.area("private memory", spec.enclaves(), "SRAM" + size, sram.area());
    }
}
