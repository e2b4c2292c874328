package io.github.enxame.node.view;

import io.avaje.jsonb.Json;

/**
 * A file of a torrent.
 *
 * @param index its place in the metainfo, pad files counted, as in magnet links (BEP 53)
 * @param path relative to the torrent's folder, with {@code /}
 * @param wanted whether it is downloaded
 * @param priority skip, normal or high
 * @param verifiedBytes what of it is here
 */
@Json
public record FileView(int index, String path, long length, boolean wanted, String priority, long verifiedBytes) {}
