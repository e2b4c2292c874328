package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pausing, resuming and closing at every awkward moment. */
class SwarmLifeTest {
    @Test
    void whatIsPausedWhileItsDiskIsLookedAtStaysPaused() {
        try (SwarmRig rig = SwarmRig.checking(4)) {
            rig.swarm().life().pause();
            rig.swarm().connect(SwarmRig.address("10.4.0.1", 6881));
            rig.store().opens();
            rig.pass(SwarmRig.SECOND);
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Paused.class);
            rig.swarm().life().resume();
            rig.pass(SwarmRig.SECOND);
            assertThat(rig.swarm().running()).isTrue();
            assertThat(rig.dialled()).hasSize(1);
        }
    }

    @Test
    void whatIsResumedInTimeIsNotPausedAtAll() {
        try (SwarmRig rig = SwarmRig.checking(4)) {
            rig.swarm().life().pause();
            rig.swarm().life().resume();
            rig.store().opens();
            rig.settle();
            assertThat(rig.swarm().running()).isTrue();
        }
    }

    @Test
    void whoClosesASecondTimeWaitsForTheFilesToo() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            List<String> told = new ArrayList<>();
            rig.swarm().life().close(() -> told.add("first"));
            rig.swarm().life().close(() -> told.add("second"));
            rig.settle();
            assertThat(told).isEmpty();
            rig.store().closed();
            rig.settle();
            assertThat(told).containsExactly("first", "second");
            rig.swarm().life().close(() -> told.add("third"));
            assertThat(told).endsWith("third");
        }
    }

    @Test
    void pausingInTheMiddleFreesWhatWasAskedForAndGivesBuffersBack() {
        try (SwarmRig rig = SwarmRig.leech(8, 2)) {
            HandPeer seed = rig.comes();
            seed.says(new Message.HaveAll(), new Message.Unchoke());
            Message.Request first = seed.asked().getFirst();
            rig.swarm().life().pause();
            seed.says(seed.block(first, 0));
            rig.settle();
            rig.requireSound();
            assertThat(rig.swarm().connections().sessions()).isEmpty();
            assertThat(rig.comes().closed()).isTrue();
        }
    }
}
