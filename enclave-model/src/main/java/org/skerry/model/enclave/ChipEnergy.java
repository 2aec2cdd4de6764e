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
        int enclaves = spec.existing();
        boolean sleeps = spec.power().sleeps();
        if (spec.code().isOn()) {
            fetches(bill, silicon, spec);
        }
        if (sleeps) {
            sleepingCores(bill, silicon, spec);
        } else {
            silicon.work(spec.core());
            idleCores(silicon, spec);
            bill.area("cores", enclaves, "core", Constant.CORE_AREA.cost());
        }
        bill.charge(
                "message software",
                List.of("messages.sent", "messages.delivered"),
                "messages sent or delivered by the messaging cores, " + MESSAGING_INSTRUCTIONS + " instructions each",
                Constant.CORE_INSTRUCTION.cost().times(MESSAGING_INSTRUCTIONS));
        if (!sleeps) {
            idleCores(silicon, spec);
        }
        bill.area("messaging cores", enclaves, "core", Constant.CORE_AREA.cost());
        privateMemory(bill, spec);
        long interfaces = spec.mesh().endpoints() - (spec.enclaves() - enclaves);
        silicon.network(spec.mesh(), ChipFloorplan.tileEdgeMicrometres(spec) / 1000.0, interfaces)
                .furtherDomains(spec.mesh(), interfaces, spec.timeDivision().domains());
        return bill.build();
    }

    /** Caches of instructions, and lines that private memories give them. */
    private static void fetches(EnergyModel.Builder bill, Silicon silicon, ChipSpec spec) {
        silicon.fetchedThrough(
                spec.code().cache(),
                spec.existing(),
                spec.core(),
                "cycles.messageSoftware",
                List.of(FetchCounters.HITS, FetchCounters.MISSES),
                FetchCounters.MISSES);
        SramModel sram = new SramModel(spec.enclave().memoryBytes());
        bill.charge(
                "private memory",
                FetchCounters.MISSES,
                "lines of code read" + size(sram),
                sram.read(8 * spec.code().lineBytes()));
    }

    /** One core of each enclave, whatever it does. */
    private static void idleCores(Silicon silicon, ChipSpec spec) {
        silicon.idle(spec.usual(), spec.core());
        spec.tiles().kinds().forEach(kind -> silicon.idle(enclaves(kind), kind.core()));
    }

    private static int enclaves(UnlikeTiles.Kind kind) {
        return kind.tiles().size() * kind.enclaves();
    }

    /** Both cores of an enclave sleep together. */
    private static void sleepingCores(EnergyModel.Builder bill, Silicon silicon, ChipSpec spec) {
        long cores = 2L * spec.existing();
        Map<String, Double> saved = new LinkedHashMap<>();
        saved.put(PowerCounters.CLOCK_GATED, 2 * Constant.CLOCK_SHARE.cost().best());
        saved.put(
                PowerCounters.POWER_GATED, 2 * (1 - Constant.GATED_SHARE.cost().best()));
        silicon.work(spec.core()).sleeping(cores, spec.core(), saved);
        bill.area("cores", spec.existing(), "core", Constant.CORE_AREA.cost());
    }

    /** The leakage of private memories of one size; if enclaves sleep, {@code saves} says whether what they save is taken off here. */
    private static void leakage(
            EnergyModel.Builder bill, ChipSpec spec, int count, SramModel sram, String size, boolean saves) {
        if (!saves || !spec.power().sleeps()) {
            bill.power(
                    "clock and leakage",
                    count + " memories" + size,
                    sram.leakage().times(count),
                    spec.femtosecondsPerCycle());
            return;
        }
        // A microwatt for a femtosecond is a billionth of a picojoule.
        bill.chargeLess(
                "clock and leakage",
                "run.cycles",
                count,
                Map.of(
                        PowerCounters.POWER_GATED,
                        1 - Constant.RETENTION_SHARE.cost().best()),
                "cycles of a memory" + size + ", those that only keep their contents by what they still take",
                sram.leakage().times(spec.femtosecondsPerCycle() * 1e-9, "pJ"));
    }

    private static void privateMemory(EnergyModel.Builder bill, ChipSpec spec) {
        SramModel sram = new SramModel(spec.enclave().memoryBytes());
        String size = size(sram);
        UnitCost read = sram.read(WORD_BITS);
        UnitCost write = sram.write(WORD_BITS);
        Map<String, Double> loads = new LinkedHashMap<>();
        Map<String, Double> stores = new LinkedHashMap<>();
        for (UnlikeTiles.Kind kind : spec.tiles().kinds()) {
            loads.put(KindCounters.loads(kind), 1.0);
            stores.put(KindCounters.stores(kind), 1.0);
        }
        bill.chargeLess("private memory", "turns.loads", 1, loads, "reads of 32 bits" + size, read);
        bill.chargeLess("private memory", "turns.stores", 1, stores, "writes of 32 bits" + size, write);
        bill.charge(
                "private memory",
                "messages.bytes",
                "bytes, read and written at either end," + size,
                read.plus(write).times(2 * 8.0 / WORD_BITS));
        leakage(bill, spec, spec.usual(), sram, size, true);
        bill.area("private memory", spec.usual(), "SRAM" + size, sram.area());
        spec.tiles().kinds().forEach(kind -> unlikeMemory(bill, spec, kind));
    }

    private static void unlikeMemory(EnergyModel.Builder bill, ChipSpec spec, UnlikeTiles.Kind kind) {
        SramModel sram = new SramModel(kind.memoryBytes());
        String size = size(sram) + " in tiles '" + kind.name() + "'";
        bill.charge("private memory", KindCounters.loads(kind), "reads of 32 bits" + size, sram.read(WORD_BITS));
        bill.charge("private memory", KindCounters.stores(kind), "writes of 32 bits" + size, sram.write(WORD_BITS));
        leakage(bill, spec, enclaves(kind), sram, size, false);
        bill.area("private memory", enclaves(kind), "SRAM" + size, sram.area());
    }

    private static String size(SramModel sram) {
        return " of " + (sram.bytes() >> 10) + " KiB";
    }
}
