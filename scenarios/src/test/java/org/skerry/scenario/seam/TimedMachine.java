package org.skerry.scenario.seam;

import java.util.List;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.memory.BugObject;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

/** The machines that have time, small, for tests that hold for both. */
enum TimedMachine {
    CHIP {
        @Override
        Machine build(long seed, ExecutionSpec execution, List<BugObject> bugs) {
            return new EnclaveChip(ChipSpec.of(4, 4, 1).withBugs(bugs), seed, execution);
        }

        @Override
        Machine withOneCycleMore(long seed) {
            ChipSpec chip = ChipSpec.of(4, 4, 1);
            return new EnclaveChip(chip.withCore(slower(chip.core())), seed, ExecutionSpec.SERIAL);
        }
    },

    SHARED_MEMORY {
        @Override
        Machine build(long seed, ExecutionSpec execution, List<BugObject> bugs) {
            return new SharedMemoryMachine(SharedMemorySpec.of(4).withBugs(bugs), seed, execution);
        }

        @Override
        Machine withOneCycleMore(long seed) {
            SharedMemorySpec computer = SharedMemorySpec.of(4);
            return new SharedMemoryMachine(computer.withCore(slower(computer.core())), seed, ExecutionSpec.SERIAL);
        }
    };

    abstract Machine build(long seed, ExecutionSpec execution, List<BugObject> bugs);

    /** The mutant: the same machine, but a message takes one cycle more of software. */
    abstract Machine withOneCycleMore(long seed);

    Machine build(ExecutionSpec execution) {
        return build(1, execution, List.of());
    }

    static CoreSpec slower(CoreSpec core) {
        return new CoreSpec(
                core.clock(),
                core.milliCyclesPerInstruction(),
                core.milliCyclesPerLoad(),
                core.milliCyclesPerStore(),
                core.wakeUpCycles(),
                core.receiveCycles() + 1,
                core.sendCycles());
    }
}
