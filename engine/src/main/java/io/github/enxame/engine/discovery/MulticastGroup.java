package io.github.enxame.engine.discovery;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the two groups of BEP 14, joined on some interfaces. One thread at a time. */
final class MulticastGroup implements AutoCloseable {
    static final int PORT = 6771;

    private static final System.Logger LOG = System.getLogger(MulticastGroup.class.getName());

    private final InetSocketAddress group;
    private final Class<? extends InetAddress> family;
    private final DatagramChannel channel;
    private final Map<NetworkInterface, MembershipKey> joined = new LinkedHashMap<>();

    private MulticastGroup(InetAddress group, DatagramChannel channel) {
        this.group = new InetSocketAddress(group, PORT);
        this.family = group instanceof Inet4Address ? Inet4Address.class : Inet6Address.class;
        this.channel = channel;
    }

    static MulticastGroup open(InetAddress group, Selector selector) throws IOException {
        boolean v4 = group instanceof Inet4Address;
        DatagramChannel channel = DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            // Every BitTorrent program of a machine listens at this port.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            bind(channel, group);
            channel.configureBlocking(false);
            MulticastGroup made = new MulticastGroup(group, channel);
            channel.register(selector, SelectionKey.OP_READ, made);
            return made;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** At the group's own address nothing arrives but what is sent to the group; not every system lets a program listen there. */
    private static void bind(DatagramChannel channel, InetAddress group) throws IOException {
        try {
            channel.bind(new InetSocketAddress(group, PORT));
        } catch (SocketException e) {
            LOG.log(System.Logger.Level.DEBUG, "Not listening at " + group + " alone", e);
            channel.bind(new InetSocketAddress(
                    InetAddress.ofLiteral(group instanceof Inet4Address ? "0.0.0.0" : "::"), PORT));
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    /** The group as the Host of an announce has it. */
    String host() {
        InetAddress address = group.getAddress();
        return address instanceof Inet4Address ? address.getHostAddress() + ":" + PORT : "[ff15::efc0:988f]:" + PORT;
    }

    /** Joins on those of the interfaces that speak this family, and leaves all others. */
    void join(LocalInterfaces interfaces) {
        List<NetworkInterface> wanted = interfaces.speaking(family);
        joined.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().drop();
            }
            return gone;
        });
        for (NetworkInterface one : wanted) {
            if (!joined.containsKey(one)) {
                try {
                    joined.put(one, channel.join(group.getAddress(), one));
                } catch (IOException | IllegalArgumentException e) {
                    LOG.log(System.Logger.Level.DEBUG, "No peers near by are heard on " + one.getName(), e);
                }
            }
        }
    }

    /** Where it is joined. */
    Set<NetworkInterface> joined() {
        return Set.copyOf(joined.keySet());
    }

    /** Sends to the group on each interface; one that cannot take it now is passed over. */
    void send(byte[] datagram) {
        for (NetworkInterface one : joined.keySet()) {
            try {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, one);
                channel.send(ByteBuffer.wrap(datagram), group);
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(System.Logger.Level.DEBUG, "Nothing is said to peers near by on " + one.getName(), e);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A multicast socket did not close cleanly", e);
        }
    }
}
