package io.github.enxame.engine.swarm;

import io.github.enxame.engine.schedule.DeliveryRate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The blocks one peer was asked for and has not brought, oldest first. A block given up (the peer choked us, or was too
 * slow) is no longer counted, but still welcome if it comes while it is missing. Owned by the loop.
 */
final class Pipeline {
    /** One request: when it left, and what the rate was counted from then. */
    record Pending(long sentNanos, DeliveryRate.Mark mark) {}

    private static final int MAX_GIVEN_UP = 4_096;

    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final Map<Integer, Pending> givenUp = new LinkedHashMap<>();

    int size() {
        return pending.size();
    }

    boolean contains(int block) {
        return pending.containsKey(block);
    }

    Collection<Integer> blocks() {
        return pending.keySet();
    }

    /** When the oldest request left; only with a non-empty pipeline. */
    long oldestSentNanos() {
        return pending.values().iterator().next().sentNanos();
    }

    void add(int block, Pending request) {
        givenUp.remove(block);
        pending.put(block, request);
    }

    @Nullable Pending remove(int block) {
        return pending.remove(block);
    }

    @Nullable Pending removeGivenUp(int block) {
        return givenUp.remove(block);
    }

    /** Moves these blocks to what was given up and returns them. */
    Collection<Integer> giveUp(IntPredicate which) {
        List<Integer> left = new ArrayList<>();
        Iterator<Map.Entry<Integer, Pending>> each = pending.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Integer, Pending> entry = each.next();
            if (which.test(entry.getKey())) {
                each.remove();
                left.add(entry.getKey());
                if (givenUp.size() < MAX_GIVEN_UP) {
                    givenUp.put(entry.getKey(), entry.getValue());
                }
            }
        }
        return left;
    }
}
