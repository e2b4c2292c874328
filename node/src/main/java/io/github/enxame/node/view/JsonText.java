package io.github.enxame.node.view;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;

/** Writes and reads the shapes of this package as JSON. Every field is written, null where there is nothing. */
public final class JsonText {
    /** How deep lists and objects may lie in each other; the reader calls itself for each. */
    static final int MAX_DEPTH = 64;

    private static final Jsonb JSONB =
            Jsonb.builder().serializeNulls(true).serializeEmpty(true).build();

    private JsonText() {}

    /** A shape as one line of JSON. */
    public static String of(Object shape) {
        return JSONB.toJson(shape);
    }

    /**
     * The shape that {@code json} holds.
     *
     * @throws IllegalArgumentException where it is not JSON or another shape; the message says what is wrong
     */
    public static <T> T read(String json, Class<T> shape) {
        requireShallow(json);
        try {
            return JSONB.type(shape).fromJson(json);
        } catch (JsonException | NullPointerException e) {
            throw new IllegalArgumentException("not the JSON that is expected here: " + e.getMessage(), e);
        }
    }

    private static void requireShallow(String json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '[' || c == '{') {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
                }
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
    }
}
