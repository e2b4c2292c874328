package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.MetainfoLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads .torrent files. */
public final class TorrentFiles {
    private TorrentFiles() {}

    /**
     * The metainfo in a file.
     *
     * @throws ProblemException where there is no such file, it may not be read, or it is no valid .torrent
     */
    public static Metainfo read(Path file) throws ProblemException {
        if (Files.isDirectory(file)) {
            throw new ProblemException(
                    "bad_torrent", file + " is a folder. Name a .torrent file.", "name", file.toString());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MetainfoLimits.MAX_BYTES + 1);
            return parse(bytes, file.toString());
        } catch (IOException e) {
            throw new ProblemException(io.github.enxame.node.problem.Problems.ofFile(e, file), e);
        }
    }

    /**
     * The metainfo in bytes. Waits while others parse as much as memory allows.
     *
     * @param source where they come from, for the message
     * @throws ProblemException where they are no valid .torrent, or {@code busy} where there is no room for it in time
     */
    public static Metainfo parse(byte[] bytes, String source) throws ProblemException {
        try (var _ = ParseBudget.ofProcess().reserveParse(bytes.length)) {
            return Metainfo.parse(bytes);
        } catch (MetainfoException e) {
            String reason = e.getMessage() == null ? "it is malformed" : e.getMessage();
            throw new ProblemException(
                    new Problem("bad_torrent", source + " cannot be used. " + reason, Map.of("name", source)), e);
        }
    }
}
