package io.github.enxame.protocol.mse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Openings recorded against another program. */
class RecordedOpeningTest {
    private record Recording(byte[] infoHash, byte[] ours, ByteBuffer theirs) {}

    private static final byte[] HANDSHAKE_ID = "-EX0100-recording001".getBytes(StandardCharsets.US_ASCII);

    @Test
    void dialling_libtorrent_with_rc4() throws MseException, WireException {
        dials("dialler-rc4", MseMethod.RC4);
    }

    @Test
    void dialling_libtorrent_in_plain() throws MseException, WireException {
        dials("dialler-plain", MseMethod.PLAIN);
    }

    @Test
    void dialled_by_a_libtorrent_that_offers_both() throws MseException, WireException {
        isDialled("dialled-both", List.of(MseMethod.PLAIN, MseMethod.RC4), MseMethod.PLAIN);
        isDialled("dialled-both", List.of(MseMethod.RC4, MseMethod.PLAIN), MseMethod.RC4);
    }

    @Test
    void dialled_by_a_libtorrent_that_offers_one() throws MseException, WireException {
        isDialled("dialled-plain", List.of(MseMethod.RC4, MseMethod.PLAIN), MseMethod.PLAIN);
        isDialled("dialled-rc4", List.of(MseMethod.PLAIN, MseMethod.RC4), MseMethod.RC4);
    }

    private static void dials(String name, MseMethod method) throws MseException, WireException {
        Recording recording = recording(name);
        ByteBuffer handshake = ByteBuffer.allocate(Handshake.LENGTH);
        WireCodec.encode(new Handshake(new byte[8], recording.infoHash(), HANDSHAKE_ID), handshake);
        ByteBuffer sent = ByteBuffer.allocate(MseOpening.MAX_OUTPUT * 2);
        MseDialler dialler = new MseDialler(recording.infoHash(), Set.of(method), handshake::array, chance(), sent);
        MseOutcome outcome = dialler.receive(recording.theirs(), sent);
        assertThat(outcome).isNotNull();
        assertThat(Arrays.copyOf(sent.array(), sent.position())).isEqualTo(recording.ours());
        assertThat(outcome.method()).isEqualTo(method);
        if (method == MseMethod.RC4) {
            outcome.incoming().apply(recording.theirs());
        }
        assertThat(WireCodec.decodeHandshake(recording.theirs()).infoHash()).isEqualTo(recording.infoHash());
    }

    private static void isDialled(String name, List<MseMethod> accepted, MseMethod method)
            throws MseException, WireException {
        Recording recording = recording(name);
        ByteBuffer sent = ByteBuffer.allocate(MseOpening.MAX_OUTPUT);
        MseDialled dialled = new MseDialled(
                hash -> Arrays.equals(hash, MseHashes.req2(recording.infoHash()))
                        ? Optional.of(recording.infoHash())
                        : Optional.empty(),
                accepted,
                chance());
        MseOutcome outcome = dialled.receive(recording.theirs(), sent);
        assertThat(outcome).isNotNull();
        assertThat(outcome.method()).isEqualTo(method);
        assertThat(outcome.initialLength()).isEqualTo(Handshake.LENGTH);
        assertThat(Arrays.copyOf(sent.array(), recording.ours().length)).isEqualTo(recording.ours());
        outcome.incoming().apply(recording.theirs());
        assertThat(WireCodec.decodeHandshake(recording.theirs()).infoHash()).isEqualTo(recording.infoHash());
        assertThat(recording.theirs().hasRemaining()).isFalse();
    }

    @Test
    void a_method_is_its_bit_on_the_wire() {
        assertThat(MseMethod.of(-1)).isEqualTo(EnumSet.allOf(MseMethod.class));
        assertThat(MseMethod.bits(EnumSet.allOf(MseMethod.class))).isEqualTo(3);
        assertThat(MseMethod.of(2)).containsExactly(MseMethod.RC4);
        assertThat(MseMethod.of(4)).isEmpty();
    }

    private static FixedChance chance() {
        try {
            byte[] exponent =
                    MessageDigest.getInstance("SHA-1").digest("enxame exponent".getBytes(StandardCharsets.US_ASCII));
            return new FixedChance(exponent, 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Recording recording(String name) {
        try (InputStream file = RecordedOpeningTest.class.getResourceAsStream("/mse/libtorrent-2.0.8.txt")) {
            assertThat(file).isNotNull();
            String[] fields = new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ");
            HexFormat hex = HexFormat.of();
            return new Recording(
                    hex.parseHex(fields[1]), hex.parseHex(fields[2]), ByteBuffer.wrap(hex.parseHex(fields[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
