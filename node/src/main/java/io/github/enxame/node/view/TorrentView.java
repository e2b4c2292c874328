package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A torrent of this node. Sizes in bytes, rates in bytes a second, times in seconds or as milliseconds since 1970.
 *
 * @param infoHash what it is called in addresses: the v1 info-hash if there is one, else the v2, in hex
 * @param words in all sections; 0 where there is no plan
 * @param state prepared, fetching (what is in it is asked of peers, its sizes are 0), checking, downloading, waiting, seeding, finished (all files that are wanted are here, and others are not), paused, missing (its files are not where they were), changed (they are not what they were), replaced (a newer version was shared from the same place) or failed
 * @param wantedLength bytes of the files that are wanted; {@code length} where all are
 * @param wantedVerifiedBytes those of them that are here
 * @param secondsLeft until it is complete; null while unknown or when it is
 * @param peers connected now
 * @param path where its file or folder is or will be; null where that is nobody's business
 * @param seeds of them, those that have everything
 */
@Json
public record TorrentView(
        String infoHash,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        String name,
        String title,
        long length,
        int pieceLength,
        long words,
        int sectionCount,
        String state,
        long verifiedBytes,
        long wantedLength,
        long wantedVerifiedBytes,
        long downloadRate,
        long uploadRate,
        @Nullable Double secondsLeft,
        int peers,
        int seeds,
        long downloaded,
        long uploaded,
        long addedAt,
        @Nullable String path,
        @Nullable ProblemView error) {

    /** Every torrent of the node. */
    @Json
    public record All(List<TorrentView> torrents) {}
}
