package io.github.enxame.engine;

import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.transport.Encryption;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an {@link Engine} behaves.
 *
 * @param listen where peers reach it, and where all that it sends leaves from unless it is the wildcard address; port 0 lets
 *     the system choose
 * @param recordFolder where it remembers which finished files it has checked, so that a restart need not read them again,
 *     and whom it has banned; empty to check each time
 * @param uploadSlots peers of one torrent served at once, 1 to 1,000
 * @param peersPerTorrent most connections of one torrent, 1 to 10,000
 * @param peers most connections of all torrents together, 1 to 20,000
 * @param bufferBytes memory for blocks on their way to and from disk, at least 1 MiB
 * @param rateLimits how much all torrents together may send and ask for at most
 * @param encryption whether links are encrypted
 * @param innerWebSeeds whether the web servers that a torrent names may be on this machine or in a private network, where
 *     a stranger's torrent could otherwise make us call any service
 * @param localDiscovery whether it looks for peers in the local network by multicast (BEP 14)
 * @param superSeeding whether content that is all here from the start, and that nobody else has, is given away piece by
 *     piece so that each leaves about once (BEP 16): slower for the first peers, and less to send for a slow line
 */
public record EngineSettings(
        InetSocketAddress listen,
        Optional<Path> recordFolder,
        int uploadSlots,
        int peersPerTorrent,
        int peers,
        long bufferBytes,
        RateLimits rateLimits,
        Encryption encryption,
        boolean innerWebSeeds,
        boolean localDiscovery,
        boolean superSeeding) {
    /** The most that {@link #uploadSlots} can be. */
    public static final int MOST_UPLOAD_SLOTS = 1_000;

    /** The most that {@link #peersPerTorrent} can be. */
    public static final int MOST_PEERS_PER_TORRENT = 10_000;

    /** The most that {@link #peers} can be. */
    public static final int MOST_PEERS = 20_000;

    public EngineSettings {
        if (uploadSlots < 1
                || uploadSlots > MOST_UPLOAD_SLOTS
                || peersPerTorrent < 1
                || peersPerTorrent > MOST_PEERS_PER_TORRENT) {
            throw new IllegalArgumentException("1 to 1,000 upload slots and 1 to 10,000 peers per torrent");
        }
        if (peers < 1 || peers > MOST_PEERS) {
            throw new IllegalArgumentException("1 to 20,000 peers of all torrents together");
        }
        if (bufferBytes < 1 << 20) {
            throw new IllegalArgumentException("at least 1 MiB of buffers");
        }
    }

    /**
     * Settings that suit a program that brings its own peers: any port, 8 upload slots, 100 peers per torrent and 1,000
     * in all, 64 MiB of buffers, no multicast.
     */
    public static EngineSettings standard() {
        return new EngineSettings(
                new InetSocketAddress(0),
                Optional.empty(),
                8,
                100,
                1_000,
                64 << 20,
                RateLimits.NONE,
                Encryption.PLAIN,
                false,
                false,
                false);
    }

    /** The same, listening at {@code address}. */
    public EngineSettings listeningAt(InetSocketAddress address) {
        return with(draft -> draft.listen = address);
    }

    /** The same, remembering checked files in {@code folder}. */
    public EngineSettings recordingIn(Path folder) {
        return with(draft -> draft.recordFolder = Optional.of(folder));
    }

    /** The same, serving so many peers of a torrent at once. */
    public EngineSettings serving(int slots) {
        return with(draft -> draft.uploadSlots = slots);
    }

    /** The same, with so many connections of each torrent, and of all together. */
    public EngineSettings connecting(int perTorrent, int ofAll) {
        return with(draft -> {
            draft.peersPerTorrent = perTorrent;
            draft.peers = ofAll;
        });
    }

    /** The same, with all torrents together limited. */
    public EngineSettings limitedTo(RateLimits limits) {
        return with(draft -> draft.rateLimits = limits);
    }

    /** The same, with links encrypted or not. */
    public EngineSettings encrypting(Encryption links) {
        return with(draft -> draft.encryption = links);
    }

    /** The same, looking for peers in the local network or not. */
    public EngineSettings discoveringLocally(boolean wanted) {
        return with(draft -> draft.localDiscovery = wanted);
    }

    /** The same, giving away what nobody else has piece by piece or not. */
    public EngineSettings superSeeding(boolean wanted) {
        return with(draft -> draft.superSeeding = wanted);
    }

    /** The same, with web servers in private networks allowed or not. */
    public EngineSettings allowingInnerWebSeeds(boolean allowed) {
        return with(draft -> draft.innerWebSeeds = allowed);
    }

    private EngineSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings of which one is about to change. */
    private static final class Draft {
        InetSocketAddress listen;
        Optional<Path> recordFolder;
        int uploadSlots;
        int peersPerTorrent;
        int peers;
        long bufferBytes;
        RateLimits rateLimits;
        Encryption encryption;
        boolean innerWebSeeds;
        boolean localDiscovery;
        boolean superSeeding;

        Draft(EngineSettings from) {
            listen = from.listen;
            recordFolder = from.recordFolder;
            uploadSlots = from.uploadSlots;
            peersPerTorrent = from.peersPerTorrent;
            peers = from.peers;
            bufferBytes = from.bufferBytes;
            rateLimits = from.rateLimits;
            encryption = from.encryption;
            innerWebSeeds = from.innerWebSeeds;
            localDiscovery = from.localDiscovery;
            superSeeding = from.superSeeding;
        }

        EngineSettings settings() {
            return new EngineSettings(
                    listen,
                    recordFolder,
                    uploadSlots,
                    peersPerTorrent,
                    peers,
                    bufferBytes,
                    rateLimits,
                    encryption,
                    innerWebSeeds,
                    localDiscovery,
                    superSeeding);
        }
    }
}
