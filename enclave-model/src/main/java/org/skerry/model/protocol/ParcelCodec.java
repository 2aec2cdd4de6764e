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
            Delivery.class,
            MessageParcel.RoomRequest.class,
            MessageParcel.RoomGrant.class,
            MessageParcel.Credit.class,
            MessageParcel.Notice.class,
            MessageParcel.Revocation.class,
            PlaneParcel.SpawnOrder.class,
            LoadParcel.LoadOrder.class,
            ReportParcel.LoadResult.class,
            PlaneParcel.Vacated.class,
            PlaneParcel.WhereIs.class,
            PlaneParcel.Placed.class,
            CommandParcel.Halt.class,
            CommandParcel.Zeroise.class,
            LoadParcel.Reload.class,
            CommandParcel.Rewire.class,
            ReportParcel.Cleared.class,
            Segment.class,
            AttestParcel.AttestRequest.class,
            AttestParcel.AttestAnswer.class,
            MessageParcel.Watch.class,
            PlaneParcel.ControlOrder.class,
            CommandParcel.Overrule.class,
            FaultParcel.Returned.class,
            FaultParcel.Gone.class);

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
            case 0 -> Delivery.readFields(in);
            case 1 -> new MessageParcel.RoomRequest(in.readInt());
            case 2 -> new MessageParcel.RoomGrant();
            case 3 -> new MessageParcel.Credit(in.readInt());
            case 4 -> new MessageParcel.Notice(Message.read(in), in.readInt());
            case 5 -> new MessageParcel.Revocation(Capability.read(in), in.readInt(), in.readLong());
            case 6 -> readSpawnOrder(in);
            case 7 -> new LoadParcel.LoadOrder(readSpawnOrder(in), in.readBytes(), Manifest.read(in), in.readInt());
            case 8 -> new ReportParcel.LoadResult(in.readInt(), in.readLong(), in.readBoolean());
            case 9 -> new PlaneParcel.Vacated(in.readLong());
            case 10 -> new PlaneParcel.WhereIs(in.readLong());
            case 11 -> new PlaneParcel.Placed(in.readLong(), in.readInt());
            case 12 -> new CommandParcel.Halt(in.readInt(), in.readLong());
            case 13 -> new CommandParcel.Zeroise(in.readInt(), in.readLong());
            case 14 ->
                new LoadParcel.Reload(in.readInt(), in.readLong(), in.readLong(), in.readBytes(), Manifest.read(in));
            case 15 ->
                new CommandParcel.Rewire(in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
            case 16 -> new ReportParcel.Cleared(in.readInt(), in.readLong());
            case 17 -> Segment.readFields(in);
            case 18 -> new AttestParcel.AttestRequest(in.readLong(), in.readLong(), in.readBytes());
            case 19 -> new AttestParcel.AttestAnswer(in.readLong(), in.readBytes());
            case 20 -> new MessageParcel.Watch(Oversight.read(in));
            case 21 -> new PlaneParcel.ControlOrder(Oversight.read(in));
            case 22 -> new CommandParcel.Overrule(in.readInt(), Oversight.read(in), in.readInt());
            case 23 -> new FaultParcel.Returned(Parcel.read(in), in.readBoolean());
            case 24 -> FaultParcel.Gone.readFields(in);
            default -> throw new StateException("parcel kind " + kind + " is unknown: the state is damaged");
        };
    }

    static PlaneParcel.SpawnOrder readSpawnOrder(StateReader in) {
        return new PlaneParcel.SpawnOrder(SpawnRequest.read(in), in.readString(), in.readString());
    }
}
