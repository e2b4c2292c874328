package io.github.enxame.node.torrent;

import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A .torrent that was made here.
 *
 * @param title what people call the document
 * @param folder the folder that the shared file or folder lies in
 * @param shortfall why its sections are poorer than they could be, without a full stop; empty where nothing went wrong
 * @param leftOut what lies in the folder and is not shared, as in {@code 5 (3 hidden, 2 links)}; empty for nothing
 */
public record Made(
        Metainfo metainfo, String title, Path folder, Optional<String> shortfall, Optional<String> leftOut) {}
