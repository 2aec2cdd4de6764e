package org.skerry.scenario.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.skerry.scenario.load.Node.Scalar.Kind;
import org.skerry.sim.config.ConfigException;

/** Reads YAML or JSON text into nodes that know their lines. */
final class NodeReader {
    /** A scenario nests 6 deep; deeper files are mistakes or attacks. */
    private static final int MAX_DEPTH = 32;

    /** JSON quotes its keys; a brace before anything else is a mapping in YAML. */
    private static final Pattern JSON = Pattern.compile("\\s*\\{\\s*[\"}]");

    private final String source;
    private final JsonParser parser;

    private NodeReader(String source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /** The text of a file, which must be UTF-8. */
    static String decode(byte[] bytes, String source) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ConfigException(source + " is not text in UTF-8. Save it as UTF-8.", e);
        }
    }

    /** The one document in {@code text}; a text that begins with a brace and a quote is JSON, any other YAML. */
    static Node read(String text, String source) {
        boolean json = JSON.matcher(text).lookingAt();
        try (JsonParser parser = json ? new JsonFactory().createParser(text) : new YAMLFactory().createParser(text)) {
            NodeReader reader = new NodeReader(source, parser);
            if (parser.nextToken() == null) {
                throw new ConfigException(
                        source + " is empty. Write a scenario into it; 'skerry list' names examples.");
            }
            Node node = reader.node(0);
            if (parser.nextToken() != null) {
                throw reader.wrong("a second document begins here. Keep one scenario in a file.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw unreadable(e, source, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node node(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw wrong("values nest deeper than " + MAX_DEPTH + " levels. Flatten them.");
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw wrong("'*" + yaml.getText() + "' is an alias. Write the value out; a scenario has no aliases.");
        }
        Origin origin = origin();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return fields(depth, origin);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(node(depth + 1));
            }
            return new Node.Items(elements, origin);
        }
        return scalar(token, origin);
    }

    private Node fields(int depth, Origin origin) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Integer earlier = lines.putIfAbsent(key, origin().line());
            if (earlier != null) {
                throw wrong("the key '" + key + "' stands in line " + earlier + " already. Remove one of the two.");
            }
            parser.nextToken();
            entries.put(key, node(depth + 1));
        }
        return new Node.Fields(entries, origin);
    }

    private Node scalar(JsonToken token, Origin origin) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            BigInteger value = parser.getBigIntegerValue();
            return new Node.Scalar(value.toString(), Kind.WHOLE, origin);
        }
        String text = parser.getText();
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return new Node.Scalar(text, Kind.DECIMAL, origin);
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return new Node.Scalar(text, Kind.BOOLEAN, origin);
        }
        if (token == JsonToken.VALUE_NULL) {
            return new Node.Scalar("", Kind.NOTHING, origin);
        }
        return new Node.Scalar(text, Kind.TEXT, origin);
    }

    private Origin origin() {
        return new Origin(source, parser.currentTokenLocation().getLineNr());
    }

    private ConfigException wrong(String what) {
        return new ConfigException(origin() + ": " + what);
    }

    private static ConfigException unreadable(JsonProcessingException e, String source, boolean json) {
        Origin origin = new Origin(
                source,
                e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr()));
        String what = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
        if (what.contains("\\t")) {
            return new ConfigException(origin + ": a tab cannot indent in YAML. Use spaces.", e);
        }
        return new ConfigException(
                origin + ": this is not " + (json ? "JSON" : "YAML") + ": " + gist(what) + ". Correct the line.", e);
    }

    /** The parser quotes the text around the mistake in indented lines, which say less than the line number. */
    private static String gist(String message) {
        List<String> lines = message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" ") && !line.startsWith("in "))
                .toList();
        return lines.isEmpty() ? "it breaks off" : String.join(", ", lines.subList(0, Math.min(2, lines.size())));
    }
}
