package io.github.enxame.engine;

import io.github.enxame.engine.storage.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A torrent as it was at one moment.
 *
 * @param state what it is doing
 * @param length bytes of content (or, while fetching, of the metadata, 0 before anybody said)
 * @param verifiedBytes bytes that are here and verified (or, while checking, checked so far; or, while fetching, here)
 * @param wantedBytes bytes of the files that are wanted; as many as {@code length} where that is all of them
 * @param wantedVerifiedBytes those of them that are here and verified (or as {@code verifiedBytes}, while checking or fetching)
 * @param selection which files are wanted
 * @param files how much each file is wanted and what of it is here, in the order of the metainfo; empty while fetching
 * @param bytesDown payload received since the torrent was added, wasted included
 * @param bytesUp payload sent since the torrent was added
 * @param downloadRate bytes a second
 * @param uploadRate bytes a second
 * @param remainingNanos when it should be done; empty while unknown
 * @param refusedBlocks blocks that were wrong and thrown away
 * @param peers every peer that is connected, known, or brought something
 * @param blocks the state of each block
 * @param timings when things first happened
 * @param problem what keeps it, or some of its pieces, from going on, for people; empty when nothing does
 * @param serving whether peers who ask get what is here, or some of it
 * @param tracker what the last announce brought, for people; empty before the first answer
 */
public record Snapshot(
        TorrentState state,
        long length,
        long verifiedBytes,
        long wantedBytes,
        long wantedVerifiedBytes,
        Selection selection,
        List<FileSnapshot> files,
        long bytesDown,
        long bytesUp,
        long downloadRate,
        long uploadRate,
        OptionalLong remainingNanos,
        long refusedBlocks,
        List<PeerSnapshot> peers,
        BlockMap blocks,
        Timings timings,
        Optional<Problem> problem,
        boolean serving,
        Optional<String> tracker) {

    /**
     * Nanoseconds from the moment the torrent was added; empty for what has not happened.
     *
     * @param firstPeer the first connection to a peer stood
     * @param firstByte the first block arrived
     * @param complete the last block was verified
     */
    public record Timings(OptionalLong firstPeer, OptionalLong firstByte, OptionalLong complete) {}

    /**
     * What keeps a torrent from going on.
     *
     * @param code for programs: {@code disk_full}, {@code no_permission}, {@code different_file}, {@code missing}, {@code
     *     changed}, {@code medium}, {@code wrong_hash}, {@code unusable}
     * @param message what happened, to what, and what to do
     */
    public record Problem(String code, String message) {}
}
