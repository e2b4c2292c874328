package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a .torrent says, and {@code counts} if its trackers were asked for them, as {@code inspect --json} prints it.
 *
 * @param unusable trackers and web seeds that cannot be used
 * @param bytesAfter bytes after the .torrent's end that were passed over
 */
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
        List<String> webSeeds,
        List<UnusablePart> unusable,
        int bytesAfter,
        @Nullable List<CountPart> counts) {
    /** The same with what trackers count. */
    public InspectView withCounts(List<CountPart> counted) {
        return new InspectView(
                name,
                length,
                pieceLength,
                infoHashV1,
                infoHashV2,
                md5,
                sha256,
                files,
                sections,
                isPrivate,
                trackers,
                peers,
                webSeeds,
                unusable,
                bytesAfter,
                counted);
    }

    /**
     * What stands where a URL belongs and cannot be used.
     *
     * @param use {@code tracker} or {@code web seed}
     * @param url what stands there, cut, a password hidden
     * @param code why, for programs: {@code no_scheme}, {@code bad_port} and so on
     * @param reason why, as the rest of a sentence about it
     */
    @Json
    public record UnusablePart(String use, String url, String code, String reason) {}

    /**
     * What a tracker counts, or why it does not say.
     *
     * @param completed downloads that it was told of
     */
    @Json
    public record CountPart(
            String tracker,
            @Nullable Long seeds,
            @Nullable Long leeches,
            @Nullable Long completed,
            @Nullable String failure) {}

    /**
     * A file.
     *
     * @param index its place in the metainfo, pad files counted: its number for {@code get --files}
     * @param path relative to the torrent's folder, with {@code /}
     */
    @Json
    public record FilePart(int index, String path, long length) {}

    /**
     * A section of the plan, in reading order.
     *
     * @param spine whether it is what a viewer needs before it can show any page
     */
    @Json
    public record SectionPart(String title, long words, long bytes, boolean spine) {}
}
