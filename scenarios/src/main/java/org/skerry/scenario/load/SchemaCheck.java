package org.skerry.scenario.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.List;
import org.skerry.sim.config.ConfigException;

/**
 * Holds a scenario against the published schema, the one that editors use. It runs after the binding, whose messages are
 * better: what is refused here is a difference between the two.
 */
final class SchemaCheck {
    /** Made once: making it takes longer than holding most scenarios against it. */
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ScenarioSchema.schema());

    private SchemaCheck() {}

    static void check(Node root, String source) {
        List<ValidationMessage> wrong = validate(root.toJson());
        if (!wrong.isEmpty()) {
            ValidationMessage first = wrong.get(0);
            throw new ConfigException(source + ": " + first.getInstanceLocation() + ": " + first.getMessage()
                    + ". Change it to what scenario.schema.json allows.");
        }
    }

    /** Everything the schema finds wrong, in the order of the places. */
    static List<ValidationMessage> validate(JsonNode json) {
        return SCHEMA.validate(json).stream()
                .sorted(Comparator.comparing((ValidationMessage message) ->
                                message.getInstanceLocation().toString())
                        .thenComparing(ValidationMessage::getMessage))
                .toList();
    }
}
