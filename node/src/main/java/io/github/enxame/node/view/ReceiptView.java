package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * The proof that the content is what the metainfo promised, as far as it goes now.
 *
 * @param done whether the content was read back from disk
 * @param identical whether everything agrees; null until done
 * @param refusedBlocks blocks that were wrong and thrown away on the way
 * @param readAt when the content was read back, in milliseconds since 1970; null until done, or if nobody noted it
 */
@Json
public record ReceiptView(
        boolean done,
        @Nullable Boolean identical,
        WholeFile md5,
        Pieces sha1,
        Sha256 sha256,
        long refusedBlocks,
        @Nullable Long readAt) {
    /** The same, read back then. */
    public ReceiptView readAt(long millis) {
        return new ReceiptView(done, identical, md5, sha1, sha256, refusedBlocks, millis);
    }

    /** Whether nothing that is always there is missing, as it may be in a file that somebody changed. */
    public boolean isWhole() {
        return md5 != null && sha1 != null && sha256 != null;
    }

    /** A hash of the whole file, where the metainfo promises one. */
    @Json
    public record WholeFile(
            @Nullable String promised,
            @Nullable String actual,
            @Nullable Boolean match) {}

    /** The pieces whose SHA-1 agrees. */
    @Json
    public record Pieces(int right, int total) {}

    /**
     * The pieces whose SHA-256 tree agrees and the root of a single file's tree, where the metainfo has them; and the whole
     * file's SHA-256, where the metainfo promises one.
     */
    @Json
    public record Sha256(
            int right,
            int total,
            @Nullable String root,
            @Nullable String promised,
            @Nullable String actual,
            @Nullable Boolean match) {}
}
