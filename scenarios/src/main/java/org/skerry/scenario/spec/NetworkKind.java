package org.skerry.scenario.spec;

import java.util.Arrays;
import java.util.List;

/** The models of a machine's network, by the word a scenario uses. All have the same latency for a packet that is alone. */
public enum NetworkKind {
    /** The closed form. */
    IDEAL(
            "ideal",
            "The network is a closed form of distance and size: packets wait at their source and "
                    + "their destination, and never for each other on a link."),

    /** Flit by flit. */
    MESH(
            "mesh",
            "Packets of one flow keep to one virtual channel on each link, which keeps their order and costs some of the mesh's "
                    + "throughput."),

    /** Packet by packet. */
    PACKET(
            "packet",
            "The network is modelled packet by packet, in one part: it is accurate as long as no link carries more than about half of "
                    + "what it can, and says so in the result where one does.");

    /** Unless a scenario says otherwise. */
    public static final NetworkKind DEFAULT = MESH;

    private final String word;
    private final String caveat;

    NetworkKind(String word, String caveat) {
        this.word = word;
        this.caveat = caveat;
    }

    /** The word in scenario files. */
    public String word() {
        return word;
    }

    /** What figures of a machine with this network do not say. */
    public String caveat() {
        return caveat;
    }

    /** Every word, in order of declaration. */
    public static List<String> words() {
        return Arrays.stream(values()).map(NetworkKind::word).toList();
    }
}
