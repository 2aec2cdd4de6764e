package org.skerry.scenario.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** One value of a scenario file and where it stands. */
sealed interface Node {
    Origin origin();

    /** What it is, in the words of a message: "a list". */
    String what();

    JsonNode toJson();

    /** Keys and values, in the order of the file. */
    record Fields(Map<String, Node> entries, Origin origin) implements Node {
        @Override
        public String what() {
            return "a mapping";
        }

        @Override
        public JsonNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, value) -> json.set(key, value.toJson()));
            return json;
        }
    }

    /** A list. */
    record Items(List<Node> elements, Origin origin) implements Node {
        @Override
        public String what() {
            return "a list";
        }

        @Override
        public JsonNode toJson() {
            ArrayNode json = JsonNodeFactory.instance.arrayNode();
            elements.forEach(element -> json.add(element.toJson()));
            return json;
        }
    }

    /** A single value as it was written. */
    record Scalar(String text, Kind kind, Origin origin) implements Node {
        enum Kind {
            TEXT,
            WHOLE,
            DECIMAL,
            BOOLEAN,
            NOTHING
        }

        @Override
        public String what() {
            return kind == Kind.NOTHING ? "nothing" : "'" + text + "'";
        }

        @Override
        public JsonNode toJson() {
            JsonNodeFactory json = JsonNodeFactory.instance;
            if (kind == Kind.WHOLE) {
                return json.numberNode(new BigInteger(text));
            }
            if (kind == Kind.DECIMAL) {
                return json.numberNode(Double.parseDouble(text));
            }
            if (kind == Kind.BOOLEAN) {
                return json.booleanNode(Boolean.parseBoolean(text));
            }
            return kind == Kind.NOTHING ? json.nullNode() : json.textNode(text);
        }
    }
}
