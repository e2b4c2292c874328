package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** What came of hashing and reading an info that peers gave, which is done beside the loop. */
public sealed interface ReadInfo {
    /** It is the one that was asked for. */
    record Right(Metainfo metainfo) implements ReadInfo {}

    /** Its hash is another one. */
    record Wrong() implements ReadInfo {}

    /** It is the one that was asked for, and no torrent that Enxame can use. */
    record Unusable(String why) implements ReadInfo {}

    /** It could not be read because of an error in this program or missing memory. */
    record Failed(Throwable error) implements ReadInfo {}

    /** Reads it, whatever happens. */
    static ReadInfo by(Supplier<ReadInfo> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | Error e) {
            return new Failed(e);
        }
    }

    /** Hashes and reads what peers gave as the info of a torrent that only a magnet link names. */
    static ReadInfo of(Subject named, byte[] bytes) {
        if (!named.infoHashes().stream().allMatch(hash -> matches(hash, bytes))) {
            return new Wrong();
        }
        try {
            // Each step reads all of it once more.
            Metainfo known = Metainfo.ofInfo(bytes);
            known = named.trackers().isEmpty() ? known : known.withTrackers(named.trackers());
            return new Right(named.webSeeds().isEmpty() ? known : known.withWebSeeds(named.webSeeds()));
        } catch (MetainfoException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }

    /** Puts piece layers, each of which was proven, beside an info. */
    static ReadInfo with(Metainfo metainfo, Map<PiecesRoot, byte[]> layers) {
        try {
            return new Right(metainfo.withPieceLayers(layers));
        } catch (MetainfoException e) {
            throw new IllegalStateException("each layer was proven", e);
        }
    }

    private static boolean matches(InfoHash hash, byte[] bytes) {
        String algorithm = hash.isV2() ? "SHA-256" : "SHA-1";
        try {
            return Arrays.equals(
                    hash.bytes(), MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
