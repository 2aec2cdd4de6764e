package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Whatever is put into a mailbox, taken out of it or taken back, it is as a list of messages. */
class MailboxTest {
    private static final ChipSpec SPEC = ChipPlans.withMailbox(ChipSpec.of(2, 2, 1), 1024, 0);
    private static final int ACTORS = 3;
    private static final int STEPS = 500;
    private static final int RING = SPEC.enclave().mailboxBytes();
    private static final int LARGEST = 100; // bytes of a message, header included

    @Test
    void messagesComeInOrderForAllAndForEach() {
        for (long seed = 1; seed <= 100; seed++) {
            run(new RandomStreams(seed).stream("mailbox", seed), "seed " + seed);
        }
    }

    private static void run(RandomStream random, String why) {
        MessageRing ring = new MessageRing(new SparseBytes(), RING);
        Mailbox mailbox = new Mailbox(SPEC, SPEC.standingCredits());
        List<Message> expected = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            long target = 1 + random.nextInt(ACTORS);
            int used = expected.stream()
                    .filter(each -> !isSaid(each))
                    .mapToInt(Message::wireBytes)
                    .sum();
            switch (random.nextInt(used + LARGEST > RING ? 4 : 7)) {
                case 0 -> {
                    if (!expected.isEmpty()) {
                        assertSame(expected.remove(0), mailbox.take(ring).message(), why);
                    }
                }
                case 1, 2 -> {
                    Message first = expected.stream()
                            .filter(each -> each.target() == target)
                            .findFirst()
                            .orElse(null);
                    assertEquals(first != null, mailbox.holdsFor(target), why);
                    if (first != null) {
                        assertSame(first, mailbox.take(ring, target).message(), why);
                        expected.remove(first);
                    }
                }
                case 3 -> {
                    if (random.nextInt(4) == 0) {
                        expected.removeIf(each -> isSaid(each) && each.target() == target && each.id() % 2 == 0);
                        mailbox.takeBack(target, each -> each.id() % 2 != 0);
                    }
                }
                default -> {
                    Message message = message(step, target, random);
                    expected.add(message);
                    mailbox.put(delivery(message), ring);
                }
            }
            assertEquals(expected.isEmpty(), mailbox.isEmpty(), why);
            if (expected.isEmpty()) {
                assertNull(mailbox.first(), why);
            } else {
                assertSame(expected.get(0), mailbox.first().message(), why);
            }
        }
        Mailbox loaded = new Mailbox(SPEC, SPEC.standingCredits());
        loaded.load(new StateReader(saved(mailbox)));
        assertArrayEquals(saved(mailbox), saved(loaded), why);
        expected.forEach(
                each -> assertEquals(each.id(), loaded.take(ring).message().id(), why));
    }

    private static byte[] saved(Mailbox mailbox) {
        StateWriter out = new StateWriter();
        mailbox.save(out);
        return out.toByteArray();
    }

    private static boolean isSaid(Message message) {
        return message.to() == null;
    }

    private static Message message(long id, long target, RandomStream random) {
        Capability to = Capability.root(CapabilityKind.ACTOR, target, 1, 1, 0, 9);
        byte[] payload = new byte[random.nextInt(60)];
        random.fill(payload, 0, payload.length);
        return new Message(
                id,
                MessageKind.USER,
                3,
                1,
                random.nextInt(3) == 0 ? null : to,
                target,
                payload,
                Message.NO_GRANTS,
                null,
                0);
    }

    /** What the machine says takes no room. */
    private static Delivery delivery(Message message) {
        Delivery delivery = new Delivery(message, 0, 0, 5);
        if (isSaid(message)) {
            delivery.saidTo(0, 5);
        } else {
            delivery.ready(5, true);
            delivery.arrived(5, 1);
        }
        return delivery;
    }
}
