package io.github.enxame.sim;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A machine on the network: its address, its access link, who listens there and which links end there. */
final class SimHost {
    private final Simulation simulation;
    private final String name;
    private InetAddress address;
    private final AccessLink access;
    private final boolean reachable;
    private final Uplink uplink;
    private final TreeMap<Integer, SimTransport> listening = new TreeMap<>();
    private final Set<SimLink> links = new LinkedHashSet<>();
    private long downFreeNanos;
    private boolean plain;
    private boolean off;
    private boolean cut;
    private boolean beyond;
    private int nextPort = 49_152;

    SimHost(Simulation simulation, String name, InetAddress address, AccessLink access, boolean reachable) {
        this.simulation = simulation;
        this.name = name;
        this.address = address;
        this.access = access;
        this.reachable = reachable;
        this.uplink = new Uplink(simulation, access.upBytesPerSecond());
    }

    String name() {
        return name;
    }

    InetAddress address() {
        return address;
    }

    /** It has another address from now on. */
    void move(InetAddress to) {
        address = to;
        links().forEach(SimLink::mute);
    }

    AccessLink access() {
        return access;
    }

    Uplink uplink() {
        return uplink;
    }

    /** Whether others can dial it; the rest sit behind a router that lets nobody in. */
    boolean reachable() {
        return reachable;
    }

    /** Has a middle box on the way that clears the bits by which peers offer to speak more than BEP 3. */
    void plain(boolean clearsBits) {
        plain = clearsBits;
    }

    boolean plain() {
        return plain;
    }

    /** Whether nothing comes through to or from it. */
    boolean isolated() {
        return off || cut;
    }

    /** Puts it into one of the two halves of a parted network. */
    void beyond(boolean otherHalf) {
        beyond = otherHalf;
    }

    /** Whether nothing comes through between the two. */
    boolean cutOffFrom(SimHost other) {
        return isolated() || other.isolated() || beyond != other.beyond;
    }

    @Nullable SimTransport listenerAt(int port) {
        return listening.get(port);
    }

    boolean listen(int port, SimTransport transport) {
        return listening.putIfAbsent(port, transport) == null;
    }

    void unlisten(SimTransport transport) {
        listening.values().removeIf(at -> at == transport);
    }

    int ephemeralPort() {
        int port = nextPort;
        nextPort = port == 65_535 ? 49_152 : port + 1;
        return port;
    }

    /** When so many bytes that come in now will all be here. */
    long downloaded(int bytes) {
        long start = Math.max(downFreeNanos, simulation.nanos());
        downFreeNanos = start + (long) (bytes * 1e9 / access.downBytesPerSecond());
        return downFreeNanos;
    }

    void add(SimLink link) {
        links.add(link);
    }

    void remove(SimLink link) {
        links.remove(link);
    }

    List<SimLink> links() {
        return List.copyOf(links);
    }

    /** The network cable is pulled: nothing is lost yet, but nothing comes through. */
    void cut() {
        cut = true;
    }

    /** The cable is back. */
    void heal() {
        cut = false;
        links().forEach(SimLink::healed);
    }

    /** The process is killed: the system closes what it had open. */
    void killed() {
        listening.clear();
        links().forEach(SimLink::killed);
    }

    /** The power is cut: nobody is told anything. */
    void off() {
        off = true;
        listening.clear();
        links().forEach(SimLink::vanished);
    }

    /** The power is back. */
    void on() {
        off = false;
    }

    @Override
    public String toString() {
        return name;
    }
}
