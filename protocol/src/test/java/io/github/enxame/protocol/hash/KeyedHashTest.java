package io.github.enxame.protocol.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void isSipHash13() {
        KeyedHash hash = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        assertThat(hash.hash(counting(0), 0)).isEqualTo(0xabac0158050fc4dcL);
        assertThat(hash.hash(counting(1), 1)).isEqualTo(0xc9f49bf37d57ca93L);
        assertThat(hash.hash(counting(7), 7)).isEqualTo(0xd3927d989bb11140L);
        assertThat(hash.hash(counting(8), 8)).isEqualTo(0x369095118d299a8eL);
        assertThat(hash.hash(counting(20), 20)).isEqualTo(0xc0dc2f46a6cce040L);
    }

    @Test
    void anotherKeyGivesAnotherHash() {
        assertThat(new KeyedHash(1, 2).hash(counting(20), 20)).isNotEqualTo(new KeyedHash(1, 3).hash(counting(20), 20));
    }

    /** Adding one to a byte and taking 31 from the next leaves {@link Arrays#hashCode} as it is. */
    @Test
    void idsThatAreMadeToCollideDoNot() {
        List<Id20> ids = new ArrayList<>();
        Set<Integer> plain = new HashSet<>();
        for (int choice = 0; choice < 1 << 10; choice++) {
            byte[] bytes = new byte[Id20.LENGTH];
            for (int pair = 0; pair < 10; pair++) {
                boolean moved = (choice >> pair & 1) != 0;
                bytes[2 * pair] = (byte) (moved ? 1 : 0);
                bytes[2 * pair + 1] = (byte) (moved ? 0 : 31);
            }
            plain.add(Arrays.hashCode(bytes));
            ids.add(Id20.of(bytes));
        }

        assertThat(plain).hasSize(1);
        assertThat(ids.stream().map(Id20::hashCode).distinct()).hasSizeGreaterThan(1_020);
    }

    @Test
    void addressesThatAreMadeToCollideDoNot() throws UnknownHostException {
        Set<Integer> plain = new HashSet<>();
        Set<Integer> keyed = new HashSet<>();
        Set<Integer> ofPeers = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            InetAddress ip = InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
            plain.add(new InetSocketAddress(ip, 50_000 - i).hashCode());
            keyed.add(KeyedHash.of(new InetSocketAddress(ip, 50_000 - i)));
            ofPeers.add(new PeerAddress(ip, 50_000 - i).hashCode());
        }

        assertThat(plain).hasSize(1);
        assertThat(keyed).hasSizeGreaterThan(995);
        assertThat(ofPeers).hasSizeGreaterThan(995);
    }

    @Test
    void equalValuesHaveEqualCodes() throws UnknownHostException {
        byte[] ip = {(byte) 192, 0, 2, 7};

        assertThat(Id20.of(counting(20))).hasSameHashCodeAs(Id20.of(counting(20)));
        assertThat(new PeerAddress(InetAddress.getByAddress(ip), 1))
                .isEqualTo(new PeerAddress(InetAddress.getByAddress("host.example", ip), 1))
                .hasSameHashCodeAs(new PeerAddress(InetAddress.getByAddress("host.example", ip), 1));
        assertThat(KeyedHash.of(InetSocketAddress.createUnresolved("host.example", 1)))
                .isEqualTo(KeyedHash.of(InetSocketAddress.createUnresolved("host.example", 1)));
    }

    @Test
    void idsAreOrderedAsUnsignedBytes() {
        byte[] high = new byte[20];
        high[0] = (byte) 0x80;

        assertThat(Id20.of(new byte[20])).isLessThan(Id20.of(high));
    }
}
