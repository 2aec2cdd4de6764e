package org.skerry.wasm.wasi;

import java.io.ByteArrayOutputStream;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.wasi.WasiGrant.Output;

/** Where standard output or standard error goes. Nothing of it is left between turns but how much there was. */
final class Outlet implements Stateful {
    private static final int[] NO_HANDLES = {};

    private final Output place;
    private final long mostBytes;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long written;

    Outlet(Output place, long mostBytes) {
        this.place = place;
        this.mostBytes = mostBytes;
    }

    boolean isOpen() {
        return place != null;
    }

    void turnBegins() {
        pending.reset();
    }

    /** Takes bytes; refused when the actor has written all it may, or a reply would become too long. */
    void write(Guest guest, byte[] bytes) {
        WasiError.when(written + bytes.length > mostBytes, Errno.NOSPC);
        WasiError.when(
                place.kind() == Output.Kind.REPLY && pending.size() + bytes.length > Message.MAX_BYTES, Errno.NOSPC);
        written += bytes.length;
        switch (place.kind()) {
            case DISCARD -> {}
            case REPLY -> pending.writeBytes(bytes);
            case LOG -> lines(guest, bytes);
            case SEND -> chunks(guest, bytes);
        }
    }

    private void lines(Guest guest, byte[] bytes) {
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                pending.write(bytes, begin, i - begin);
                line(guest);
                begin = i + 1;
            } else if (pending.size() + i + 1 - begin == Turn.MAX_LOG_BYTES) {
                pending.write(bytes, begin, i + 1 - begin);
                cut(guest);
                begin = i + 1;
            }
        }
        pending.write(bytes, begin, bytes.length - begin);
    }

    /** Writes a line that is as long as a line may be; a character that does not fit whole begins the next one. */
    private void cut(Guest guest) {
        byte[] line = pending.toByteArray();
        int lead = line.length - 1;
        while (lead > line.length - 4 && (line[lead] & 0xC0) == 0x80) {
            lead--;
        }
        int bytes =
                (line[lead] & 0xE0) == 0xC0 ? 2 : (line[lead] & 0xF0) == 0xE0 ? 3 : (line[lead] & 0xF8) == 0xF0 ? 4 : 1;
        int end = bytes > 1 && lead + bytes > line.length ? lead : line.length;
        pending.reset();
        pending.write(line, 0, end);
        line(guest);
        pending.write(line, end, line.length - end);
    }

    private void line(Guest guest) {
        guest.deed("fd_write", pending.size());
        guest.turn().log(guest.turn().granted(WasiGrant.LOG), pending.toByteArray());
        pending.reset();
    }

    private void chunks(Guest guest, byte[] bytes) {
        int from = 0;
        while (pending.size() + bytes.length - from > Message.MAX_BYTES) {
            int length = Message.MAX_BYTES - pending.size();
            pending.write(bytes, from, length);
            from += length;
            guest.deed("fd_write", pending.size());
            send(guest);
        }
        pending.write(bytes, from, bytes.length - from);
    }

    private void send(Guest guest) {
        guest.turn().send(guest.turn().granted(place.handle()), pending.toByteArray(), NO_HANDLES);
        pending.reset();
    }

    /** Lets go of what the turn has written and no newline or full message has taken along; a fault answers no call. */
    void turnEnds(Guest guest, boolean well) {
        boolean reply = place != null && place.kind() == Output.Kind.REPLY;
        if (place == null || pending.size() == 0 && !reply) {
            return;
        }
        if ((well || !reply) && guest.hasRoomFor(pending.size())) {
            switch (place.kind()) {
                case DISCARD -> {}
                case REPLY -> guest.turn().reply(pending.toByteArray(), NO_HANDLES);
                case LOG -> guest.turn().log(guest.turn().granted(WasiGrant.LOG), pending.toByteArray());
                case SEND -> send(guest);
            }
        }
        pending.reset();
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(written);
    }

    @Override
    public void load(StateReader in) {
        written = in.readLong();
        pending.reset();
    }
}
