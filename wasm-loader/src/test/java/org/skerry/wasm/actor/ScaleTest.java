package org.skerry.wasm.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.memory.PrivateMemory;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

/** A hundred thousand actors of one program wait for their first turn in little memory. */
final class ScaleTest {
    private static final int INSTANCES = 100_000;
    private static final long MOST_BYTES = 200_000_000;
    private static final long MOST_MILLIS = 10_000;

    private static byte[] module() {
        return new ModuleBuilder()
                .skerry("message_size", ">i")
                .memory(2, 16)
                .table(4, 8)
                .elements(0, 1)
                .data(1024, new byte[7_000])
                .data(1024, "shared".getBytes())
                .function(
                        "receive",
                        ">",
                        "",
                        "i32.const 1024 i32.const 1024 i32.load8_u 0 i32.const 1 i32.add i32.store8 0")
                .build();
    }

    @Test
    void aHundredThousandInstancesTakeAtMost200MegabytesBeforeTheirFirstTurn() {
        WasmProgram program = WasmLoader.load("test.wasm", module());
        ActorInstance[] instances = new ActorInstance[INSTANCES];
        PrivateMemory[] memories = new PrivateMemory[INSTANCES];
        Grants none = new Grants(List.of(), List.of());
        long before = usedBytes();
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long begin = clock.getCurrentThreadCpuTime();
        for (int i = 0; i < INSTANCES; i++) {
            memories[i] = new PrivateMemory(
                    program.limits().minPages(), program.limits().maxPages());
            instances[i] = program.instantiate(memories[i], none);
        }
        long millis = (clock.getCurrentThreadCpuTime() - begin) / 1_000_000;
        long bytes = usedBytes() - before;
        System.out.println("scale: " + INSTANCES + " instances, " + bytes / 1_000_000 + " MB, " + millis + " ms");
        assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
        assertTrue(millis <= MOST_MILLIS, millis + " ms of processor time");
        assertEquals('s', memories[INSTANCES - 1].load(1024, 1));
        assertTrue(instances[INSTANCES - 1] != instances[0]);
    }

    @Test
    void dataIsSharedUntilAnActorTouchesItsMemoryAndNeverAfterwards() {
        WasmProgram program = WasmLoader.load("test.wasm", module());
        Stage one = new Stage(program);
        Stage other = new Stage(program);
        assertEquals(0, one.memory.hostBytes());
        one.send("");
        assertEquals('s' + 1, one.memory.load(1024, 1));
        assertEquals(0, other.memory.hostBytes());
        assertEquals('s', other.memory.load(1024, 1));
        assertEquals('d', other.memory.gathered()[1029]);
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
