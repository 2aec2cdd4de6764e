package org.skerry.scenario.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.trace.EndpointList;

/** Endpoints of a run as JSON, and back. Identifiers and labels are hexadecimal text, as they use all 64 bits. */
final class EndpointsJson {
    private static final int MOST_PLACES = 1 << 24;

    private EndpointsJson() {}

    static ObjectNode json(EndpointList endpoints) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", endpoints.total());
        ArrayNode list = json.putArray("registers");
        for (EndpointList.Register each : endpoints.listed()) {
            list.addObject()
                    .put("place", each.place())
                    .put("actor", each.actor())
                    .put("slot", each.slot())
                    .put("type", each.type())
                    .put("kind", each.kind())
                    .put("target", Long.toHexString(each.target()))
                    .put("queue", each.queue())
                    .put("rights", Rights.names(each.rights()))
                    .put("label", Long.toHexString(each.label()))
                    .put("depth", each.depth())
                    .put("credits", each.credits());
        }
        return json;
    }

    static EndpointList read(JsonFields json) {
        return new EndpointList(
                json.whole("total"),
                json.list("registers").stream().map(EndpointsJson::register).toList());
    }

    private static EndpointList.Register register(JsonFields json) {
        return new EndpointList.Register(
                json.small("place", MOST_PLACES),
                json.text("actor"),
                (int) json.any("slot"),
                json.text("type"),
                json.text("kind"),
                hex(json, "target"),
                (int) json.any("queue"),
                RunReader.rights(json, "rights"),
                hex(json, "label"),
                json.small("depth", Integer.MAX_VALUE),
                json.small("credits", Integer.MAX_VALUE));
    }

    private static long hex(JsonFields json, String key) {
        try {
            return Long.parseUnsignedLong(json.text(key), 16);
        } catch (NumberFormatException e) {
            throw json.damaged(key, "is no hexadecimal number of 64 bits");
        }
    }
}
