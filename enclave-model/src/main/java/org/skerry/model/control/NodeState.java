package org.skerry.model.control;

import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What a node of the control plane is made of, as far as it changes: written down and put back part by part, in this order. */
record NodeState(List<Stateful> parts) implements Stateful {
    @Override
    public void save(StateWriter out) {
        parts.forEach(part -> part.save(out));
    }

    @Override
    public void load(StateReader in) {
        parts.forEach(part -> part.load(in));
    }
}
