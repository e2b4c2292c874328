package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.metainfo.InfoHash;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hosts that sent wrong blocks, torrent by torrent: a ban lasts a day, as an address may be somebody else's tomorrow,
 * and outlives a restart where there is a {@link BanFile}. Bounded: the oldest bans go. Owned by the loop.
 */
public final class Bans {
    /** Most bans at once. */
    static final int MAX = 1_000;

    private static final long LENGTH_MILLIS = 24L * 60 * 60 * 1000;

    /** Whom a ban is for, and where: a torrent by its 20 bytes on the wire. */
    record Ban(InfoHash torrent, InetAddress host) {}

    private final Timeline timeline;
    private final BanFile file;

    /** Until when, in milliseconds since 1970; the oldest first. */
    private final Map<Ban, Long> until = new LinkedHashMap<>();

    /** None yet. */
    public Bans(Timeline timeline, BanFile file) {
        this.timeline = timeline;
        this.file = file;
    }

    /** Takes up those of an earlier run, soon. */
    public void load() {
        file.read(bans -> timeline.post(new Event.Command(() -> takeUp(bans))));
    }

    /** A clock that was set back does not make a ban longer than a day from now. */
    private void takeUp(Map<Ban, Long> earlier) {
        long now = timeline.epochMillis();
        earlier.forEach((ban, end) -> {
            if (end > now) {
                put(ban, Math.min(end, now + LENGTH_MILLIS));
            }
        });
    }

    boolean banned(InfoHash torrent, InetAddress host) {
        Long end = until.get(new Ban(torrent, host));
        return end != null && end > timeline.epochMillis();
    }

    void ban(InfoHash torrent, InetAddress host) {
        long now = timeline.epochMillis();
        until.values().removeIf(end -> end <= now);
        put(new Ban(torrent, host), now + LENGTH_MILLIS);
        file.write(new LinkedHashMap<>(until));
    }

    private void put(Ban ban, long end) {
        until.remove(ban);
        until.put(ban, end);
        if (until.size() > MAX) {
            until.remove(until.keySet().iterator().next());
        }
    }
}
