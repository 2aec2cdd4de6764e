package org.skerry.model.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The contents of a store as a zip archive: one folder for each label, one file for each object; equal contents give equal bytes. */
final class StoreArchive {
    /** The earliest time that a zip archive can hold. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private StoreArchive() {}

    static byte[] zip(Map<Long, Map<String, byte[]>> contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<Long, Map<String, byte[]>> compartment : contents.entrySet()) {
                for (Map.Entry<String, byte[]> object : compartment.getValue().entrySet()) {
                    ZipEntry entry =
                            new ZipEntry(Long.toUnsignedString(compartment.getKey()) + "/" + fileName(object.getKey()));
                    CRC32 sum = new CRC32();
                    sum.update(object.getValue());
                    entry.setTimeLocal(EPOCH);
                    entry.setMethod(ZipEntry.STORED); // compressed bytes would depend on the host's library
                    entry.setSize(object.getValue().length);
                    entry.setCrc(sum.getValue());
                    zip.putNextEntry(entry);
                    zip.write(object.getValue());
                    zip.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Letters, digits, '-', '_' and '.' as they are, every other byte as % and two digits: no name leads out of its folder. */
    private static String fileName(String name) {
        StringBuilder safe = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.ISO_8859_1)) {
            char c = (char) (each & 0xff);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (plain || c == '.' && !safe.isEmpty()) {
                safe.append(c);
            } else {
                safe.append(String.format("%%%02x", (int) c));
            }
        }
        return safe.toString();
    }
}
