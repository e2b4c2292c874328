package io.github.enxame.node.daemon;

import io.github.enxame.node.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;

/** The name under which an uploaded file is kept: what its sender called it, made safe for every file system. */
final class UploadName {
    private static final int MOST_BYTES = 200;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\\\/:*?\"<>|]");
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");
    private static final Pattern PORTS = Pattern.compile("(?i)(com|lpt)[0-9¹²³]");

    private UploadName() {}

    /**
     * A safe name.
     *
     * @param name as the sender wrote it; a path before it is dropped
     * @throws ProblemException where nothing of a name is left
     */
    static String of(String name) throws ProblemException {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = Normalizer.normalize(last, Normalizer.Form.NFC);
        String safe = FORBIDDEN
                .matcher(plain)
                .replaceAll("_")
                .strip()
                .replaceAll("^\\.+", "")
                .replaceAll("[. ]+$", "");
        if (safe.isBlank()) {
            throw new ProblemException("bad_request", "An upload needs a name for its file. Add ?name=...");
        }
        String shortened = shortened(safe);
        String stem = shortened.contains(".") ? shortened.substring(0, shortened.indexOf('.')) : shortened;
        boolean device = DEVICES.contains(stem.toLowerCase(java.util.Locale.ROOT))
                || PORTS.matcher(stem).matches();
        return device ? "_" + shortened : shortened;
    }

    /** Cuts the stem rather than the extension. */
    private static String shortened(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && bytes(name.substring(dot)) <= 20 ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - extension.length());
        while (bytes(stem) + bytes(extension) > MOST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem.strip() + extension;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
