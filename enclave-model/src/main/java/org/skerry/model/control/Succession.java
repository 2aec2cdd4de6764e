package org.skerry.model.control;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What a node has to do with other nodes: it passes on what it has no room for, and takes over what lost nodes had.
 *
 * <p>Nobody sees that a node is lost; whoever waits for its answer in vain concludes it, and says so to whom it turns to next. Who is turned to
 * takes over the rows of all nodes that are said to be lost and that nobody has taken over yet: it asks every enclave there who lives in it, since
 * the lost node's own knowledge is lost with it. Until all have answered, orders that were the lost node's wait.
 */
final class Succession implements Stateful {
    private final ControlTree tree;
    private final int index; // of this node
    private final long timeoutCycles;
    private final ControlPlane node;
    private final int[] owners; // by node that had the rows at first: who has them now
    private final Map<Long, Passing> passing = new LinkedHashMap<>(); // by child; in order of time
    private final Map<Long, HeldOrder> claims = new LinkedHashMap<>(); // by child; whoever gave them is asked
    private final Map<Long, Integer> coming = new LinkedHashMap<>(); // enclaves by actor that a lost node had loaded
    private final ArrayDeque<HeldOrder> deferred = new ArrayDeque<>(); // until all enclaves have answered
    private final TreeSet<Long> left = new TreeSet<>(); // actors whose end was heard of before that they had lived
    private long lost; // nodes that answer no more, as far as is known
    private boolean retired; // somebody took this node for lost, so it is
    private int unanswered; // enclaves that were asked who lives there

    /** An order on its way to another node, which has not said yet that it came. */
    private record Passing(HeldOrder order, int to, long due) {}

