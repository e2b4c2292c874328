package io.github.enxame.engine.swarm;

import io.github.enxame.engine.webseed.WebSeed;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is known of one peer of a swarm, connected or not, for as long as the swarm lives. Owned by the loop. */
public final class PeerRecord {
    private final int index;
    private final RetrySchedule retries;
    private final Approach approach = new Approach();
    private InetSocketAddress address;
    private boolean dialable;
    private boolean ourselves;
    private boolean dialling;
    private boolean banned;
    private boolean proven;
    private boolean seed;
    private boolean prompt;
    private @Nullable WebSeed webSeed;
    private String serverFailure = "";
    private @Nullable PeerSession session;
    private String client = "";
    private long lastRttNanos = -1;
    long bytesDown;
    long bytesUp;
    long blocks;
    long wastedBytes;

    PeerRecord(int index, InetSocketAddress address, PeerSource source, boolean dialable) {
        this.index = index;
        this.retries = new RetrySchedule(source);
        this.address = address;
        this.dialable = dialable;
    }

    /** Its number in the swarm's list of peers. */
    public int index() {
        return index;
    }

    /** Where it is: where it listens, once that is known. */
    public InetSocketAddress address() {
        return address;
    }

    /** The web server that it is, if it is one. */
    Optional<WebSeed> webSeed() {
        return Optional.ofNullable(webSeed);
    }

    /** It is a web server. It wants nothing, so who has everything need not dial it. */
    void webSeed(WebSeed server) {
        webSeed = server;
        retries.prove();
        seed = true;
    }

    /** Why the web server that it is gives nothing now, for people; empty where it gives what it is asked for, or is none. */
    public String serverFailure() {
        return serverFailure;
    }

    /** The connection to it came to nothing, or is over. Only of web servers is remembered why: peers come and go. */
    void serverFailed(String reason) {
        serverFailure = webSeed == null ? "" : reason;
    }

    /** It brought something. */
    void serverWorked() {
        serverFailure = "";
    }

    /** How it is dialled. */
    Approach approach() {
        return approach;
    }

    /** What it calls itself, or empty. */
    public String client() {
        return client;
    }

    /** The session with it, if it is connected. */
    public Optional<PeerSession> session() {
        return Optional.ofNullable(session);
    }

    /** Whether a dial is under way. */
    public boolean dialling() {
        return dialling;
    }

    /** Whether a piece that it brought blocks of turned out right. */
    boolean proven() {
        return proven;
    }

    void prove() {
        proven = true;
        if (session != null) {
            session.downloads().proven();
        }
    }

    /** Whether nobody but other peers, or the local network, named it. */
    boolean isHearsay() {
        return retries.source().isHearsay();
    }

    /** When it is dialled, and who named it. */
    RetrySchedule retries() {
        return retries;
    }

    /** Whether it had everything when last connected. */
    boolean seed() {
        return seed;
    }

    void seed(boolean hasEverything) {
        seed = hasEverything;
    }

    /** Whether it is said to have everything and to take requests along with the handshake. */
    boolean prompt() {
        return prompt;
    }

    void prompt(boolean takesRequestsAtOnce) {
        prompt = takesRequestsAtOnce;
    }

    /** Whether it sent wrong blocks. */
    public boolean banned() {
        return banned;
    }

    /** Its least round trip when last connected. */
    public OptionalLong rttNanos() {
        return lastRttNanos < 0 ? OptionalLong.empty() : OptionalLong.of(lastRttNanos);
    }

    /** Payload it brought, in bytes. */
    public long bytesDown() {
        return bytesDown;
    }

    /** Payload it got, in bytes. */
    public long bytesUp() {
        return bytesUp;
    }

    /** Blocks it brought that were kept. */
    public long blocks() {
        return blocks;
    }

    /** Payload it brought for nothing, in bytes. */
    public long wastedBytes() {
        return wastedBytes;
    }

    /** Whether it should stay known although it is not connected. */
    public boolean matters() {
        return !mayBeForgotten() || bytesUp > 0;
    }

    /** Whether nothing that is under way or stored refers to it, and it never answered. */
    boolean mayBeForgotten() {
        boolean inUse = session != null || dialling || banned || blocks > 0 || webSeed != null;
        return !inUse && (isGuest() || retries.failures() > 0);
    }

    /** Whether it came to us and never said where it listens. */
    boolean isGuest() {
        return !dialable && !ourselves;
    }

    int failures() {
        return retries.failures();
    }

    /** When it is to be dialled next; those never dialled come first. */
    long nextDialNanos() {
        return retries.nextNanos();
    }

    boolean mayBeDialled(long nowNanos) {
        return dialable && !ourselves && !dialling && !banned && session == null && nowNanos >= retries.nextNanos();
    }

    void listensAt(InetSocketAddress listening) {
        address = listening;
        dialable = true;
    }

    void ban() {
        banned = true;
    }

    /** It answered with our own peer id. */
    void neverDial() {
        ourselves = true;
    }

    void dialStarted() {
        dialling = true;
    }

    void connected(PeerSession with) {
        dialling = false;
        session = with;
    }

    void client(String name) {
        client = name;
    }

    void rtt(long nanos) {
        lastRttNanos = nanos;
    }

    /** The dial came to nothing. */
    void dialFailed(long nowNanos, double jitter) {
        dialling = false;
        if (session == null) {
            retries.ended(false, nowNanos, jitter);
        }
    }

    /** The session is over, unless another one has taken its place. */
    void left(PeerSession ended, long nowNanos, boolean wasUseful, double jitter) {
        if (session == ended) {
            session = null;
            retries.ended(wasUseful, nowNanos, jitter);
        }
    }
}
