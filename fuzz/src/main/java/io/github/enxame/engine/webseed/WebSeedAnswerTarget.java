package io.github.enxame.engine.webseed;

import io.github.enxame.protocol.metainfo.Extent;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;

/** What a web seed's answers are read by. */
public final class WebSeedAnswerTarget {
    private static final long FILE_LENGTH = 1_000;
    private static final int MOST_ANSWERS = 50;

    private WebSeedAnswerTarget() {}

    /** Reads answers to requests for a part of a file, one after the other on one connection. */
    public static void answers(byte[] input) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(input);
        Extent range = new Extent(0, 100, 50);
        byte[] bytes = new byte[range.length()];
        try {
            for (int i = 0; i < MOST_ANSWERS; i++) {
                RangeAnswer answer = RangeAnswer.read(in);
                AnswerCheck.status(answer);
                AnswerBody body = answer.body();
                long before = answer.status() == 206
                        ? AnswerCheck.part(answer, range, FILE_LENGTH)
                        : AnswerCheck.whole(answer, range, FILE_LENGTH);
                if (before < 0 || before > range.offset()) {
                    throw new AssertionError("a range is inside what is read for it");
                }
                body.skip(before);
                body.read(bytes, bytes.length);
                if (!body.finish() || answer.last()) {
                    return;
                }
            }
        } catch (WebSeedException | EOFException refused) {
            // As it should be.
        }
    }
}
