package org.skerry.wasm.wasi;

import static org.skerry.wasm.wasi.Calls.u32;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.Turn;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.HostFunctions;

/**
 * The calls on time: clocks, and waiting. Time is that of the simulated machine, in nanoseconds since the run began, on both clocks;
 * reading it and waiting for it are synchronisation points. A machine without time lets a wait end at once, and the guest's clock
 * goes on from where it wanted to be.
 */
final class TimeCalls {
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;

    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;
    private static final int MOST_SUBSCRIPTIONS = 1024;
    private static final int CLOCK_EVENT = 0;
    private static final int READ_EVENT = 1;
    private static final int WRITE_EVENT = 2;
    private static final int ABSOLUTE = 1;

    /** Longest wait, in nanoseconds; some hundred days, so that no sum of times overflows. */
    private static final long LONGEST_WAIT = 1L << 53;

    private TimeCalls() {}

    static void addTo(HostFunctions all) {
        Calls.add(all, "clock_res_get", "ii>i", "wasi.clock", (guest, wasi, a) -> {
            checkClock(guest, a[0]);
            Calls.putLong(guest, "clock_res_get", a[1], 1);
            return Errno.SUCCESS;
        });
        Calls.add(all, "clock_time_get", "ili>i", "wasi.clock", (guest, wasi, a) -> {
            guest.checked("clock_time_get", (int) a[2], Long.BYTES);
            checkClock(guest, a[0]);
            Calls.putLong(guest, "clock_time_get", a[2], now(guest, wasi));
            return Errno.SUCCESS;
        });
        Calls.add(all, "poll_oneoff", "iiii>i", "wasi.clock, to wait for a time", TimeCalls::poll);
    }

    private static void checkClock(Guest guest, long clock) {
        WasiError.when(u32(clock) != REALTIME && u32(clock) != MONOTONIC, Errno.INVAL);
        WasiError.when(guest.turn().granted(WasiGrant.CLOCK) < 0, Errno.NOTCAPABLE);
    }

    /** The present time. Holds the guest. */
    private static long now(Guest guest, WasiState wasi) {
        return told(wasi, guest.turn().clock(guest.turn().granted(WasiGrant.CLOCK)));
    }

    private static long told(WasiState wasi, long time) {
        WasiError.when(time < 0, Errno.NOTCAPABLE);
        wasi.latest = Math.max(wasi.latest, time);
        return wasi.latest;
    }

    /** One entry of a poll. */
    private record Subscription(long userdata, int type, int descriptor, int clock, long timeout, boolean absolute) {}

    private static int poll(Guest guest, WasiState wasi, long[] a) {
        long count = u32(a[2]);
        guest.checked("poll_oneoff", (int) a[0], Math.min(count, MOST_SUBSCRIPTIONS) * SUBSCRIPTION_BYTES);
        guest.checked("poll_oneoff", (int) a[1], Math.min(count, MOST_SUBSCRIPTIONS) * EVENT_BYTES);
        guest.checked("poll_oneoff", (int) a[3], Integer.BYTES);
        WasiError.when(count == 0 || count > MOST_SUBSCRIPTIONS, Errno.INVAL);
        List<Subscription> subscriptions = subscriptions(guest, (int) a[0], (int) count);
        List<ByteBuffer> events = new ArrayList<>();
        subscriptions.forEach(subscription -> answerAtOnce(guest, wasi, subscription, events));
        if (events.isEmpty()) {
            await(guest, wasi, subscriptions, events);
        }
        for (int i = 0; i < events.size(); i++) {
            Calls.put(guest, "poll_oneoff", a[1] + (long) i * EVENT_BYTES, events.get(i));
        }
        Calls.putInt(guest, "poll_oneoff", a[3], events.size());
        return Errno.SUCCESS;
    }

    private static List<Subscription> subscriptions(Guest guest, int pointer, int count) {
        byte[] bytes = guest.copyOut("poll_oneoff", pointer, count * SUBSCRIPTION_BYTES);
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Subscription> list = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += SUBSCRIPTION_BYTES) {
            list.add(new Subscription(
                    all.getLong(at),
                    all.get(at + 8),
                    all.getInt(at + 16),
                    all.getInt(at + 16),
                    all.getLong(at + 24),
                    (all.getShort(at + 40) & ABSOLUTE) != 0));
        }
        return list;
    }

    /** Streams and files are always ready, as far as they are there at all; only time must be waited for. */
    private static void answerAtOnce(Guest guest, WasiState wasi, Subscription subscription, List<ByteBuffer> events) {
        int type = subscription.type();
        WasiError.when(type != CLOCK_EVENT && type != READ_EVENT && type != WRITE_EVENT, Errno.INVAL);
        if (type == CLOCK_EVENT) {
            try {
                checkClock(guest, subscription.clock());
            } catch (WasiError e) {
                events.add(event(subscription, e.errno(), 0));
            }
            return;
        }
        Descriptor descriptor = wasi.descriptors.at(subscription.descriptor());
        long right = type == READ_EVENT ? FileRights.FD_READ : FileRights.FD_WRITE;
        if (descriptor == null) {
            events.add(event(subscription, Errno.BADF, 0));
        } else if ((descriptor.rights & right) == 0) {
            events.add(event(subscription, Errno.NOTCAPABLE, 0));
        } else {
            long bytes = type == WRITE_EVENT
                    ? 1
                    : descriptor.isStream()
                            ? wasi.input.length - wasi.inputRead
                            : Math.max(0, descriptor.node.sizeBytes() - descriptor.offset);
            events.add(event(subscription, Errno.SUCCESS, bytes));
        }
    }

    /** Waits for the first of several times. */
    private static void await(Guest guest, WasiState wasi, List<Subscription> subscriptions, List<ByteBuffer> events) {
        long now = now(guest, wasi);
        long first = Long.MAX_VALUE;
        for (Subscription subscription : subscriptions) {
            first = Math.min(first, end(subscription, now));
        }
        WasiError.when(first - now > LONGEST_WAIT, Errno.INVAL);
        if (first > now) {
            Turn turn = guest.turn();
            told(wasi, turn.waitUntil(turn.granted(WasiGrant.CLOCK), first));
            wasi.latest = Math.max(wasi.latest, first);
        }
        for (Subscription subscription : subscriptions) {
            if (end(subscription, now) <= first) {
                events.add(event(subscription, Errno.SUCCESS, 0));
            }
        }
    }

    /** When a wait that began now ends; a time that cannot be written down is never. */
    private static long end(Subscription subscription, long now) {
        long timeout = subscription.timeout();
        if (timeout < 0 || !subscription.absolute() && timeout > Long.MAX_VALUE - now) {
            return Long.MAX_VALUE;
        }
        return subscription.absolute() ? timeout : now + timeout;
    }

    private static ByteBuffer event(Subscription subscription, int errno, long bytes) {
        return Calls.structure(EVENT_BYTES)
                .putLong(0, subscription.userdata())
                .putShort(8, (short) errno)
                .put(10, (byte) subscription.type())
                .putLong(16, bytes);
    }
}
