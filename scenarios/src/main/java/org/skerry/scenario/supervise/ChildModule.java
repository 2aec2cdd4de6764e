package org.skerry.scenario.supervise;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.skerry.scenario.load.Images;

/** The built-in guest {@code mortal} with a larger image or a memory that may grow to another size. */
final class ChildModule {
    private static final int HEADER_BYTES = 8; // magic and version
    private static final int CUSTOM = 0;
    private static final int MEMORY = 5;
    private static final int NAME_AND_LENGTHS = 2 + 5; // of the section that fills it up

    private ChildModule() {}

    /**
     * The module.
     *
     * @param bytes    of it: at least those of the guest and a few more, or 0 for as many as it has
     * @param maxPages that its memory may grow to, 2 to 127
     */
    static byte[] of(int bytes, int maxPages) {
        byte[] module = guest("mortal").clone();
        module[lastOfMemory(module)] = (byte) maxPages;
        if (bytes == 0) {
            return module;
        }
        int filling = bytes - module.length - NAME_AND_LENGTHS - 1;
        if (filling < 0) {
            throw new IllegalArgumentException("a module of " + bytes + " bytes cannot hold the guest");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        out.writeBytes(module);
        out.write(CUSTOM);
        writePadded(out, filling + 2);
        out.write(1);
        out.write('f');
        out.writeBytes(new byte[filling]);
        return out.toByteArray();
    }

    /** A built-in guest. */
    static byte[] guest(String name) {
        return Images.find(name, Path.of("."), Integer.MAX_VALUE).bytes();
    }

    /** Where the section on memory ends: its upper limit is one byte. */
    private static int lastOfMemory(byte[] module) {
        int at = HEADER_BYTES;
        while (at < module.length) {
            int id = module[at++];
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                int part = module[at++];
                length |= (part & 0x7F) << shift;
                if (part >= 0) {
                    break;
                }
            }
            if (id == MEMORY) {
                return at + length - 1;
            }
            at += length;
        }
        throw new IllegalStateException(
                "a module of " + module.length + " bytes has no memory: " + Arrays.hashCode(module));
    }

    /** A length in five bytes, however small. */
    private static void writePadded(ByteArrayOutputStream out, int length) {
        for (int i = 0; i < 4; i++) {
            out.write(length >>> 7 * i & 0x7F | 0x80);
        }
        out.write(length >>> 28);
    }
}
