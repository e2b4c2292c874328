package io.github.enxame.engine.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What a tracker's answer over HTTP is read by. */
public final class HttpAnswerTarget {
    private static final int LONGEST = 4_096;

    private HttpAnswerTarget() {}

    /** Reads an answer. */
    public static void answer(byte[] input) {
        try {
            HttpAnswer answer = new HttpAnswerReader(new ByteArrayInputStream(input), LONGEST).read();
            if (answer.body().length > LONGEST) {
                throw new AssertionError("a body is no longer than allowed");
            }
        } catch (IOException refused) {
            // As it should be.
        }
    }
}
