package org.skerry.model.edge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Named objects in compartments. A compartment is a label, and its room is its own: what one holds, another cannot find out. Everything
 * is in order of label and name, so that no order of writing shows.
 */
public final class ObjectStore implements Stateful {
    private final StorageSpec spec;
    private final TreeMap<Long, Compartment> compartments = new TreeMap<>();

    /** What lies under one label. */
    private static final class Compartment {
        final TreeMap<String, Content> objects = new TreeMap<>(); // names as ISO 8859-1, a character a byte
        long usedBytes;
    }

    /** Bytes of an object; the array may be longer than the object is. */
    private static final class Content {
        byte[] bytes = {};
        int size;
    }

    /** Objects grow to what one array holds. */
    private static final long MAX_OBJECT_BYTES = 1L << 30;

    /** An empty store. */
    public ObjectStore(StorageSpec spec) {
        this.spec = spec;
    }

    private Content find(long label, byte[] name) {
        Compartment compartment = compartments.get(label);
        return compartment == null ? null : compartment.objects.get(text(name));
    }

    private static String text(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** Bytes of an object, or -1 if there is none. */
    public long size(long label, byte[] name) {
        Content content = find(label, name);
        return content == null ? -1 : content.size;
    }

    /** At most {@code length} bytes of an object from {@code offset}, or null if there is no such object. */
    public byte[] read(long label, byte[] name, long offset, int length) {
        Content content = find(label, name);
        if (content == null) {
            return null;
        }
        int from = (int) Math.min(offset, content.size);
        return Arrays.copyOfRange(content.bytes, from, from + Math.min(length, content.size - from));
    }

    /** Writes bytes into an object, which begins to be if it was not. Returns false, and does nothing, where there is no room. */
    public boolean write(long label, byte[] name, long offset, byte[] data, boolean truncate) {
        Compartment compartment = compartments.get(label);
        boolean newCompartment = compartment == null;
        if (newCompartment && compartments.size() == spec.compartments() || offset > MAX_OBJECT_BYTES) {
            return false;
        }
        Compartment home = newCompartment ? new Compartment() : compartment;
        Content found = home.objects.get(text(name));
        long end = offset + data.length;
        long size = found == null || truncate ? end : Math.max(end, found.size);
        long more = size - (found == null ? -name.length : found.size);
        boolean tooMany = found == null && home.objects.size() == spec.objects();
        if (tooMany || size > MAX_OBJECT_BYTES || home.usedBytes + more > spec.capacityBytes()) {
            return false;
        }
        compartments.putIfAbsent(label, home);
        Content content = home.objects.computeIfAbsent(text(name), none -> new Content());
        home.usedBytes += more;
        if (content.bytes.length < size) {
            content.bytes = Arrays.copyOf(content.bytes, (int) Math.max(size, Math.min(2 * size, 1 << 20)));
        }
        System.arraycopy(data, 0, content.bytes, (int) offset, data.length);
        if (size < content.size) {
            Arrays.fill(content.bytes, (int) size, content.size, (byte) 0);
        }
        content.size = (int) size;
        return true;
    }

    /** Removes an object; returns whether it was there. */
    public boolean delete(long label, byte[] name) {
        Content content = find(label, name);
        if (content == null) {
            return false;
        }
        Compartment home = compartments.get(label);
        home.objects.remove(text(name));
        home.usedBytes -= content.size + name.length;
        if (home.objects.isEmpty()) {
            compartments.remove(label);
        }
        return true;
    }

    /** Names that begin with {@code prefix}, from the {@code skip}-th on, each after its length, as many as {@code length} bytes hold. */
    public byte[] list(long label, byte[] prefix, long skip, int length) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        Compartment compartment = compartments.get(label);
        if (compartment == null) {
            return new byte[0];
        }
        long left = skip;
        for (String name : compartment.objects.tailMap(text(prefix)).keySet()) {
            if (!name.startsWith(text(prefix)) || names.size() + 1 + name.length() > length) {
                break;
            }
            if (left-- <= 0) {
                names.write(name.length());
                names.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return names.toByteArray();
    }

    /** Objects in all compartments. */
    public long objects() {
        return compartments.values().stream()
                .mapToLong(each -> each.objects.size())
                .sum();
    }

    /** Bytes of names and contents in all compartments. */
    public long usedBytes() {
        return compartments.values().stream().mapToLong(each -> each.usedBytes).sum();
    }

    /** A copy of all objects, by label and name. */
    public Map<Long, Map<String, byte[]>> contents() {
        Map<Long, Map<String, byte[]>> all = new TreeMap<>();
        compartments.forEach((label, compartment) -> {
            Map<String, byte[]> objects = new TreeMap<>();
            compartment.objects.forEach(
                    (name, content) -> objects.put(name, Arrays.copyOf(content.bytes, content.size)));
            all.put(label, objects);
        });
        return all;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(compartments.size());
        compartments.forEach((label, compartment) -> {
            out.writeLong(label);
            out.writeInt(compartment.objects.size());
            compartment.objects.forEach((name, content) -> {
                out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
                out.writeBytes(content.bytes, 0, content.size);
            });
        });
    }

    @Override
    public void load(StateReader in) {
        compartments.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            long label = in.readLong();
            Compartment compartment = new Compartment();
            compartments.put(label, compartment);
            for (int objects = in.readCount(1); objects > 0; objects--) {
                byte[] name = in.readBytes();
                Content content = new Content();
                content.bytes = in.readBytes();
                content.size = content.bytes.length;
                compartment.objects.put(text(name), content);
                compartment.usedBytes += name.length + content.size;
            }
        }
    }
}
