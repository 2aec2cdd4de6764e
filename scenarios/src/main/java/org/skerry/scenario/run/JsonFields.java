package org.skerry.scenario.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.sim.config.ConfigException;

/** A JSON object of a result file while it is read: knows its file and path, and says where a value is missing or of another type. */
final class JsonFields {
    private final String file;
    private final String path;
    private final JsonNode node;

    private JsonFields(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw damaged("is no object");
        }
    }

    /** All of a file. */
    static JsonFields of(String file, JsonNode node) {
        return new JsonFields(file, "", node);
    }

    boolean has(String key) {
        return node.has(key);
    }

    JsonNode node() {
        return node;
    }

    String text(String key) {
        JsonNode value = get(key);
        if (!value.isTextual()) {
            throw damaged(key, "is no text");
        }
        return value.textValue();
    }

    /** A count, an address, a time: nothing in a result is below 0 but settings. */
    long whole(String key) {
        long value = any(key);
        if (value < 0) {
            throw damaged(key, "is " + value + ", below 0");
        }
        return value;
    }

    /** A whole number of either sign. */
    long any(String key) {
        JsonNode value = get(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw damaged(key, "is no whole number of 64 bits");
        }
        return value.longValue();
    }

    /** A number of things that a picture may draw. */
    int small(String key, int most) {
        long value = whole(key);
        if (value > most) {
            throw damaged(key, "is " + value + ", above " + most);
        }
        return (int) value;
    }

    double number(String key) {
        JsonNode value = get(key);
        if (!value.isNumber()) {
            throw damaged(key, "is no number");
        }
        return value.doubleValue();
    }

    boolean truth(String key) {
        JsonNode value = get(key);
        if (!value.isBoolean()) {
            throw damaged(key, "is neither true nor false");
        }
        return value.booleanValue();
    }

    JsonFields object(String key) {
        return new JsonFields(file, at(key), get(key));
    }

    /** Every value of this object, which must be objects. */
    Map<String, JsonFields> objects() {
        Map<String, JsonFields> all = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> all.put(key, object(key)));
        return all;
    }

    List<JsonFields> list(String key) {
        JsonNode value = array(key);
        List<JsonFields> all = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            all.add(new JsonFields(file, at(key) + "[" + i + "]", value.get(i)));
        }
        return all;
    }

    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode each : array(key)) {
            if (!each.isNumber()) {
                throw damaged(key, "has something that is no number");
            }
            numbers.add(each.asDouble());
        }
        return numbers;
    }

    List<String> texts(String key) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : array(key)) {
            if (!each.isTextual()) {
                throw damaged(key, "holds something that is no text");
            }
            all.add(each.textValue());
        }
        return all;
    }

    /** The constant that is written in lower case under {@code key}. */
    <E extends Enum<E>> E constant(String key, E[] constants) {
        String word = text(key);
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw damaged(key, "is '" + word + "', which is none of the words that can stand there");
    }

    private JsonNode array(String key) {
        JsonNode value = get(key);
        if (!value.isArray()) {
            throw damaged(key, "is no list");
        }
        return value;
    }

    private JsonNode get(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw damaged(key, "is missing");
        }
        return value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What is wrong with this object. */
    ConfigException damaged(String what) {
        return refusal(file, (path.isEmpty() ? "the run" : path) + " " + what);
    }

    /** What is wrong with the value under {@code key}. */
    ConfigException damaged(String key, String what) {
        return refusal(file, at(key) + " " + what);
    }

    private static ConfigException refusal(String file, String what) {
        return new ConfigException(file + ": " + what
                + ". The file was damaged or changed after Skerry wrote it: run the scenario again.");
    }
}
