package org.skerry.wasm.wasi;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a name in a tree of files leads to. Times are those of {@link FileTree#touch}. */
abstract sealed class Node {
    /** File types of WASI preview 1 (witx/typenames.witx, filetype). */
    static final int FOLDER = 3;

    static final int REGULAR_FILE = 4;
    static final int SYMBOLIC_LINK = 7;

    final long inode;
    long accessed;
    long modified;
    long changed;
    int links;
    int descriptors;

    private Node(long inode) {
        this.inode = inode;
    }

    abstract int type();

    abstract long sizeBytes();

    /** Bytes. Those that the scenario gave are shared by every actor until they are written. */
    static final class RegularFile extends Node {
        static final int OWN = -1;

        byte[] content;
        int size;
        int granted = OWN; // number of the granted file that the content still is

        RegularFile(long inode) {
            super(inode);
            content = new byte[0];
        }

        @Override
        int type() {
            return REGULAR_FILE;
        }

        @Override
        long sizeBytes() {
            return size;
        }
    }

    /** Names, in the order in which they came. */
    static final class Folder extends Node {
        /** Cookies 1 and 2 stand behind the names . and .. */
        static final long FIRST_COOKIE = 3;

        Folder parent; // null for a root, and for a folder that was removed
        boolean removed;
        long nextCookie = FIRST_COOKIE;
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        /** A name in a folder: where a listing goes on behind it, and what it leads to. */
        record Entry(String name, long cookie, Node node) {}

        Folder(long inode) {
            super(inode);
        }

        @Override
        int type() {
            return FOLDER;
        }

        @Override
        long sizeBytes() {
            return 0;
        }

        Node get(String name) {
            Entry entry = entries.get(name);
            return entry == null ? null : entry.node();
        }

        void put(String name, Node node) {
            restore(new Entry(name, nextCookie++, node));
        }

        /** Puts an entry at the end. */
        void restore(Entry entry) {
            entries.remove(entry.name());
            entries.put(entry.name(), entry);
        }

        void remove(String name) {
            entries.remove(name);
        }

        Collection<Entry> entries() {
            return entries.values();
        }

        /** Folders above this one. */
        int depth() {
            int depth = 0;
            for (Folder at = parent; at != null; at = at.parent) {
                depth++;
            }
            return depth;
        }

        /** Whether the folder is {@code other} or lies below it. */
        boolean isWithin(Folder other) {
            for (Folder at = this; at != null; at = at.parent) {
                if (at == other) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A relative path that stands for another. */
    static final class SymbolicLink extends Node {
        final String target;

        SymbolicLink(long inode, String target) {
            super(inode);
            this.target = target;
        }

        @Override
        int type() {
            return SYMBOLIC_LINK;
        }

        @Override
        long sizeBytes() {
            return target.getBytes(StandardCharsets.UTF_8).length;
        }
    }
}
