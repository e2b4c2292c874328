package io.github.enxame.node.view;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;

/** Writes and reads the shapes of this package as JSON. Every field is written, null where there is nothing. */
public final class JsonText {
    private static final Jsonb JSONB =
            Jsonb.builder().serializeNulls(true).serializeEmpty(true).build();
    private static final Jsonb STRICT = Jsonb.builder().failOnUnknown(true).build();

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
        return read(JSONB, json, shape);
    }

    /**
     * The shape that a request holds, strictly: it has no field that would say nothing, its numbers are whole and its texts are
     * text.
     *
     * @throws IllegalArgumentException where it is another one; the message says what is wrong
     */
    public static <T> T readStrictly(String json, Class<T> shape) {
        boolean rates = shape == LimitsView.class || shape == RatesView.class;
        JsonRules.requirePlain(json, rates ? JsonRules.MAX_DIGITS : JsonRules.MAX_INT_DIGITS);
        return read(STRICT, json, shape);
    }

    private static <T> T read(Jsonb reader, String json, Class<T> shape) {
        JsonRules.requireShallow(json);
        try {
            return reader.type(shape).fromJson(json);
        } catch (JsonException | IllegalStateException | NullPointerException e) {
            throw new IllegalArgumentException("not the JSON that is expected here: " + e.getMessage(), e);
        }
    }
}
