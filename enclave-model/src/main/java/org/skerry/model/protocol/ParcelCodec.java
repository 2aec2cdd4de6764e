package org.skerry.model.protocol;

import java.util.List;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** How parcels in flight are saved: the number of the kind, then the fields. Kinds are numbered by their place here: append only. */
public final class ParcelCodec implements Codec<Object> {
    private static final List<Class<? extends Parcel>> KINDS = List.of(
            Parcel.Delivery.class,
            Parcel.RoomRequest.class,
            Parcel.RoomGrant.class,
            Parcel.Credit.class,
            Parcel.Notice.class,
            Parcel.Revocation.class,
            Parcel.SpawnOrder.class,
            Parcel.LoadOrder.class,
            Parcel.LoadResult.class,
            Parcel.Vacated.class,
            Parcel.WhereIs.class,
            Parcel.Placed.class,
            Parcel.Halt.class,
            Parcel.Zeroise.class,
            Parcel.Reload.class,
            Parcel.Rewire.class,
            Parcel.Cleared.class,
            Parcel.Segment.class,
            Parcel.AttestRequest.class,
            Parcel.AttestAnswer.class,
            Parcel.Watch.class,
            Parcel.ControlOrder.class,
            Parcel.Overrule.class);

    static {
        for (Class<? extends Parcel> kind : KINDS) {
            if (!kind.isAnnotationPresent(Travels.class)) {
                throw new IllegalStateException(
                        "say how " + kind.getName() + " travels, and what holds it back: @Travels");
            }
        }
    }

    @Override
    public void write(Object body, StateWriter out) {
        Parcel.write((Parcel) body, out);
    }

    @Override
    public Object read(StateReader in) {
        return Parcel.read(in);
    }

    static boolean knows(Class<?> kind) {
        return KINDS.contains(kind);
    }

    static int kind(Parcel parcel) {
        return parcel instanceof ControlParcel between
                ? ControlParcel.FIRST_KIND + between.kind()
                : KINDS.indexOf(parcel.getClass());
    }

    static Parcel readFields(int kind, StateReader in) {
        Parcel between =
                kind < ControlParcel.FIRST_KIND ? null : ControlParcel.readFields(kind - ControlParcel.FIRST_KIND, in);
        if (between != null) {
            return between;
        }
        return switch (kind) {
            case 0 -> Parcel.Delivery.readNotes(Message.read(in), in);
            case 1 -> new Parcel.RoomRequest(in.readInt());
            case 2 -> new Parcel.RoomGrant();
            case 3 -> Parcel.Credit.ANY;
            case 4 -> new Parcel.Notice(Message.read(in), in.readBoolean());
            case 5 -> new Parcel.Revocation(Capability.read(in), in.readInt(), in.readLong());
            case 6 -> readSpawnOrder(in);
            case 7 -> new Parcel.LoadOrder(readSpawnOrder(in), in.readBytes(), Manifest.read(in), in.readInt());
            case 8 -> new Parcel.LoadResult(in.readInt(), in.readLong(), in.readBoolean());
            case 9 -> new Parcel.Vacated(in.readLong());
            case 10 -> new Parcel.WhereIs(in.readLong());
            case 11 -> new Parcel.Placed(in.readLong(), in.readInt());
            case 12 -> new Parcel.Halt(in.readInt(), in.readLong());
            case 13 -> new Parcel.Zeroise(in.readInt(), in.readLong());
            case 14 -> new Parcel.Reload(in.readInt(), in.readLong(), in.readLong(), in.readBytes(), Manifest.read(in));
            case 15 -> new Parcel.Rewire(in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
            case 16 -> new Parcel.Cleared(in.readInt(), in.readLong());
            case 17 -> Parcel.Segment.readFields(in);
            case 18 -> new Parcel.AttestRequest(in.readLong(), in.readLong(), in.readBytes());
            case 19 -> new Parcel.AttestAnswer(in.readLong(), in.readBytes());
            case 20 -> new Parcel.Watch(Oversight.read(in));
            case 21 -> new Parcel.ControlOrder(Oversight.read(in));
            case 22 -> new Parcel.Overrule(in.readInt(), Oversight.read(in), in.readInt());
            default -> throw new StateException("parcel kind " + kind + " is unknown: the state is damaged");
        };
    }

    static Parcel.SpawnOrder readSpawnOrder(StateReader in) {
        return new Parcel.SpawnOrder(SpawnRequest.read(in), in.readString(), in.readString());
    }
}
