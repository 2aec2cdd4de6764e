package org.skerry.model.sharedmem;

import static org.skerry.model.technology.Constant.CORE_AREA;
import static org.skerry.model.technology.Constant.DEVICE_LINK_BYTE;
import static org.skerry.model.technology.Constant.DRAM_ACTIVATE_KIB;
import static org.skerry.model.technology.Constant.DRAM_BIT;
import static org.skerry.model.technology.Constant.DRAM_CHANNEL;
import static org.skerry.model.technology.Constant.DRAM_CHANNEL_AREA;
import static org.skerry.model.technology.Constant.TLB_LOOKUP;

import java.util.List;
import org.skerry.model.energy.Caches;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.energy.Silicon;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SramModel;
import org.skerry.model.sharedmem.cache.MemorySpec;

/** What the shared-memory machine is billed for beyond what every machine is made of: caches, translation, DRAM. */
final class SharedMemoryEnergy {
    private static final String FIRST = "first-level caches";
    private static final String SECOND = "second-level caches";
    private static final String SHARED = "shared cache";
    private static final int WORD_BITS = 32;

    private SharedMemoryEnergy() {}

    static EnergyModel of(SharedMemorySpec spec) {
        EnergyModel.Builder bill = new EnergyModel.Builder();
        Silicon silicon = new Silicon(bill, spec.femtosecondsPerCycle());
        if (spec.memory().code().isOn()) {
            silicon.fetchedThrough(
                    spec.memory().code().cache(spec.memory().lineBytes()),
                    spec.cores(),
                    spec.core(),
                    "cycles.messageSoftware",
                    List.of("memory.code.hits", "memory.code.misses"),
                    "memory.code.misses");
        }
        silicon.cores(spec.cores(), spec.core());
        Caches caches = new Caches(bill, spec.femtosecondsPerCycle());
        firstLevel(bill, caches, spec);
        furtherLevels(caches, spec);
        long interfaces = 2L * spec.cores() + spec.endpoints().channels();
        silicon.network(spec.mesh(), TilePlan.tileEdgeMicrometres(spec) / 1000.0, interfaces);
        dram(bill, spec);
        if (spec.devices().dma()) {
            devices(bill, spec);
        }
        return bill.build();
    }

    /** Links of devices and lookups of the IOMMU; lines that devices and walks move are among those of slices, mesh and DRAM. */
    private static void devices(EnergyModel.Builder bill, SharedMemorySpec spec) {
        bill.charge(
                "device links",
                List.of("dma.bytesRead", "dma.bytesWritten"),
                "bytes that devices read or wrote",
                DEVICE_LINK_BYTE.cost());
        if (spec.devices().iommu().on()) {
            bill.charge(
                    "IOMMU",
                    List.of("iommu.hits", "iommu.misses"),
                    "addresses of devices that were translated",
                    TLB_LOOKUP.cost());
        }
    }

    /** Words of loads, stores and messages; lines that come in. The runtime's own few words are left out, in favour of this machine. */
    private static void firstLevel(EnergyModel.Builder bill, Caches caches, SharedMemorySpec spec) {
        CacheSpec l1 = spec.memory().l1();
        SramModel data = new SramModel(l1.sizeBytes());
        List<String> accesses = List.of("memory.l1.hits", "memory.l1.misses");
        caches.reads(FIRST, List.of("turns.loads"), "loads of 32 bits", l1, WORD_BITS);
        caches.writes(FIRST, List.of("turns.stores"), "stores of 32 bits", l1, WORD_BITS);
        bill.charge(
                FIRST,
                "messages.bytes",
                "bytes of messages, read and written at either end",
                data.read(WORD_BITS).plus(data.write(WORD_BITS)).times(2 * 8.0 / WORD_BITS));
        caches.writes(FIRST, List.of("memory.l1.misses"), "lines that came in", l1, lineBits(spec));
        caches.lookups(accesses, "accesses to first-level caches", l1);
        if (spec.memory().translation().isOn()) {
            bill.charge("translation", accesses, "accesses to first-level caches", TLB_LOOKUP.cost());
            caches.buffers(
                    "translation",
                    "look-aside buffers",
                    spec.cores(),
                    spec.memory().translation().bits());
        }
        caches.standing(FIRST, spec.cores(), l1);
    }

    private static void furtherLevels(Caches caches, SharedMemorySpec spec) {
        MemorySpec memory = spec.memory();
        int line = lineBits(spec);
        caches.reads(SECOND, List.of("memory.l2.reads"), "lines read", memory.l2(), line);
        caches.writes(SECOND, List.of("memory.l2.writes"), "lines written", memory.l2(), line);
        List<String> l2Lookups = List.of("memory.l2.hits", "memory.l2.misses", "memory.probes");
        caches.lookups(l2Lookups, "accesses to and probes of second-level caches", memory.l2());
        caches.standing(SECOND, spec.cores(), memory.l2());
        caches.reads(SHARED, List.of("memory.shared.reads"), "lines read", memory.slice(), line);
        caches.writes(SHARED, List.of("memory.shared.writes"), "lines written", memory.slice(), line);
        caches.lookups(List.of("memory.directory.lookups"), "requests to slices", memory.slice());
        caches.standing(SHARED, spec.cores(), memory.slice());
        caches.directories(spec.cores(), memory.directoryLines(), spec.cores(), "memory.directory.lookups");
    }

    private static int lineBits(SharedMemorySpec spec) {
        return 8 * spec.memory().lineBytes();
    }

    /** Square millimetres of a tile: a core, its caches and its slice with the directory, best estimate. */
    static double tileArea(SharedMemorySpec spec) {
        MemorySpec memory = spec.memory();
        double code = memory.code().isOn() ? Caches.area(memory.code().cache(memory.lineBytes())) : 0;
        return CORE_AREA.cost().best()
                + code
                + Caches.area(memory.l1())
                + Caches.area(memory.l2())
                + Caches.area(memory.slice())
                + Caches.directoryArea(memory.directoryLines(), spec.cores());
    }

    private static void dram(EnergyModel.Builder bill, SharedMemorySpec spec) {
        int channels = spec.endpoints().channels();
        double rowKib = spec.memory().dram().rowBytes() / 1024.0;
        bill.charge(
                "DRAM",
                "memory.dram.activations",
                "rows of " + rowKib + " KiB opened and closed",
                DRAM_ACTIVATE_KIB.cost().times(rowKib));
        bill.charge(
                "DRAM",
                List.of("memory.dram.reads", "memory.dram.writes"),
                "lines of " + lineBits(spec) + " bits",
                DRAM_BIT.cost().times(lineBits(spec)));
        bill.power(
                "DRAM, idle",
                channels + " channels with their DRAM",
                DRAM_CHANNEL.cost().times(channels),
                spec.femtosecondsPerCycle());
        bill.area("DRAM channels", channels, "channel", DRAM_CHANNEL_AREA.cost());
    }
}
