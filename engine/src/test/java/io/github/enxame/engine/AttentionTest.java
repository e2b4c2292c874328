package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private final Map<String, Long> restUntil = new HashMap<>();
    private final Attention<String> attention = new Attention<>(swarm -> restUntil.getOrDefault(swarm, 0L));

    private void rest(String swarm, long until, long now) {
        restUntil.put(swarm, until);
        attention.note(swarm, now);
    }

    @Test
    void whoHasSomethingToDoIsLookedAfterEachTimeAndInAnotherOrder() {
        attention.add("a");
        attention.add("b");
        assertThat(attention.due(1)).containsExactly("a", "b");
        assertThat(attention.due(2)).containsExactly("b", "a");
    }

    @Test
    void whoRestsIsLookedAfterWhenItsTimeHasCome() {
        attention.add("a");
        attention.add("b");
        rest("a", 50, 1);
        rest("b", 40, 1);
        assertThat(attention.due(39)).isEmpty();
        assertThat(attention.due(40)).containsExactly("b");
        rest("b", 90, 40);
        assertThat(attention.due(60)).containsExactly("a");
    }

    @Test
    void whatHappensEndsARestOrMakesItShorter() {
        attention.add("a");
        rest("a", 50, 1);
        rest("a", 20, 2);
        assertThat(attention.due(19)).isEmpty();
        assertThat(attention.due(20)).containsExactly("a");
        rest("a", 100, 20);
        rest("a", 0, 21);
        assertThat(attention.due(22)).containsExactly("a");
        rest("a", 100, 22);
        assertThat(attention.due(50)).as("the first rest counts no more").isEmpty();
        assertThat(attention.due(100)).containsExactly("a");
    }

    @Test
    void itIsKnownWhenSomebodyIsToBeLookedAfterNext() {
        assertThat(attention.nextNanos()).as("nobody").isEqualTo(Long.MAX_VALUE);
        attention.add("a");
        attention.add("b");
        rest("a", 50, 1);
        assertThat(attention.nextNanos()).as("b is awake").isLessThanOrEqualTo(1);
        rest("b", 40, 1);
        assertThat(attention.nextNanos()).isEqualTo(40);
        rest("b", 60, 2);
        assertThat(attention.nextNanos()).as("the first rest counts no more").isEqualTo(50);
        attention.remove("a");
        assertThat(attention.nextNanos()).isEqualTo(60);
    }

    @Test
    void whoIsGoneIsNotComeBackTo() {
        attention.add("a");
        attention.add("b");
        rest("a", 50, 1);
        attention.remove("a");
        attention.remove("b");
        attention.note("a", 2);
        attention.note("b", 2);
        assertThat(attention.due(100)).isEmpty();
    }

    @Test
    void whatIsOverIsForgotten() {
        attention.add("a");
        for (int i = 1; i <= 100; i++) {
            rest("a", 1_000 + i, i);
        }
        assertThat(attention.restCount()).isEqualTo(1);
        rest("a", Long.MAX_VALUE, 101);
        attention.remove("a");
        assertThat(attention.restCount()).isZero();
    }
}
