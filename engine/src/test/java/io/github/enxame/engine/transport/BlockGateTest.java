package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BlockGateTest {
    private final BufferPool pool = new BufferPool(16, 4);
    private final BlockGate gate = new BlockGate(pool);

    @Test
    void one_block_passes_until_all_may() {
        assertThat(gate.tryLease()).isNotNull();
        gate.admitOne();
        gate.admitOne();
        assertThat(gate.tryLease()).isNotNull();
        assertThat(gate.tryLease()).isNull();
        gate.admitAll();
        assertThat(gate.tryLease()).isNotNull();
        assertThat(gate.tryLease()).isNotNull();
        assertThat(gate.tryLease()).as("the pool is empty").isNull();
    }

    @Test
    void an_empty_pool_costs_no_pass() throws Exception {
        ByteBuffer[] all = {pool.lease(), pool.lease(), pool.lease(), pool.lease()};
        gate.admitOne();
        assertThat(gate.tryLease()).isNull();
        gate.release(all[0]);
        assertThat(gate.tryLease()).isNotNull();
    }

    @Test
    void who_waits_goes_on_when_all_may_pass() throws Exception {
        gate.admitOne();
        assertThat(gate.tryLease()).isNotNull();
        Waiter waiter = new Waiter();
        gate.admitAll();
        assertThat(waiter.got.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void who_waits_stops_when_the_link_ends() throws Exception {
        gate.admitOne();
        assertThat(gate.tryLease()).isNotNull();
        Waiter waiter = new Waiter();
        gate.end();
        assertThatThrownBy(() -> waiter.got.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(gate::lease).isInstanceOf(InterruptedException.class);
        assertThat(pool.leased()).isOne();
    }

    private final class Waiter {
        final CompletableFuture<ByteBuffer> got = new CompletableFuture<>();

        Waiter() {
            Thread.ofVirtual().start(() -> {
                try {
                    got.complete(gate.lease());
                } catch (InterruptedException e) {
                    got.completeExceptionally(e);
                }
            });
        }
    }
}
