package io.github.enxame.protocol.mse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MseOpeningTest {
    private static final byte[] TORRENT = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f10111213");
    private static final byte[] OTHER = HexFormat.of().parseHex("ff0102030405060708090a0b0c0d0e0f10111213");
    private static final Set<MseMethod> BOTH = EnumSet.allOf(MseMethod.class);

    /** One side with the bytes that have come to it and those that it has sent. */
    private static final class Side {
        private final ByteBuffer in = ByteBuffer.allocate(4096).limit(0);
        private final ByteBuffer out = ByteBuffer.allocate(4096);
        private @Nullable MseOpening opening;
        private @Nullable MseOutcome outcome;

        void receives(ByteBuffer bytes, int count) throws MseException {
            in.compact();
            for (int n = 0; n < count; n++) {
                in.put(bytes.get());
            }
            in.flip();
            assertThat(opening).isNotNull();
            if (outcome == null) {
                outcome = opening.receive(in, out);
                if (outcome == null) {
                    assertThat(in.remaining()).as("bytes left to the caller").isLessThan(MseOpening.MIN_INPUT);
                }
            }
        }

        MseOutcome agreed() {
            assertThat(outcome).isNotNull();
            return outcome;
        }
    }

    @Test
    void both_sides_agree_however_the_bytes_are_cut() throws MseException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Set<MseMethod> offered = List.of(BOTH, Set.of(MseMethod.PLAIN), Set.of(MseMethod.RC4))
                    .get(random.nextInt(3));
            List<MseMethod> accepted = random.nextBoolean()
                    ? List.of(MseMethod.PLAIN, MseMethod.RC4)
                    : List.of(MseMethod.RC4, MseMethod.PLAIN);
            byte[] initial = new byte[random.nextInt(MseOpening.MAX_INITIAL + 1)];
            random.nextBytes(initial);
            Side dialler = new Side();
            Side dialled = new Side();
            dialler.opening = new MseDialler(TORRENT, offered, () -> initial, random, dialler.out);
            dialled.opening = dialled(accepted, random);
            talk(dialler, dialled, random);

            MseOutcome here = dialler.agreed();
            MseOutcome there = dialled.agreed();
            assertThat(here.method())
                    .as("seed %s", seed)
                    .isEqualTo(there.method())
                    .isIn(offered);
            if (offered.size() == 2) {
                assertThat(here.method()).isEqualTo(accepted.getFirst());
            }
            assertThat(there.initialLength()).isEqualTo(initial.length);
            assertThat(dialled.in.remaining()).isEqualTo(initial.length);
            there.incoming().apply(dialled.in);
            byte[] came = new byte[initial.length];
            dialled.in.get(came);
            assertThat(came).isEqualTo(initial);
            assertThat(dialler.in.hasRemaining()).isFalse();
            assertSameStream(here.outgoing(), there.incoming());
            assertSameStream(there.outgoing(), here.incoming());
        }
    }

    private static void talk(Side one, Side other, Random random) throws MseException {
        while (one.out.position() > 0 || other.out.position() > 0) {
            hand(one, other, random);
            hand(other, one, random);
        }
    }

    private static void hand(Side from, Side to, Random random) throws MseException {
        ByteBuffer bytes = from.out.flip();
        int most = random.nextBoolean() ? 5 : 700;
        while (bytes.hasRemaining()) {
            to.receives(bytes, Math.min(bytes.remaining(), 1 + random.nextInt(most)));
        }
        bytes.clear();
    }

    private static void assertSameStream(Rc4 one, Rc4 other) {
        ByteBuffer text = ByteBuffer.allocate(100);
        one.apply(text);
        assertThat(text.array()).isNotEqualTo(new byte[100]);
        other.apply(text);
        assertThat(text.array()).isEqualTo(new byte[100]);
    }

    @Test
    void a_torrent_that_is_not_here_is_refused() {
        Random random = new Random(1);
        Side dialler = new Side();
        Side dialled = new Side();
        dialler.opening = new MseDialler(OTHER, BOTH, () -> new byte[0], random, dialler.out);
        dialled.opening = dialled(List.of(MseMethod.RC4), random);
        assertThatThrownBy(() -> talk(dialler, dialled, random))
                .isInstanceOf(MseException.class)
                .hasMessageContaining("not here");
    }

    @Test
    void who_offers_nothing_that_will_do_is_refused() {
        Random random = new Random(1);
        Side dialler = new Side();
        Side dialled = new Side();
        dialler.opening = new MseDialler(TORRENT, Set.of(MseMethod.PLAIN), () -> new byte[0], random, dialler.out);
        dialled.opening = dialled(List.of(MseMethod.RC4), random);
        assertThatThrownBy(() -> talk(dialler, dialled, random))
                .isInstanceOf(MseException.class)
                .hasMessageContaining("RC4");
    }

    @Test
    void a_key_that_makes_the_secret_known_is_refused() {
        byte[] zero = new byte[96];
        byte[] one = new byte[96];
        one[95] = 1;
        byte[] ones = new byte[96];
        Arrays.fill(ones, (byte) 0xff);
        byte[] minusOne = Arrays.copyOfRange(KeyExchange.PRIME.toByteArray(), 1, 97);
        minusOne[95]--;
        for (byte[] key : List.of(zero, one, ones, minusOne)) {
            ByteBuffer out = ByteBuffer.allocate(MseOpening.MAX_OUTPUT);
            assertThatThrownBy(
                            () -> dialled(List.of(MseMethod.RC4), new Random(1)).receive(ByteBuffer.wrap(key), out))
                    .isInstanceOf(MseException.class);
            assertThat(out.position()).isZero();
        }
    }

    @Test
    void arbitrary_bytes_end_with_one_kind_of_error_after_at_most_one_key_and_532_bytes() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            boolean dials = random.nextBoolean();
            Side side = new Side();
            side.opening = dials
                    ? new MseDialler(TORRENT, BOTH, () -> new byte[68], random, side.out)
                    : dialled(List.of(MseMethod.RC4), random);
            byte[] noise = new byte[96 + 532];
            random.nextBytes(noise);
            ByteBuffer bytes = ByteBuffer.wrap(noise);
            assertThatThrownBy(() -> {
                        while (bytes.hasRemaining()) {
                            side.receives(bytes, Math.min(bytes.remaining(), 1 + random.nextInt(100)));
                        }
                        if (dials) {
                            throw new MseException("a dialler may have passed fewer");
                        }
                        side.receives(ByteBuffer.allocate(1), 1);
                    })
                    .as("seed %s", seed)
                    .isInstanceOf(MseException.class);
            assertThat(side.out.position()).as("what it was told").isLessThanOrEqualTo(2 * MseOpening.MAX_OUTPUT);
        }
    }

    @Test
    void an_opening_with_a_changed_byte_is_refused_or_leaves_both_with_the_same_keys() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Side dialler = new Side();
            Side dialled = new Side();
            dialler.opening = new MseDialler(TORRENT, BOTH, () -> new byte[68], random, dialler.out);
            dialled.opening = dialled(List.of(MseMethod.RC4), random);
            try {
                hand(dialler, dialled, random);
                hand(dialled, dialler, random);
                int at = random.nextInt(dialler.out.position());
                dialler.out.put(at, (byte) (dialler.out.get(at) ^ 1 << random.nextInt(8)));
                talk(dialler, dialled, random);
            } catch (MseException expected) {
                assertThat(expected.getMessage()).as("seed %s", seed).isNotEmpty();
                continue;
            }
            if (dialler.outcome != null && dialled.outcome != null) {
                assertSameStream(dialled.agreed().outgoing(), dialler.agreed().incoming());
            }
        }
    }

    @Test
    void padding_longer_than_the_protocol_allows_is_refused() {
        byte[] exponent = HexFormat.of().parseHex("0123456789abcdef0123456789abcdef01234567");
        Side dialler = new Side();
        Side dialled = new Side();
        dialler.opening = new MseDialler(TORRENT, BOTH, () -> new byte[0], new FixedChance(exponent, 600), dialler.out);
        dialled.opening = dialled(List.of(MseMethod.RC4), new FixedChance(exponent, 0));
        assertThatThrownBy(() -> talk(dialler, dialled, new Random(1))).isInstanceOf(MseException.class);
        // Only what comes after the first padding is too long.
        Side late = new Side();
        Side strict = new Side();
        late.opening = new MseDialler(TORRENT, BOTH, () -> new byte[0], new GrowingChance(exponent), late.out);
        strict.opening = dialled(List.of(MseMethod.RC4), new FixedChance(exponent, 0));
        assertThatThrownBy(() -> talk(late, strict, new Random(1)))
                .isInstanceOf(MseException.class)
                .hasMessageContaining("513");
    }

    /** Padding as it should be the first time, and a byte too long the second. */
    private static final class GrowingChance implements java.util.random.RandomGenerator {
        private final byte[] exponent;
        private int asked;

        GrowingChance(byte[] exponent) {
            this.exponent = exponent;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(exponent, 0, bytes, 0, Math.min(exponent.length, bytes.length));
        }

        @Override
        public int nextInt(int bound) {
            return asked++ == 0 ? 512 : 513;
        }

        @Override
        public long nextLong() {
            return 0;
        }
    }

    private static MseDialled dialled(List<MseMethod> accepted, java.util.random.RandomGenerator random) {
        return new MseDialled(
                hash -> Arrays.equals(hash, MseHashes.req2(TORRENT)) ? Optional.of(TORRENT) : Optional.empty(),
                accepted,
                random);
    }
}
