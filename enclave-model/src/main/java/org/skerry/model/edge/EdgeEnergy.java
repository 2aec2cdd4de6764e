package org.skerry.model.edge;

import java.util.List;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.technology.Constant;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/**
 * What the devices of a plan are billed for: the same on every machine, by what they counted and by how long they were there. They lie outside the
 * die and have no area on any bill.
 */
public final class EdgeEnergy {
    private static final String STORAGE = "external storage";
    private static final String NETWORK = "external network";

    private EdgeEnergy() {}

    /** The bill of a machine, and of the devices of a plan beside it; a cycle of the machine is so long, 0 if it has no time. */
    public static EnergyModel with(EnergyModel machine, DeploymentPlan plan, long femtosecondsPerCycle) {
        EnergyModel.Builder bill = new EnergyModel.Builder();
        if (femtosecondsPerCycle > 0) {
            for (ActorPlan actor : plan.actors()) {
                Program program = plan.images().get(actor.image());
                if (program instanceof StorageProgram) {
                    storage(bill, "edge." + actor.name(), femtosecondsPerCycle);
                } else if (program instanceof NetworkProgram) {
                    network(bill, "edge." + actor.name(), femtosecondsPerCycle);
                }
            }
        }
        return machine.and(bill.build());
    }

    private static void storage(EnergyModel.Builder bill, String prefix, long femtosecondsPerCycle) {
        bill.charge(
                STORAGE,
                prefix + ".requests",
                "requests to " + prefix + ", a page opened for each",
                Constant.STORAGE_COMMAND.cost());
        bill.charge(
                STORAGE,
                List.of(prefix + ".bytesRead", prefix + ".bytesWritten"),
                "bytes read or written of " + prefix,
                Constant.STORAGE_BYTE.cost());
        bill.power(STORAGE + ", idle", prefix, Constant.STORAGE_IDLE.cost(), femtosecondsPerCycle);
    }

    private static void network(EnergyModel.Builder bill, String prefix, long femtosecondsPerCycle) {
        bill.charge(
                NETWORK,
                List.of(prefix + ".bytesIn", prefix + ".bytesOut"),
                "bytes in or out of " + prefix,
                Constant.ETHERNET_BYTE.cost());
        bill.power(NETWORK + ", idle", prefix, Constant.ETHERNET_IDLE.cost(), femtosecondsPerCycle);
    }
}
