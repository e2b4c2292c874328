package io.github.enxame.node.daemon;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.SafeName;
import java.text.Normalizer;

/** The name under which an uploaded file is kept: what its sender called it, made safe as names in a torrent are. */
final class UploadName {
    private UploadName() {}

    /**
     * A safe name.
     *
     * @param name as the sender wrote it; a path before it is dropped
     * @throws ProblemException where nothing of a name is left
     */
    static String of(String name) throws ProblemException {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = Normalizer.normalize(last, Normalizer.Form.NFC).strip();
        if (plain.chars().allMatch(c -> c == '.' || Character.isWhitespace(c))) {
            throw new ProblemException("bad_request", "An upload needs a name for its file. Add ?name=...");
        }
        return SafeName.of(plain);
    }
}