    Succession(ControlTree tree, int index, long timeoutCycles, ControlPlane node) {
        this.tree = tree;
        this.index = index;
        this.timeoutCycles = timeoutCycles;
        this.node = node;
        owners = new int[tree.nodes()];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = i;
        }
    }

    // ---- orders for which there is no room -------------------------------------------------------------------------

    /** Passes an order on to the nearest node that has not been asked. Returns false if there is none. */
    boolean passOn(long cycle, HeldOrder order) {
        HeldOrder seen = order.withAsked(order.asked() | ControlTree.bit(index));
        int next = tree.nearest(index, seen.asked() | lost);
        if (next == ControlTree.NOBODY) {
            return false;
        }
        node.counters().passed++;
        pass(cycle, seen, next);
        return true;
    }

    private void pass(long cycle, HeldOrder order, int to) {
        passing.put(order.child(), new Passing(order, to, cycle + timeoutCycles));
        node.send(
                cycle, tree.endpoint(to), new ControlParcel.Passed(order.order(), order.origin(), order.asked(), lost));
    }

    /** Another node has the order now. */
    void taken(long child) {
        passing.remove(child);
    }

    /** An order has come from another node. Whoever gave it first must agree, so that no two nodes carry it out. */
    void passed(long cycle, int source, ControlParcel.Passed passed) {
        HeldOrder order = HeldOrder.of(passed.order(), passed.origin(), passed.asked());
        node.send(cycle, source, new ControlParcel.Taken(order.child()));
        adopt(cycle, passed.lost());
        claims.put(order.child(), order);
        node.send(cycle, order.origin(), new ControlParcel.Claim(order.child(), source));
    }

    /** The answer to a claim. Returns the order if it may be carried out, else null. */
    HeldOrder claimed(ControlParcel.Claimed answer) {
        HeldOrder order = claims.remove(answer.actor());
        return answer.granted() ? order : null;
    }

    /** Notices nodes that have not answered in time. */
    void due(long cycle) {
        while (nextCycle() <= cycle) {
            Passing late = passing.values().iterator().next();
            passing.remove(late.order.child());
            lost |= ControlTree.bit(late.to);
            int above = tree.successor(late.to, lost);
            if (above == index) {
                adopt(cycle, lost);
                resume(cycle, late.order);
            } else {
                pass(cycle, late.order.withAsked(late.order.asked() & ~ControlTree.bit(above)), above);
            }
        }
    }

    long nextCycle() {
        return passing.isEmpty() ? Component.IDLE : passing.values().iterator().next().due;
    }

    // ---- taking over -----------------------------------------------------------------------------------------------

    /** Takes over the rows of these nodes and of all others known to be lost, as far as they are still theirs. */
    void adopt(long cycle, long nodes) {
        lost |= nodes & ~ControlTree.bit(index);
        for (int i = 0; i < owners.length; i++) {
            if ((lost & ControlTree.bit(owners[i])) != 0) {
                owners[i] = index;
                node.counters().takeOvers++;
                node.desk().work(cycle);
                askWhoLivesThere(cycle, i);
            }
        }
    }

    private void askWhoLivesThere(long cycle, int rowsOf) {
        for (int other = 0; other < tree.nodes(); other++) {
            if (other != index) { // also to those that are lost, in case they are not
                node.send(cycle, tree.endpoint(other), new ControlParcel.Adopted(lost));
            }
        }
        MeshSpec mesh = tree.mesh();
        for (int enclave = 0; enclave < mesh.tileEndpoints(); enclave++) {
            if (tree.home(enclave) == rowsOf) {
                unanswered++;
                node.send(cycle, enclave, new ControlParcel.Census(lost));
            }
        }
    }

    /** Another node has taken over the rows of lost ones. */
    void adopted(int by, long nodes) {
        retired = (nodes & ControlTree.bit(index)) != 0;
        lost |= nodes & ~ControlTree.bit(index);
        for (int i = 0; i < owners.length; i++) {
            if ((nodes & ControlTree.bit(owners[i])) != 0) {
                owners[i] = by;
            }
        }
    }

    /** Whether others act for this node by now, which therefore says nothing any more. */
    boolean isRetired() {
        return retired;
    }

    /** An enclave has answered who lives there. */
    void counted(long cycle, int enclave, ControlParcel.Resides answer) {
        node.counted(cycle, enclave, answer);
        if (answer.coming()) {
            coming.put(answer.actor(), enclave);
        }
        unanswered--;
        while (unanswered == 0 && !deferred.isEmpty()) {
            resume(cycle, deferred.remove());
        }
    }

    /** An enclave is empty that is not known to have been taken: its answer travels in another virtual network, and may come later. */
    void vacatedEarly(long actor) {
        if (unanswered > 0) {
            left.add(actor);
        }
    }

    /** Whether the end of an actor was heard of already. */
    boolean hasLeft(long actor) {
        return left.remove(actor);
    }

    /** Goes on with an order that another node may have begun to carry out. */
    void resume(long cycle, HeldOrder order) {
        if (unanswered > 0) {
            deferred.add(order);
        } else if (coming.containsKey(order.child())) {
            node.expect(order.at(coming.get(order.child())));
        } else {
            node.accept(cycle, order);
        }
    }

    /** An actor is no longer on its way. */
    void arrived(long actor) {
        coming.remove(actor);
    }

    /** Says something to all other nodes that are not known to be lost. */
    void toOthers(long cycle, ControlParcel parcel) {
        for (int other = 0; other < tree.nodes(); other++) {
            if (other != index && (lost & ControlTree.bit(other)) == 0) {
                node.send(cycle, tree.endpoint(other), parcel);
            }
        }
    }

    // ---- state -----------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.writeInts(owners);
        out.writeInt(passing.size());
        passing.values().forEach(each -> {
            each.order.write(out);
            out.writeInt(each.to);
            out.writeLong(each.due);
        });
        HeldOrder.writeAll(claims.values(), out);
        out.writeInt(coming.size());
        coming.forEach((actor, enclave) -> {
            out.writeLong(actor);
            out.writeInt(enclave);
        });
        HeldOrder.writeAll(deferred, out);
        out.writeLongs(left.stream().mapToLong(Long::longValue).toArray());
        out.writeLong(lost);
        out.writeBoolean(retired);
        out.writeInt(unanswered);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(owners);
        passing.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            HeldOrder order = HeldOrder.read(in);
            passing.put(order.child(), new Passing(order, in.readInt(), in.readLong()));
        }
        claims.clear();
        HeldOrder.readAll(in).forEach(order -> claims.put(order.child(), order));
        coming.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            coming.put(in.readLong(), in.readInt());
        }
        deferred.clear();
        deferred.addAll(HeldOrder.readAll(in));
        left.clear();
        for (long actor : in.readLongs()) {
            left.add(actor);
        }
        lost = in.readLong();
        retired = in.readBoolean();
        unanswered = in.readInt();
    }
}
