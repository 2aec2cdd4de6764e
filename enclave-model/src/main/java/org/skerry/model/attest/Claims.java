package org.skerry.model.attest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What one submodule of an evidence says of itself. All numbers little-endian, all fields of fixed size. */
public sealed interface Claims {
    /** Whose they are. */
    Level level();

    /** Number of that one. */
    long subject();

    /** The fields, as they are measured and as they travel. */
    byte[] encode();

    /**
     * A chip.
     *
     * @param chip          its number, which the manufacturer gave it
     * @param configuration SHA-256 of what was wired: mesh, enclaves, domains
     * @param debug         whether its debug fuse is open: whoever has a probe can look into running enclaves
     */
    record Chip(long chip, byte[] configuration, boolean debug) implements Claims {
        static final int BYTES = 8 + Sha256.BYTES + 4;

        @Override
        public Level level() {
            return Level.CHIP;
        }

        @Override
        public long subject() {
            return chip;
        }

        @Override
        public byte[] encode() {
            return Claims.buffer(BYTES)
                    .putLong(chip)
                    .put(configuration)
                    .putInt(debug ? 1 : 0)
                    .array();
        }

        static Chip read(ByteBuffer in) {
            return new Chip(in.getLong(), Evidence.bytes(in, Sha256.BYTES), in.getInt() != 0);
        }
    }

    /**
     * A tile.
     *
     * @param tile     its number on the chip
     * @param firmware SHA-256 of what its image management is
     */
    record Tile(int tile, byte[] firmware) implements Claims {
        static final int BYTES = 4 + Sha256.BYTES;

        @Override
        public Level level() {
            return Level.TILE;
        }

        @Override
        public long subject() {
            return tile;
        }

        @Override
        public byte[] encode() {
            return Claims.buffer(BYTES).putInt(tile).put(firmware).array();
        }

        static Tile read(ByteBuffer in) {
            return new Tile(in.getInt(), Evidence.bytes(in, Sha256.BYTES));
        }
    }

    /**
     * What was loaded into an enclave.
     *
     * @param enclave         its number on the chip
     * @param actor           identifier of the actor that lives there
     * @param image           SHA-256 of its code
     * @param runtime         SHA-256 of what runs the code
     * @param capabilities    SHA-256 of the capabilities it was loaded with: slot, kind, target, rights, label
     * @param endpoints       SHA-256 of where these lead, and of its own mailbox
     * @param domain          SHA-256 of the name of its trust domain
     * @param memoryBytes     its private memory
     * @param securityVersion of its image
     * @param bootCount       programs that were released in this enclave so far, this one included
     */
    record Enclave(
            int enclave,
            long actor,
            byte[] image,
            byte[] runtime,
            byte[] capabilities,
            byte[] endpoints,
            byte[] domain,
            long memoryBytes,
            int securityVersion,
            int bootCount)
            implements Claims {
        static final int BYTES = 4 + 8 + 5 * Sha256.BYTES + 8 + 4 + 4;

        @Override
        public Level level() {
            return Level.ENCLAVE;
        }

        @Override
        public long subject() {
            return enclave;
        }

        @Override
        public byte[] encode() {
            return Claims.buffer(BYTES)
                    .putInt(enclave)
                    .putLong(actor)
                    .put(image)
                    .put(runtime)
                    .put(capabilities)
                    .put(endpoints)
                    .put(domain)
                    .putLong(memoryBytes)
                    .putInt(securityVersion)
                    .putInt(bootCount)
                    .array();
        }

        static Enclave read(ByteBuffer in) {
            return new Enclave(
                    in.getInt(),
                    in.getLong(),
                    Evidence.bytes(in, Sha256.BYTES),
                    Evidence.bytes(in, Sha256.BYTES),
                    Evidence.bytes(in, Sha256.BYTES),
                    Evidence.bytes(in, Sha256.BYTES),
                    Evidence.bytes(in, Sha256.BYTES),
                    in.getLong(),
                    in.getInt(),
                    in.getInt());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Enclave claims && Arrays.equals(encode(), claims.encode());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(encode());
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
