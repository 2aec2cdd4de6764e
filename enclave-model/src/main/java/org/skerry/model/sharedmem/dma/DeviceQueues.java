package org.skerry.model.sharedmem.dma;

import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A device's way to messages and back, and its driver: what is sent to the device lies in its mailbox, to which descriptors point; what
 * it sends it writes into buffers that the driver has posted, and the driver puts it into the mailbox of whom it is for.
 *
 * <pre>
 *   actor --> mailbox of the device <--descriptor, bytes--   device
 *   actor <-- its mailbox <-- driver <-- buffer  <--bytes--  device
 * </pre>
 *
 * <p>Several messages are on their way at a time; each way keeps their order.
 */
public final class DeviceQueues implements Agent, Orders.Holder {
    static final int HEARD = 0; // what it asks to be woken for

    private static final int ORDERS = 0; // the channel of orders; those of messages come behind it

    /** What stands around the queues of a device. */
    public interface Host {
        /** The mailbox of the device. */
        Mailbox mailbox();

        /** Takes the first record out of the mailbox, and lets those try again who waited for room. */
        void freeRecord(long cycle);

        /** A message has come to the device. */
        void fetched(long cycle, Message message);

        /** Puts a message of the device where it belongs, from these buffers; false if there is no room, and then {@link #retry} is called. */
        boolean deliver(long cycle, MessageRecord record, long[] buffers, int bytes);

        /** The mailbox of the device has moved there before anything was in it: it is formatted, and its old place free. */
        void moveMailbox(long address);

        /** The device may send more. */
        void mayLeave(long cycle);
    }

    private final DevicesSpec spec;
    private final int number;
    private final String name;
    private final DriverPages pages;
    private final Orders orders;
    private final ToDevice toDevice;
    private final FromDevice fromDevice;

    DeviceQueues(DmaUnit unit, int number, String name, Host host) {
        this.number = number;
        this.name = name;
        spec = unit.spec();
        pages = new DriverPages(unit, number, name);
        orders = new Orders(unit, this, ORDERS);
        AddressSpace space = unit.memory().space();
        toDevice = new ToDevice(unit, this, space, pages, ORDERS + 1, host);
        fromDevice = new FromDevice(unit, this, space, pages, ORDERS + 1 + spec.messages(), host);
    }

    /** Takes rings and buffers from the heap, and lets the device get there. */
    void begin() {
        long ringBytes = (long) spec.descriptors() * DescriptorRing.BYTES;
        long rings = pages.take(Purpose.RING, 2 * ringBytes);
        toDevice.at(rings);
        fromDevice.at(rings + ringBytes);
        pages.open(rings, 2 * ringBytes, IoTable.READ | IoTable.WRITE);
        fromDevice.begin();
        toDevice.begin();
    }

    // ---- for who stands around ---------------------------------------------------------------------------------

    @Override
    public String name() {
        return name;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Orders orders() {
        return orders;
    }

    /** The driver will say of the next buffer that it posts that it is at this address. */
    public void mislead(long address) {
        fromDevice.mislead(address);
    }

    /** Where the driver writes when it posts what is sent to the device. */
    public long nextDescriptor() {
        return toDevice.nextDescriptor();
    }

    /** A record has been put into the mailbox of the device. */
    public void doorbell(long cycle) {
        toDevice.doorbell(cycle);
    }

    /** The device wants to send; false if it has to wait, and then {@link Host#mayLeave} is called. */
    public boolean send(long cycle, Message message, long sentCycle) {
        return fromDevice.send(cycle, new MessageRecord(message, sentCycle));
    }

    /** There may be room for what waits for it. */
    public void retry(long cycle) {
        if (fromDevice.waitsForRoom() != null) {
            fromDevice.hear(cycle);
        }
    }

    /** The message that waits for room in the mailbox of whom it is for, or null. */
    public Message waitsForRoom() {
        MessageRecord waits = fromDevice.waitsForRoom();
        return waits == null ? null : waits.message();
    }

    /** Messages that made no sense, or never came. */
    long lost() {
        return toDevice.lost() + fromDevice.lost();
    }

    // ---- for the unit ------------------------------------------------------------------------------------------

    /** The way that a channel belongs to, if it is none of orders. */
    private Passage passage(int channel) {
        return channel <= ORDERS + spec.messages() ? toDevice.passage() : fromDevice.passage();
    }

    @Override
    public Transfer transfer(int channel) {
        return channel == ORDERS ? orders.transfer() : passage(channel).transfer(channel);
    }

    @Override
    public void over(long cycle, int channel) {
        if (channel == ORDERS) {
            orders.over(cycle);
        } else {
            passage(channel).over(cycle, channel);
        }
    }

    @Override
    public void due(long cycle, int what) {
        fromDevice.hear(cycle);
    }

    @Override
    public void save(StateWriter out) {
        orders.save(out);
        toDevice.save(out);
        fromDevice.save(out);
    }

    @Override
    public void load(StateReader in) {
        orders.load(in);
        toDevice.load(in);
        fromDevice.load(in);
    }
}
