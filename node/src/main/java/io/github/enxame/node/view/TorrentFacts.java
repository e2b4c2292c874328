package io.github.enxame.node.view;

import io.github.enxame.protocol.metainfo.Metainfo;

/**
 * What is known of a torrent whatever it is doing.
 *
 * @param title what people call it
 * @param addedAt milliseconds since 1970
 * @param downloadedBefore payload received in earlier runs, in bytes
 * @param uploadedBefore payload sent in earlier runs, in bytes
 */
public record TorrentFacts(Metainfo metainfo, String title, long addedAt, long downloadedBefore, long uploadedBefore) {}
