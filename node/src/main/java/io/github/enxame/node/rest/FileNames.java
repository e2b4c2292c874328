package io.github.enxame.node.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * How a file is handed to a browser. Its content is a stranger's: only what cannot run in our page's name is shown, the
 * rest is saved.
 */
final class FileNames {
    private static final String SANDBOXED = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    /** A browser's own PDF viewer does not start in a sandbox; what a PDF may do is up to that viewer. */
    private static final String FOR_VIEWER = "default-src 'self'; object-src 'self'; script-src 'none'";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain;charset=utf-8"),
            Map.entry("md", "text/plain;charset=utf-8"),
            Map.entry("markdown", "text/plain;charset=utf-8"),
            Map.entry("csv", "text/plain;charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"));

    /**
     * How a file may be shown.
     *
     * @param inline whether it may be at all
     * @param policy what it may load and run
     */
    record Shown(boolean inline, String type, String policy) {}

    private FileNames() {}

    static Shown shown(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(extension);
        return type == null
                ? new Shown(false, "application/octet-stream", SANDBOXED)
                : new Shown(true, type, extension.equals("pdf") ? FOR_VIEWER : SANDBOXED);
    }

    /** The header that has a browser save a file under this name (RFC 6266). */
    static String attachment(String name) {
        return "attachment; " + parameters(name);
    }

    /** The header that has a browser show a file, and save it under this name. */
    static String inline(String name) {
        return "inline; " + parameters(name);
    }

    private static String parameters(String name) {
        String ascii = name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
