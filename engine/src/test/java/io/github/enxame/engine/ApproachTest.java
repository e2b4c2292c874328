package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.transport.Encryption;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which peers are dialled plain, and which encrypted. */
class ApproachTest {
    private static final InetSocketAddress THERE = SwarmRig.address("10.2.0.1", 6881);

    private static HandPeer dial(SwarmRig rig) {
        rig.swarm().connect(THERE);
        return only(rig.dialled());
    }

    private static HandPeer only(List<HandPeer> peers) {
        assertThat(peers).hasSize(1);
        return peers.getFirst();
    }

    @Test
    void whoHangsUpBeforeItsHandshakeIsDialledEncryptedAtOnce() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            HandPeer plain = dial(rig);
            assertThat(plain.isEncrypted()).isFalse();
            plain.opens().leaves();
            HandPeer encrypted = only(rig.dialled());
            assertThat(encrypted.isEncrypted()).isTrue();
            encrypted.opens().greets(rig.infoHash(), SwarmRig.id(7), true);
            assertThat(rig.swarm().connections().sessions()).hasSize(1);
            encrypted.leaves();
            rig.pass(60 * SwarmRig.SECOND);
            assertThat(only(rig.dialled()).isEncrypted())
                    .as("the way that it answered")
                    .isTrue();
        }
    }

    @Test
    void whoNeverEncryptsDialsPlainForEver() {
        try (SwarmRig rig = SwarmRig.encrypting(Encryption.NEVER)) {
            HandPeer first = dial(rig);
            assertThat(first.isEncrypted()).isFalse();
            first.opens().leaves();
            assertThat(rig.dialled()).as("dials the other way").isEmpty();
            for (int round = 0; round < 4; round++) {
                rig.pass(60 * SwarmRig.SECOND);
                HandPeer next = only(rig.dialled());
                assertThat(next.isEncrypted()).isFalse();
                next.opens().leaves();
            }
        }
    }

    @Test
    void whoNeverAnswersIsDialledTheOneWayAndTheOtherInTurnAndNotFasterThanOthers() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            dial(rig).opens().leaves();
            HandPeer second = only(rig.dialled());
            second.opens().leaves();
            assertThat(rig.dialled()).as("dials after both ways were tried").isEmpty();
            boolean encrypted = second.isEncrypted();
            for (int round = 0; round < 4; round++) {
                rig.pass(60 * SwarmRig.SECOND);
                HandPeer next = only(rig.dialled());
                assertThat(next.isEncrypted()).isEqualTo(!encrypted);
                encrypted = next.isEncrypted();
                next.opens().leaves();
                assertThat(rig.dialled()).isEmpty();
            }
        }
    }

    @Test
    void whoAnsweredBeforeAndHangsUpOnceIsDialledTheSameWayLater() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            dial(rig).opens().greets(rig.infoHash(), SwarmRig.id(7), true).leaves();
            rig.pass(60 * SwarmRig.SECOND);
            only(rig.dialled()).opens().leaves();
            assertThat(rig.dialled()).isEmpty();
            rig.pass(60 * SwarmRig.SECOND);
            HandPeer again = only(rig.dialled());
            assertThat(again.isEncrypted()).isFalse();
            again.opens().leaves();
            rig.pass(60 * SwarmRig.SECOND);
            assertThat(only(rig.dialled()).isEncrypted())
                    .as("it may have changed its mind")
                    .isTrue();
        }
    }

    @Test
    void whoRefusesASecondLinkIsNotTakenForOneThatSpeaksOnlyEncrypted() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            HandPeer dialled = dial(rig);
            HandPeer came = rig.comes(THERE.getHostString(), 50_000, true);
            dialled.opens().leaves();
            assertThat(rig.dialled()).isEmpty();
            came.leaves();
            rig.pass(60 * SwarmRig.SECOND);
            assertThat(only(rig.dialled()).isEncrypted()).isFalse();
        }
    }

    @Test
    void whoPrefersEncryptionDialsPlainOnlyWhereThatFails() {
        try (SwarmRig rig = SwarmRig.encrypting(Encryption.PREFERRED)) {
            HandPeer encrypted = dial(rig);
            assertThat(encrypted.isEncrypted()).isTrue();
            encrypted.opens().leaves();
            assertThat(only(rig.dialled()).isEncrypted()).isFalse();
        }
    }

    @Test
    void whoRequiresEncryptionNeverDialsPlain() {
        try (SwarmRig rig = SwarmRig.encrypting(Encryption.REQUIRED)) {
            dial(rig).opens().leaves();
            assertThat(rig.dialled()).isEmpty();
            for (int round = 0; round < 3; round++) {
                rig.pass(60 * SwarmRig.SECOND);
                HandPeer next = only(rig.dialled());
                assertThat(next.isEncrypted()).isTrue();
                next.opens().leaves();
            }
        }
    }
}
