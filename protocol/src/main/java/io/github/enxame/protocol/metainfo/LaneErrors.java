package io.github.enxame.protocol.metainfo;

/** What is said of files that have not as many bytes as was announced. */
final class LaneErrors {
    private LaneErrors() {}

    static IllegalStateException grown() {
        return new IllegalStateException("more bytes came than the files have; did one grow while it was read?");
    }

    static IllegalStateException shrunk() {
        return new IllegalStateException("the files have more bytes than came; did one shrink while it was read?");
    }
}
