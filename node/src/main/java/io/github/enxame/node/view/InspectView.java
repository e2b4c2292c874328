package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a .torrent says, as {@code inspect --json} prints it. */
@Json
public record InspectView(
        String name,
        long length,
        int pieceLength,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        @Nullable String md5,
        @Nullable String sha256,
        List<FilePart> files,
        List<SectionPart> sections,
        @Json.Property("private") boolean isPrivate,
        List<String> trackers,
        List<String> peers,
        List<String> webSeeds) {
    /** A file; {@code path} relative to the torrent's folder, with {@code /}. */
    @Json
    public record FilePart(String path, long length) {}

    /**
     * A section of the plan, in reading order.
     *
     * @param spine whether it is what a viewer needs before it can show any page
     */
    @Json
    public record SectionPart(String title, long words, long bytes, boolean spine) {}
}
