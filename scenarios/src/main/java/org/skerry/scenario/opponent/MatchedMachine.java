package org.skerry.scenario.opponent;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.FetchSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.scenario.spec.Opponent;
import org.skerry.sim.config.ConfigException;

/**
 * The shared-memory machine that a rule makes of an enclave chip. Cores, their clocks and the software of messages on either side are the chip's;
 * so are flits, routers and links of the mesh. Memory channels, one a row and at most eight, are what a chip without DRAM has not.
 */
public final class MatchedMachine {
    private static final int MOST_CORES = 1024;
    private static final int MOST_CHANNELS = 8;
    private static final int MOST_SLICE_WAYS = 64;
    private static final int LINE_BYTES = 64;

    private MatchedMachine() {}

    /**
     * The opponent of a complete chip.
     *
     * @throws ConfigException when not even one core has room, or the chip has more than a computer can have
     */
    public static SharedMemorySpec of(Opponent opponent, ChipSpec chip) {
        SharedMemorySpec twin = twin(opponent, chip);
        SharedMemorySpec matched = switch (opponent.rule()) {
            case TWIN -> twin;
            case EQUAL_AREA -> equalArea(twin, chip);
            case EQUAL_POWER ->
                opponent.matched()
                        .map(found -> withCores(twin, chip, found.cores(), found.hertz()))
                        .orElseGet(() -> powered(twin, chip));
            case SERVER -> throw new IllegalStateException("a server is a preset and follows from no other machine");
        };
        return opponent.equalCapacity()
                ? matched.withMemoryBytes(chip.privateBytes() / LINE_BYTES * LINE_BYTES)
                : matched;
    }

    private static SharedMemorySpec twin(Opponent opponent, ChipSpec chip) {
        int cores = chip.existing() * (opponent.messagingCores() ? 2 : 1);
        if (cores > MOST_CORES) {
            throw new ConfigException("the twin of a chip with " + cores + " cores would have as many, and a"
                    + " shared-memory machine has at most " + MOST_CORES + ". Take a smaller chip.");
        }
        MeshSpec mesh = chip.mesh();
        int perTile = (cores + mesh.routers() - 1) / mesh.routers();
        return machine(
                chip,
                cores,
                mesh.withSize(mesh.width(), mesh.height(), 2 * perTile, Math.min(MOST_CHANNELS, mesh.height())),
                CacheCut.of(chip.privateBytes() / cores, cores, chip.meshHertz()),
                chip.meshHertz());
    }

    private static SharedMemorySpec machine(ChipSpec chip, int cores, MeshSpec mesh, MemorySpec memory, long hertz) {
        CoreSpec core = chip.core().withMemory(CoreSpec.BY_MEMORY, chip.core().milliCyclesPerStore());
        return SharedMemorySpec.of(1)
                .withCores(cores, mesh, hertz)
                .withCore(core)
                .withMemory(memory.withCode(code(chip.code())));
    }

    /** The chip's caches of instructions, if it has any. */
    private static CodeSpec code(FetchSpec chip) {
        return new CodeSpec(chip.sets(), chip.ways(), CodeSpec.DEFAULT_SOFTWARE_BYTES_PER_CYCLE);
    }

    /** A machine to begin a search with that ends where both take as much under a load: here all cores execute one mix. */
    private static SharedMemorySpec powered(SharedMemorySpec twin, ChipSpec chip) {
        double budget = DesignPower.milliwatts(chip);
        SharedMemorySpec one = withCores(twin, chip, 1);
        return DesignPower.milliwatts(one) > budget
                ? one
                : most(twin, chip, budget, DesignPower::milliwatts, "mW of power");
    }

    /** The most cores that fit, and then the largest slices. */
    private static SharedMemorySpec equalArea(SharedMemorySpec twin, ChipSpec chip) {
        double budget = chip.energy().areaSum();
        ToDoubleFunction<SharedMemorySpec> area = machine -> machine.energy().areaSum();
        SharedMemorySpec most = most(twin, chip, budget, area, "mm2 of area");
        SharedMemorySpec best = most;
        CacheSpec slice = most.memory().slice();
        for (int ways = slice.ways() + 1; ways <= MOST_SLICE_WAYS; ways++) {
            CacheSpec larger = new CacheSpec(slice.sets(), ways, LINE_BYTES, 0);
            SharedMemorySpec next = most.withMemory(CacheCut.timed(
                    most.memory().l1().sizeBytes(),
                    most.memory().l2().sizeBytes(),
                    larger,
                    most.cores(),
                    chip.meshHertz()));
            if (area.applyAsDouble(next) > budget) {
                break;
            }
            best = next;
        }
        return best;
    }

    /** The twin with as many cores as a budget allows, on a mesh that is as square as can be. */
    private static SharedMemorySpec most(
            SharedMemorySpec twin, ChipSpec chip, double budget, ToDoubleFunction<SharedMemorySpec> figure, String of) {
        SharedMemorySpec best = null;
        for (int cores = 1; cores <= MOST_CORES; cores++) {
            SharedMemorySpec next = withCores(twin, chip, cores);
            if (figure.applyAsDouble(next) <= budget) {
                best = next;
            } else if (cores > 2 * twin.cores()) {
                break;
            }
        }
        if (best == null) {
            throw new ConfigException(String.format(
                    Locale.ROOT,
                    "the chip has %.3g %s, and a shared-memory machine of one of its cores with caches and a memory channel takes"
                            + " %.3g. Take a larger chip, or another opponent.",
                    budget,
                    of,
                    figure.applyAsDouble(withCores(twin, chip, 1))));
        }
        return best;
    }

    /** The twin with more or fewer cores, on a mesh that is as square as can be. */
    static SharedMemorySpec withCores(SharedMemorySpec twin, ChipSpec chip, int cores) {
        return withCores(twin, chip, cores, chip.meshHertz());
    }

    private static SharedMemorySpec withCores(SharedMemorySpec twin, ChipSpec chip, int cores, long hertz) {
        int width = 1;
        while (width * width < cores) {
            width++;
        }
        int height = (cores + width - 1) / width;
        MeshSpec mesh = chip.mesh().withSize(width, height, 2, Math.min(MOST_CHANNELS, height));
        MemorySpec like = twin.memory();
        MemorySpec memory = CacheCut.timed(like.l1().sizeBytes(), like.l2().sizeBytes(), like.slice(), cores, hertz);
        return machine(chip, cores, mesh, memory, hertz);
    }
}
