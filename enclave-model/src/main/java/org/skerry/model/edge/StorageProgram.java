package org.skerry.model.edge;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;
import org.skerry.sim.device.DeviceProgram;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.memory.LinearMemory;

/**
 * What an external store is made from.
 *
 * @param name     of the device, for files of its contents
 * @param spec     how large and how fast it is
 * @param contents what it holds at the beginning
 * @param export   whether its contents are to be kept after a run
 */
public record StorageProgram(String name, StorageSpec spec, List<StoredObject> contents, boolean export)
        implements DeviceProgram {
    /** An object under a label. */
    public record StoredObject(long label, String name, byte[] bytes) {}

    /** Copies the list. */
    public StorageProgram {
        contents = List.copyOf(contents);
        fill(name, spec, contents); // refuses now what has no room
    }

    private static ObjectStore fill(String name, StorageSpec spec, List<StoredObject> contents) {
        ObjectStore store = new ObjectStore(spec);
        for (StoredObject object : contents) {
            byte[] key = object.name.getBytes(StandardCharsets.UTF_8);
            if (key.length < 1 || key.length > StorageFormat.MAX_NAME_BYTES) {
                throw new ConfigException("storage '" + name + "': the name of an object has " + key.length
                        + " bytes, and 1 to " + StorageFormat.MAX_NAME_BYTES + " are possible. Rename '" + object.name
                        + "'.");
            }
            if (!store.write(object.label, key, 0, object.bytes, true)) {
                throw new ConfigException("storage '" + name + "': there is no room for object '" + object.name
                        + "' of " + object.bytes.length + " bytes under label " + object.label
                        + ": a compartment holds " + spec.capacityBytes() + " bytes and " + spec.objects()
                        + " objects, and the store " + spec.compartments()
                        + " compartments. Raise capacityBytes, objects or compartments, or store less.");
            }
        }
        return store;
    }

    /** Puts an object into a store before the first cycle, past its door: for whoever builds a machine. */
    public static void put(Device store, long label, byte[] name, byte[] bytes) {
        if (!((StorageDevice) store).store().write(label, name, 0, bytes, true)) {
            throw new ConfigException("a store has no room for " + bytes.length + " bytes under label " + label
                    + ". Raise its capacityBytes, objects or compartments.");
        }
    }

    /** A copy of an object, past the store's door, or null: for whoever looks at a simulation. */
    public static byte[] get(Device store, long label, byte[] name) {
        return ((StorageDevice) store).store().read(label, name, 0, Integer.MAX_VALUE);
    }

    @Override
    public byte[] image() {
        DigestCombiner digest = new DigestCombiner();
        for (StoredObject object : contents) {
            digest.addLong(object.label);
            digest.addBytes(object.name.getBytes(StandardCharsets.UTF_8));
            digest.addBytes(object.bytes);
        }
        return ("storage " + name + " " + spec + " " + digest.hex()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Device instantiate(LinearMemory memory, Grants grants) {
        return new StorageDevice(name, spec, fill(name, spec, contents), export);
    }
}
