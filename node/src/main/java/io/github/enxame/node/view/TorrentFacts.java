package io.github.enxame.node.view;

import io.github.enxame.protocol.metainfo.Metainfo;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a torrent whatever it is doing.
 *
 * @param title what people call it
 * @param addedAt milliseconds since 1970
 * @param path where its file or folder is or will be; null where nobody asks
 * @param downloadedBefore payload received in earlier runs, in bytes
 * @param uploadedBefore payload sent in earlier runs, in bytes
 */
public record TorrentFacts(
        Metainfo metainfo,
        String title,
        long addedAt,
        @Nullable String path,
        long downloadedBefore,
        long uploadedBefore) {}
