package io.github.enxame.tracker;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses and networks that an operator named, as in {@code 127.0.0.1,10.0.0.0/8,2001:db8::/32}.
 *
 * @param ranges the networks; an address is a network of its full length
 */
public record AddressRanges(List<Range> ranges) {
    /** No address. */
    public static final AddressRanges NONE = new AddressRanges(List.of());
    /** The addresses of this machine that only it reaches. */
    public static final AddressRanges LOOPBACK = parse("127.0.0.0/8,::1");

    /**
     * A network.
     *
     * @param address its first address
     * @param bits how many leading bits are the same in all of its addresses
     */
    public record Range(InetAddress address, int bits) {
        public Range {
            if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
                throw new IllegalArgumentException(
                        address.getHostAddress() + "/" + bits + " is no network: the number of bits is out of range");
            }
        }

        boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] its = other.getAddress();
            if (mine.length != its.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((mine[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    public AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads addresses and networks in numbers, with commas between them.
     *
     * @throws IllegalArgumentException with a message for people, when one is neither
     */
    public static AddressRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            String named = each.strip();
            if (!named.isEmpty()) {
                ranges.add(range(named));
            }
        }
        return new AddressRanges(ranges);
    }

    private static Range range(String named) {
        int slash = named.indexOf('/');
        String host = slash < 0 ? named : named.substring(0, slash);
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            int all = address.getAddress().length * Byte.SIZE;
            return new Range(address, slash < 0 ? all : Integer.parseInt(named.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    named
                            + " is no address or network in numbers; write it like 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32",
                    e);
        }
    }

    /** Whether the address is in one of the networks. */
    public boolean contains(InetAddress address) {
        for (Range range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
