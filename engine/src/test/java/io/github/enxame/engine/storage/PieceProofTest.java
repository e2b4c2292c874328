package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PieceProofTest {
    @Test
    void a_proof_whose_store_is_closed_meanwhile_tells_so_once() {
        AtomicInteger right = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        PieceProof proof =
                new PieceProof("thesis", () -> true, _ -> right.incrementAndGet(), _ -> failed.incrementAndGet());
        assertThat(proof.isCancelled()).isTrue();
        assertThat(proof.isCancelled()).isTrue();
        proof.done(new BitSet());
        assertThat(right).hasValue(0);
        assertThat(failed).hasValue(1);
    }
}
