package io.github.enxame.engine.webseed;

import io.github.enxame.protocol.metainfo.Extent;
import java.io.IOException;

/** Tells the answers that hold the bytes that were asked for from others, and says what is wrong with those. */
final class AnswerCheck {
    private AnswerCheck() {}

    /** Refuses an answer that has no bytes of the file. */
    static void status(RangeAnswer answer) throws WebSeedException {
        int status = answer.status();
        if (status == 200 || status == 206) {
            return;
        }
        String what =
                switch (status) {
                    case 401, 403 -> "it does not let us have the file";
                    case 404, 410 -> "it does not have the file";
                    case 416 -> "its file is another one, it ends before what was asked for";
                    case 429, 503 -> "it has too much to do";
                    default -> "it does not give the file";
                };
        throw new WebSeedException(what + " (HTTP status " + status + ")", answer.retrySeconds());
    }

    /** How many bytes of a 206 come before the range; without {@code Content-Range} its length has to be the range's. */
    static long part(RangeAnswer answer, Extent range, long fileLength) throws IOException {
        if (answer.manyParts()) {
            throw new WebSeedException("it sends several ranges where one was asked for");
        }
        unpacked(answer);
        long length = answer.bodyLength();
        if (answer.range().isEmpty()) {
            if (length != range.length()) {
                throw new WebSeedException("it does not say which bytes it sends");
            }
            return 0;
        }
        ContentRange said = answer.range().get();
        if (said.length().isPresent() && said.length().getAsLong() != fileLength) {
            throw new WebSeedException(
                    "its file is another one, of " + said.length().getAsLong() + " bytes instead of " + fileLength);
        }
        boolean consistent = length == RangeAnswer.UNSAID || length == said.size();
        if (!said.covers(range.offset(), range.length()) || !consistent) {
            throw new WebSeedException("it does not send the bytes that are asked for");
        }
        return range.offset() - said.first();
    }

    /** How many bytes of a 200, the whole file, come before the range. */
    static long whole(RangeAnswer answer, Extent range, long fileLength) throws IOException {
        unpacked(answer);
        if (answer.bodyLength() != RangeAnswer.UNSAID && answer.bodyLength() != fileLength) {
            throw new WebSeedException(
                    "its file is another one, of " + answer.bodyLength() + " bytes instead of " + fileLength);
        }
        return range.offset();
    }

    private static void unpacked(RangeAnswer answer) throws WebSeedException {
        if (answer.packed()) {
            throw new WebSeedException("it packs what it sends, though it is asked not to");
        }
    }
}
