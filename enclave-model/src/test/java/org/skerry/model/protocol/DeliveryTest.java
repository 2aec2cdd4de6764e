package org.skerry.model.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.state.StateWriter;

class DeliveryTest {
    @Test
    void whatLeavesAtOnceNotesWhatAnyOtherDoes() {
        Message message = new Message(8, MessageKind.USER, 2, 3, null, 77, new byte[9], Message.NO_GRANTS, null, 0);
        Delivery any = new Delivery(message, 20, 30, 40);
        any.first(40);
        any.ready(40, true);
        Delivery leaving = Delivery.leaving(message, message.wireBytes(), 20, 30, 40);
        assertArrayEquals(written(any), written(leaving));
        assertEquals(any.network(), leaving.network());
        assertEquals(any.bytes(), leaving.bytes());
    }

    private static byte[] written(Delivery delivery) {
        StateWriter out = new StateWriter();
        delivery.writeArrived(out);
        return out.toByteArray();
    }
}
