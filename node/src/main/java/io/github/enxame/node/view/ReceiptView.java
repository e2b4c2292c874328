package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * The proof that the content is what the metainfo promised, as far as it goes now.
 *
 * @param done whether the content was read back from disk
 * @param identical whether everything agrees; null until done
 * @param refusedBlocks blocks that were wrong and thrown away on the way
 */
@Json
public record ReceiptView(
        boolean done, @Nullable Boolean identical, Md5 md5, Pieces sha1, Merkle sha256, long refusedBlocks) {
    /** The whole file's MD5, where the metainfo promises one. */
    @Json
    public record Md5(
            @Nullable String promised,
            @Nullable String actual,
            @Nullable Boolean match) {}

    /** The pieces whose SHA-1 agrees. */
    @Json
    public record Pieces(int right, int total) {}

    /** The pieces whose SHA-256 tree agrees, and the root of a single file's tree. */
    @Json
    public record Merkle(int right, int total, @Nullable String root) {}
}
