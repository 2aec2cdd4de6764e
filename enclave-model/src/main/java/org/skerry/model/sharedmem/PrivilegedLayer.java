package org.skerry.model.sharedmem;

import org.skerry.model.attack.ControlSurface;
import org.skerry.model.attack.Marks;
import org.skerry.model.attack.Order;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.dma.DmaUnit;
import org.skerry.model.sharedmem.dma.Sweep;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.digest.EntityDigests;

/**
 * Whatever runs below the actor runtime with the right to change it: kernel, firmware, a management controller. Run queue, code and
 * handle tables are its to write, and the one physical memory lies on its bus.
 */
final class PrivilegedLayer implements ControlSurface {
    private static final int EVENT_ORDERED = 21;

    private final RuntimeMemory memory;
    private final Population population;
    private final ActorRuntime runtime;
    private final EntityDigests digests;
    private final int entity; // the runtime's
    private final DmaUnit dma; // null: devices neither read nor write memory

    PrivilegedLayer(
            RuntimeMemory memory,
            Population population,
            ActorRuntime runtime,
            EntityDigests digests,
            int entity,
            DmaUnit dma) {
        this.dma = dma;
        this.memory = memory;
        this.population = population;
        this.runtime = runtime;
        this.digests = digests;
        this.entity = entity;
    }

    @Override
    public void stop(long cycle, int order, long actor) {
        SharedActor target = living(cycle, actor);
        if (target != null) {
            runtime.stop(target);
            target.marks.obeyed(order, cycle, Marks.NOBODY);
        }
    }

    @Override
    public void reimage(long cycle, int order, long actor, long image) {
        SharedActor target = living(cycle, actor);
        if (target != null && population.image(image) != null) {
            target.successor = new SharedActor.Successor(image, order, null);
            if (target.core == null) {
                runtime.lives().reimage(cycle, target);
            }
        }
    }

    @Override
    public void rewire(long cycle, int order, long actor, long from, long to) {
        SharedActor target = living(cycle, actor);
        if (target != null) {
            target.turn.table().redirect(from, to, 0);
            target.marks.obeyed(order, cycle, to);
        }
    }

    @Override
    public AddressSpace bus() {
        return memory.space();
    }

    @Override
    public boolean transfer(long cycle, int order, Order.Transfer transfer) {
        Sweep sweep = new Sweep(
                order, transfer.write(), transfer.from(), transfer.bytes(), (int) transfer.stride(), transfer.word());
        return dma != null && dma.order(cycle, transfer.by(), sweep);
    }

    @Override
    public boolean mislead(long cycle, String device, long address) {
        return dma != null && dma.mislead(device, address);
    }

    private SharedActor living(long cycle, long actor) {
        digests.add(entity, cycle, EVENT_ORDERED, actor);
        SharedActor target = population.find(actor);
        // A device is outside: it runs nothing of this machine's.
        return target == null || target.ended() || target.device != null ? null : target;
    }
}
