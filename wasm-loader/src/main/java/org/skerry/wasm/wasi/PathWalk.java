package org.skerry.wasm.wasi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where a path leads from a folder. It never leaves that folder: a step above it, an absolute path or a link to one is refused, and
 * there is no other way out of a tree in memory.
 *
 * @param folder      holds the last name, or null where the path ends in {@code .} or {@code ..}
 * @param name        last name
 * @param node        what the path leads to, or null where nothing has that name
 * @param folderAsked whether the path ends in a slash
 * @param steps       what the walk cost, in names and in words of 8 bytes of them
 */
record PathWalk(Node.Folder folder, String name, Node node, boolean folderAsked, int steps) {
    /** Longest name and longest path, in characters, as on Linux. */
    private static final int LONGEST_NAME = 255;

    static final int LONGEST_PATH = 4096;

    /** Links followed in one walk, as on Linux. */
    private static final int MOST_LINKS = 40;

    private static final int WORD = 8;

    /** Walks {@code path} from {@code start}; {@code follow} says whether a link at its end is followed. */
    static PathWalk of(Node.Folder start, String path, boolean follow) {
        check(path);
        Deque<String> names = new ArrayDeque<>();
        boolean folderAsked = prepend(path, names);
        List<Node.Folder> way = new ArrayList<>();
        way.add(start);
        int links = 0;
        int steps = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            steps += 1 + name.length() / WORD;
            Node.Folder here = way.get(way.size() - 1);
            if (name.equals("..")) {
                WasiError.when(way.size() == 1, Errno.NOTCAPABLE);
                way.remove(way.size() - 1);
                continue;
            }
            if (name.equals(".")) {
                continue;
            }
            WasiError.when(name.length() > LONGEST_NAME, Errno.NAMETOOLONG);
            Node node = here.get(name);
            boolean last = names.isEmpty();
            if (node instanceof Node.SymbolicLink link && (!last || follow)) {
                WasiError.when(++links > MOST_LINKS, Errno.LOOP);
                WasiError.when(link.target.startsWith("/"), Errno.NOTCAPABLE);
                steps += link.target.length() / WORD;
                folderAsked |= prepend(link.target, names) && last;
                continue;
            }
            if (last) {
                return new PathWalk(here, name, node, folderAsked, steps);
            }
            WasiError.when(node == null, Errno.NOENT);
            WasiError.when(!(node instanceof Node.Folder), Errno.NOTDIR);
            way.add((Node.Folder) node);
        }
        return new PathWalk(null, ".", way.get(way.size() - 1), folderAsked, steps);
    }

    private static void check(String path) {
        WasiError.when(path.isEmpty(), Errno.NOENT);
        WasiError.when(path.length() > LONGEST_PATH, Errno.NAMETOOLONG);
        WasiError.when(path.indexOf('\0') >= 0, Errno.INVAL);
        WasiError.when(path.startsWith("/"), Errno.NOTCAPABLE);
    }

    /** Puts the names of a path before those that are left; returns whether it ends in a slash. */
    private static boolean prepend(String path, Deque<String> names) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            if (slash + 1 < end) {
                names.push(path.substring(slash + 1, end));
            }
            end = slash;
        }
        return path.endsWith("/");
    }

    /** What is there; refused where nothing is. */
    Node existing() {
        WasiError.when(node == null, Errno.NOENT);
        WasiError.when(folderAsked && !(node instanceof Node.Folder), Errno.NOTDIR);
        return node;
    }

    /** Refused where something is there already, or where nothing may come to be. */
    void absent() {
        WasiError.when(node != null, Errno.EXIST);
        WasiError.when(folder.removed, Errno.NOENT);
    }
}
