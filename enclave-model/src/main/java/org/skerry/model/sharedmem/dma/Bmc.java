package org.skerry.model.sharedmem.dma;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** A management controller: a computer of its own that does what its operator wants, and of its own accord nothing. */
final class Bmc implements Agent, Orders.Holder {
    /** It is there before all others. */
    static final int NUMBER = 0;

    private final Orders orders;

    Bmc(DmaUnit unit) {
        orders = new Orders(unit, this, 0);
    }

    @Override
    public String name() {
        return DmaUnit.MANAGEMENT;
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public Orders orders() {
        return orders;
    }

    @Override
    public Transfer transfer(int channel) {
        return orders.transfer();
    }

    @Override
    public void over(long cycle, int channel) {
        orders.over(cycle);
    }

    @Override
    public void due(long cycle, int what) {
        throw new IllegalStateException("nothing was asked for");
    }

    @Override
    public void save(StateWriter out) {
        orders.save(out);
    }

    @Override
    public void load(StateReader in) {
        orders.load(in);
    }
}
