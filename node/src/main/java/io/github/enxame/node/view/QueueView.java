package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many torrents are at work at once, and which begin first.
 *
 * @param downloads most that download; 0 for no limit
 * @param seeds most that only seed; 0 for no limit
 * @param order info-hashes, the first to begin first. In a request those named go to the front, in this order; null leaves
 *     it as it is
 */
@Json
public record QueueView(int downloads, int seeds, @Nullable List<String> order) {}
