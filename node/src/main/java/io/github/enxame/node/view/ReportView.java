package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a download went, as {@code get --report} writes it. */
@Json
public record ReportView(Seconds seconds, List<PeerPart> peers, Hashes hashes) {
    /** Whether nothing that is always there is missing, as it may be in a file that somebody changed. */
    public boolean isWhole() {
        return seconds != null
                && hashes != null
                && peers != null
                && peers.stream().allMatch(Objects::nonNull);
    }

    /**
     * Seconds from the moment the torrent was added; null for what never happened.
     *
     * @param metainfo the .torrent was here; 0 when it was there to begin with
     * @param firstPeer a connection stood
     * @param firstByte a block arrived
     * @param complete the last block was verified
     * @param verified the content was under its name and its hashes read back from disk
     */
    @Json
    public record Seconds(
            double metainfo,
            @Nullable Double firstPeer,
            @Nullable Double firstByte,
            @Nullable Double complete,
            @Nullable Double verified) {}

    /** What one peer brought: {@code bytes} that were of use, and {@code wasted} bytes that were not. */
    @Json
    public record PeerPart(
            String address, String client, @Nullable Double rttMillis, long bytes, long blocks, long wasted) {}

    /** The file's digests in hex, null for a torrent of several files; whether it is what was promised. */
    @Json
    public record Hashes(
            @Nullable String md5,
            @Nullable String sha1,
            @Nullable String sha256,
            boolean match) {}
}
