package io.github.enxame.protocol.metainfo;

/** Which hashes a new torrent carries. */
public enum MetainfoVersion {
    /** SHA-1 of each piece (BEP 3). */
    V1,
    /** SHA-256 trees over blocks of 16 KiB (BEP 52). */
    V2,
    /** Both, for the same bytes under two info-hashes. */
    HYBRID;

    boolean hasV1() {
        return this != V2;
    }

    boolean hasV2() {
        return this != V1;
    }
}
