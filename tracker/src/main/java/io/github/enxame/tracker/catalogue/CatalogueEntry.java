package io.github.enxame.tracker.catalogue;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A published torrent.
 *
 * @param infoHash what names it in URLs: v1's if there is one, else v2's
 * @param infoHashV1 the info-hash of its v1 half
 * @param infoHashV2 the info-hash of its v2 half
 * @param name the name of its file or folder
 * @param title what people call it; the name where nothing else was said
 * @param length bytes of content
 * @param words words in all sections, 0 without a section plan
 * @param sections number of sections, 0 without a section plan
 * @param publishedMillis when it was published, in milliseconds since 1970 UTC
 * @param publisher who published it, as {@link PublisherKey#publisher}; empty for what older versions of Enxame kept
 * @param replaced whether the same publisher published another torrent of the same name later
 */
public record CatalogueEntry(
        InfoHash infoHash,
        Optional<InfoHash> infoHashV1,
        Optional<InfoHash> infoHashV2,
        String name,
        String title,
        long length,
        long words,
        int sections,
        long publishedMillis,
        Optional<String> publisher,
        boolean replaced) {
    /** The swarms in which its peers announce themselves: a hybrid has one for each of its info-hashes (BEP 52). */
    public List<Id20> swarms() {
        return Stream.concat(infoHashV1.stream(), infoHashV2.stream())
                .map(hash -> Id20.of(hash.truncated().bytes()))
                .toList();
    }
}
