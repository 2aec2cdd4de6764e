package org.skerry.wasm.meter;

/**
 * Where compiled modules are kept between runs. What comes back is believed only if it is whole and was kept under the same key;
 * a store may lose entries, and nothing fails because of it. Used by several threads.
 */
public interface CodeStore {
    /** Keeps nothing. */
    CodeStore NONE = new CodeStore() {
        @Override
        public byte[] find(String key) {
            return null;
        }

        @Override
        public void keep(String key, byte[] entry) {
            // nothing is kept
        }
    };

    /** What was kept under a key of 64 hexadecimal digits, or null. */
    byte[] find(String key);

    /** Keeps an entry if it can, in place of one that was there. */
    void keep(String key, byte[] entry);
}
