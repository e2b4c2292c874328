package io.github.enxame.tracker.http;

import io.github.enxame.tracker.catalogue.CatalogueException;
import java.nio.ByteBuffer;

/** A body that is made part by part, on the thread that asks. */
interface BodySource {
    /** Bytes of the whole. */
    long length();

    /** The next part, not empty; called until {@link #length} bytes were given. */
    ByteBuffer next() throws CatalogueException;

    /** Bytes that it holds in memory. */
    long held();

    /** A body that is there. */
    static BodySource of(byte[] body) {
        return new BodySource() {
            private int given;

            @Override
            public long length() {
                return body.length;
            }

            @Override
            public ByteBuffer next() {
                int count = Math.min(PartedAnswer.PART_BYTES, body.length - given);
                given += count;
                return ByteBuffer.wrap(body, given - count, count);
            }

            @Override
            public long held() {
                return body.length;
            }
        };
    }
}
