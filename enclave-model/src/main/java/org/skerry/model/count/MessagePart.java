package org.skerry.model.count;

/**
 * What a message can spend a cycle on, from the cycle at which its sender's software turns to it until its handler, or the caller that
 * waits for it, runs. Each cycle of each message is spent on exactly one, so that the parts of a message add up to all of it:
 *
 * <pre>
 *   enclave chip
 *     sender's core              its network interface         network                                       receiver
 *     |sendSoftware|sendStall|--|queue|room|portWait|--|injection|routers|links|serialisation|contention|ejection|--
 *     --|mailbox|wakeUp|receiveSoftware|
 *
 *   shared-memory machine
 *     |sendSoftware, sendLines, sendStall|mailbox|dispatch|wakeUp|receiveLines, receiveSoftware|
 * </pre>
 *
 * <p>Alone on the chip, between cores that sleep, a message that fits one packet and a standing credit costs, with
 * {@code link}, {@code router}, {@code turn} and the ports of {@code MeshSpec},
 *
 * <pre>
 *   send + injection + (hops + 1) * router + turn + hops * link + (flits - 1) + ejection + wake-up + receive
 * </pre>
 *
 * <p>and one that must ask for room {@code Z(there, header) + Z(back, header)} more, in {@code room}.
 */
public enum MessagePart {
    /** Software of the sender. */
    SEND_SOFTWARE("sendSoftware", "software of the sender that hands a message to the machine"),

    /** Lines of the target's mailbox and control block that the sender touches. */
    SEND_LINES("sendLines", "cache lines of control block and mailbox that the sender reads and writes"),

    /** The sender stands still. */
    SEND_STALL("sendStall", "the sender standing still: its send queue, or the target's mailbox, is full"),

    /** Behind others in the send queue, or for the place of the target. */
    QUEUE("queue", "in the send queue, behind others for the same target or until its place is known"),

    /** First of its target in the send queue. */
    ROOM("room", "first in the send queue, until a credit or room in the target's mailbox has come"),

    /** In front of the network. */
    PORT_WAIT("portWait", "in front of the network, behind other packets of the same enclave"),

    /** From the network interface to the router. */
    INJECTION("injection", "from the network interface to its router"),

    /** Pipelines of all routers on the way. */
    ROUTERS("routers", "pipelines of the routers on the way, turns included"),

    /** Links between them. */
    LINKS("links", "links between the routers on the way"),

    /** Flits behind the first. */
    SERIALISATION("serialisation", "flits behind the first one, those of all segments"),

    /** Everything else between first router and last. */
    CONTENTION("contention", "in buffers on the way, for other packets or for credits, and heads of segments"),

    /** From the router to the network interface. */
    EJECTION("ejection", "from the last router to the network interface"),

    /** Until the target's turn to handle it. */
    MAILBOX("mailbox", "in the mailbox, while the target was busy with others or held"),

    /** The actor is ready and no core is free. */
    DISPATCH("dispatch", "with an actor that is ready, until a core was free for it"),

    /** The core wakes up or turns to the actor. */
    WAKE_UP("wakeUp", "waking the core up, or turning it to the actor"),

    /** Lines that the receiver's side reads. */
    RECEIVE_LINES("receiveLines", "cache lines of control block and mailbox that the receiver's core reads and writes"),

    /** Software of the receiver. */
    RECEIVE_SOFTWARE("receiveSoftware", "software of the receiver that takes a message and enters the handler");

    private final String metric;
    private final String text;

    MessagePart(String word, String text) {
        this.metric = "message." + word;
        this.text = text;
    }

    /** Name of the metric: {@code message.} and a word. */
    public String metric() {
        return metric;
    }

    /** What it was spent on, in words. */
    public String text() {
        return text;
    }
}
