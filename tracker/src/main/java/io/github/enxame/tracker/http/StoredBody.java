package io.github.enxame.tracker.http;

import io.github.enxame.tracker.catalogue.Catalogue;
import io.github.enxame.tracker.catalogue.CatalogueException;
import io.github.enxame.tracker.catalogue.PartKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body of what the catalogue keeps and what is written into it, of which one part at a time is in memory. */
final class StoredBody implements BodySource {
    private sealed interface Segment {
        long length();
    }

    private record Inline(ByteBuffer bytes) implements Segment {
        @Override
        public long length() {
            return bytes.capacity();
        }
    }

    private record Kept(PartKind kind, int from, int to) implements Segment {
        @Override
        public long length() {
            return (long) to - from;
        }
    }

    private final Catalogue catalogue;
    private final long id;
    private final List<Segment> segments = new ArrayList<>();
    private int segment;
    private int given;
    private byte @Nullable [] part;
    private int partNumber;

    StoredBody(Catalogue catalogue, long id) {
        this.catalogue = catalogue;
        this.id = id;
    }

    /** Adds bytes that are not kept. */
    StoredBody with(byte[] bytes) {
        if (bytes.length > 0) {
            segments.add(new Inline(ByteBuffer.wrap(bytes)));
        }
        return this;
    }

    /** Adds bytes that are kept, from an offset to another. */
    StoredBody with(PartKind kind, int from, int to) {
        if (to > from) {
            segments.add(new Kept(kind, from, to));
        }
        return this;
    }

    @Override
    public long length() {
        return segments.stream().mapToLong(Segment::length).sum();
    }

    @Override
    public long held() {
        return PartedAnswer.PART_BYTES;
    }

    @Override
    public ByteBuffer next() throws CatalogueException {
        Segment current = segments.get(segment);
        ByteBuffer bytes =
                switch (current) {
                    case Inline(ByteBuffer all) ->
                        all.slice(given, Math.min(PartedAnswer.PART_BYTES, all.capacity() - given));
                    case Kept kept -> read(kept);
                };
        given += bytes.remaining();
        if (given == current.length()) {
            segment++;
            given = 0;
            part = null;
        }
        return bytes;
    }

    private ByteBuffer read(Kept kept) throws CatalogueException {
        int at = kept.from() + given;
        int number = at / Catalogue.PART_BYTES;
        byte[] bytes = part;
        if (bytes == null || partNumber != number) {
            bytes = catalogue.part(id, kept.kind(), number);
            part = bytes;
            partNumber = number;
        }
        int offset = at - number * Catalogue.PART_BYTES;
        return ByteBuffer.wrap(bytes, offset, Math.min(bytes.length - offset, kept.to() - at));
    }

    /** The whole body, for one that is short. */
    byte[] whole() throws CatalogueException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(length()));
        while (all.hasRemaining()) {
            all.put(next());
        }
        return all.array();
    }
}
