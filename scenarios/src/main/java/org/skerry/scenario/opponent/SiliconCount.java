package org.skerry.scenario.opponent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.energy.Caches;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.stats.CostLine;

/**
 * What a machine is made of, counted: so that a reader can see what is equal of two of them and what is not.
 *
 * @param machine           its name
 * @param actorCores        cores that run actors
 * @param messagingCores    cores that handle messages and nothing else
 * @param dataBits          bits of SRAM for data of software: private memories, or all levels of cache
 * @param tagBits           bits of tags and of the state of lines
 * @param directoryBits     bits of directories: coherence
 * @param translationBits   bits of look-aside buffers
 * @param interfaceBits     bits of handle registers and send queues of network interfaces
 * @param mesh              tiles and their network
 * @param meshHertz         clock of the mesh
 * @param coreHertz         clock of the cores
 * @param memoryChannels    DRAM channels on the die
 * @param capacityBytes     memory that software can be given
 * @param area              square millimetres, lowest, best and highest estimate
 * @param designMilliwatts  power while every core for actors computes and hits its nearest memory
 */
public record SiliconCount(
        String machine,
        int actorCores,
        int messagingCores,
        long dataBits,
        long tagBits,
        long directoryBits,
        long translationBits,
        long interfaceBits,
        MeshSpec mesh,
        long meshHertz,
        long coreHertz,
        int memoryChannels,
        long capacityBytes,
        CostLine area,
        double designMilliwatts) {

    /** Whether it can be counted: the oracle is made of nothing, and so is an opponent that there is not. */
    public static boolean counts(MachineSpec machine) {
        return machine.unfit().isEmpty()
                && (machine.settings() instanceof ChipSpec || machine.settings() instanceof SharedMemorySpec);
    }

    /** The count of a machine that is made of something. */
    public static SiliconCount of(MachineSpec machine) {
        return machine.settings() instanceof ChipSpec chip
                ? of(machine.name(), chip)
                : of(machine.name(), (SharedMemorySpec) machine.settings());
    }

    private static SiliconCount of(String name, ChipSpec chip) {
        int enclaves = chip.existing();
        int code = chip.code().isOn() ? Math.toIntExact(chip.code().cache().sizeBytes()) : 0;
        return new SiliconCount(
                name,
                enclaves,
                enclaves,
                Byte.SIZE * (chip.privateBytes() + (long) enclaves * code),
                chip.code().isOn() ? enclaves * Caches.tagBits(chip.code().cache()) : 0,
                0,
                0,
                Byte.SIZE * enclaves * chip.interfaceBytes(),
                chip.mesh(),
                chip.meshHertz(),
                chip.meshHertz() * chip.core().clock().p() / chip.core().clock().q(),
                0,
                chip.privateBytes(),
                area(chip.energy()),
                DesignPower.milliwatts(chip));
    }

    private static SiliconCount of(String name, SharedMemorySpec machine) {
        MemorySpec memory = machine.memory();
        int cores = machine.cores();
        long data = memory.l1().sizeBytes()
                + memory.l2().sizeBytes()
                + memory.slice().sizeBytes();
        if (memory.code().isOn()) {
            data += memory.code().cache(memory.lineBytes()).sizeBytes();
        }
        long tags = (memory.code().isOn() ? Caches.tagBits(memory.code().cache(memory.lineBytes())) : 0)
                + Caches.tagBits(memory.l1())
                + Caches.tagBits(memory.l2())
                + Caches.tagBits(memory.slice());
        return new SiliconCount(
                name,
                cores,
                0,
                Byte.SIZE * cores * data,
                cores * tags,
                cores * Caches.directoryBits(memory.directory().lines(), cores),
                cores * memory.translation().bits(),
                0,
                machine.mesh(),
                machine.meshHertz(),
                machine.meshHertz()
                        * machine.core().clock().p()
                        / machine.core().clock().q(),
                machine.endpoints().channels(),
                machine.memoryBytes(),
                area(machine.energy()),
                DesignPower.milliwatts(machine));
    }

    private static CostLine area(EnergyModel bill) {
        return CostLine.sum(bill.area());
    }

    /** Bits of SRAM of all kinds. */
    public long allBits() {
        return dataBits + tagBits + directoryBits + translationBits + interfaceBits;
    }

    /** Counts of several machines as lines of text, the first of which has the heads. */
    public static List<List<String>> table(List<SiliconCount> counts) {
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(""));
        counts.forEach(count -> heads.add(count.machine));
        lines.add(heads);
        row(lines, counts, "cores for actors", count -> whole(count.actorCores));
        row(lines, counts, "cores for messages alone", count -> whole(count.messagingCores));
        row(lines, counts, "SRAM for data [Kibit]", count -> kibit(count.dataBits));
        row(lines, counts, "tags and states of lines [Kibit]", count -> kibit(count.tagBits));
        row(lines, counts, "directories: coherence [Kibit]", count -> kibit(count.directoryBits));
        row(lines, counts, "look-aside buffers: translation [Kibit]", count -> kibit(count.translationBits));
        row(lines, counts, "registers of network interfaces [Kibit]", count -> kibit(count.interfaceBits));
        row(lines, counts, "SRAM in all [Kibit]", count -> kibit(count.allBits()));
        row(lines, counts, "mesh, routers", count -> count.mesh.width() + " x " + count.mesh.height());
        row(lines, counts, "flit [bytes]", count -> whole(count.mesh.flitBytes()));
        row(lines, counts, "clock of the mesh [MHz]", count -> whole(count.meshHertz / 1_000_000));
        row(lines, counts, "clock of the cores [MHz]", count -> whole(count.coreHertz / 1_000_000));
        row(lines, counts, "memory channels", count -> whole(count.memoryChannels));
        row(lines, counts, "memory for software [MiB]", count -> whole(count.capacityBytes >> 20));
        row(lines, counts, "area, memory interfaces included [mm²]", count -> range(count.area));
        row(lines, counts, "power, all cores computing [mW]", count -> digits(count.designMilliwatts));
        return lines;
    }

    private static void row(
            List<List<String>> lines, List<SiliconCount> counts, String name, Function<SiliconCount, String> figure) {
        List<String> line = new ArrayList<>(List.of(name));
        counts.forEach(count -> line.add(figure.apply(count)));
        lines.add(line);
    }

    private static String kibit(long bits) {
        return whole((bits + 1023) / 1024);
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    private static String range(CostLine area) {
        return digits(area.amount()) + " (" + digits(area.low()) + " - " + digits(area.high()) + ")";
    }
}
