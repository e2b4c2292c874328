package io.github.enxame.node.torrent;

import io.github.enxame.engine.storage.SharingOptions;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What may be chosen about a new .torrent. The hashes, the piece length, the checksums and privacy change its info-hash; leave
 * them alone and whoever shares the same file makes the same torrent.
 *
 * @param pieceLength bytes of a piece; empty for what suits the size
 * @param version which hashes it carries
 * @param checksums whether it carries the MD5 and the SHA-256 of a single file as a whole
 * @param isPrivate whether peers may come from its trackers only (BEP 27)
 * @param comment what its author says about it
 * @param sharing which of what lies in a folder is shared
 */
public record MakerOptions(
        MetainfoVersion version,
        Optional<Integer> pieceLength,
        boolean checksums,
        boolean isPrivate,
        Optional<String> comment,
        SharingOptions sharing) {
    /** Everything as Enxame chooses it. */
    public static MakerOptions standard() {
        return new MakerOptions(
                MetainfoVersion.V1, Optional.empty(), true, false, Optional.empty(), SharingOptions.NONE);
    }

    /** As Enxame chooses it, but for which of what lies in a folder is shared. */
    public static MakerOptions sharing(SharingOptions sharing) {
        return new MakerOptions(MetainfoVersion.V1, Optional.empty(), true, false, Optional.empty(), sharing);
    }

    void apply(MetainfoBuilder builder, List<URI> trackers) {
        builder.version(version).checksums(checksums);
        pieceLength.ifPresent(builder::pieceLength);
        comment.ifPresent(builder::comment);
        builder.isPrivate(isPrivate).createdBy("Enxame");
        if (!trackers.isEmpty()) {
            builder.trackers(List.of(trackers));
        }
    }
}
