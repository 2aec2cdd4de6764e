package org.skerry.model.sharedmem.dma;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The agents of a machine by number, each with a link of its own. */
final class Agents implements Stateful {
    private final DevicesSpec spec;
    private final long femtosecondsPerCycle;
    private final List<Agent> agents = new ArrayList<>();
    private final List<long[]> linkFreeAt = new ArrayList<>(); // femtoseconds, by agent

    /**
     * Of a machine.
     *
     * @param femtosecondsPerCycle of the base clock
     */
    Agents(DevicesSpec spec, long femtosecondsPerCycle) {
        this.spec = spec;
        this.femtosecondsPerCycle = femtosecondsPerCycle;
    }

    void add(Agent agent) {
        agents.add(agent);
        linkFreeAt.add(new long[1]);
    }

    Agent get(int number) {
        return agents.get(number);
    }

    /** How many there are: the number of the next one. */
    int count() {
        return agents.size();
    }

    /** That of this name, or null. */
    Agent named(String name) {
        for (Agent agent : agents) {
            if (agent.name().equals(name)) {
                return agent;
            }
        }
        return null;
    }

    /** So many bytes leave an agent behind what has left before: the cycle at which its link begins with them, rounded up. */
    long leave(long cycle, int number, int bytes) {
        long[] link = linkFreeAt.get(number);
        long from = Math.max(link[0], cycle * femtosecondsPerCycle);
        link[0] = from + spec.linkFemtoseconds(bytes);
        return (from + femtosecondsPerCycle - 1) / femtosecondsPerCycle;
    }

    /** Messages that made no sense, or never came. */
    long lost() {
        long lost = 0;
        for (Agent agent : agents) {
            lost += agent instanceof DeviceQueues queues ? queues.lost() : 0;
        }
        return lost;
    }

    @Override
    public void save(StateWriter out) {
        for (int i = 0; i < agents.size(); i++) {
            out.writeLong(linkFreeAt.get(i)[0]);
            agents.get(i).save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        for (int i = 0; i < agents.size(); i++) {
            linkFreeAt.get(i)[0] = in.readLong();
            agents.get(i).load(in);
        }
    }
}
