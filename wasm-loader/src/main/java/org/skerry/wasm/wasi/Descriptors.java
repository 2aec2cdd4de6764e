package org.skerry.wasm.wasi;

import java.util.ArrayList;
import java.util.List;

/** The descriptors of one actor by number. */
final class Descriptors {
    /** Standard streams have the numbers below, open or closed: nothing else ever takes one by chance. */
    static final int FIRST = 3;

    private final int most;
    private final List<Descriptor> open = new ArrayList<>();
    private int count;

    Descriptors(int most) {
        this.most = most;
    }

    int size() {
        return open.size();
    }

    /** The descriptor with this number, or null. */
    Descriptor at(int number) {
        return number < 0 || number >= open.size() ? null : open.get(number);
    }

    /** The descriptor with this number; refused where there is none. */
    Descriptor get(int number) {
        Descriptor descriptor = at(number);
        WasiError.when(descriptor == null, Errno.BADF);
        return descriptor;
    }

    /** Puts a descriptor at a number. */
    void set(int number, Descriptor descriptor) {
        while (open.size() <= number) {
            open.add(null);
        }
        count += (descriptor == null ? 0 : 1) - (open.get(number) == null ? 0 : 1);
        open.set(number, descriptor);
        if (descriptor != null && !descriptor.isStream()) {
            descriptor.node.descriptors++;
        }
    }

    /** Whether as many are open as may be. */
    boolean isFull() {
        return count >= most;
    }

    /** Puts a descriptor at the lowest free number. */
    int add(Descriptor descriptor) {
        int number = FIRST;
        while (at(number) != null) {
            number++;
        }
        set(number, descriptor);
        return number;
    }

    /** Takes a descriptor away and frees the file behind it, if nothing else leads there. */
    void close(int number, FileTree files) {
        Descriptor descriptor = get(number);
        set(number, null);
        if (!descriptor.isStream()) {
            descriptor.node.descriptors--;
            files.release(descriptor.node);
        }
    }

    void clear() {
        for (Descriptor descriptor : open) {
            if (descriptor != null && !descriptor.isStream()) {
                descriptor.node.descriptors--;
            }
        }
        open.clear();
        count = 0;
    }
}
