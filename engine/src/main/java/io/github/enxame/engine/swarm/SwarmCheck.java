package io.github.enxame.engine.swarm;

import io.github.enxame.engine.picker.Picker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recounts what a swarm keeps count of, for tests and the simulator: between two turns of the loop all of it must agree.
 * Changes nothing; called on the loop.
 */
public final class SwarmCheck {
    private final Swarm swarm;
    private final Picker picker;
    private final List<String> faults = new ArrayList<>();

    private SwarmCheck(Swarm swarm) {
        this.swarm = swarm;
        this.picker = swarm.picker();
    }

    /** What does not agree, a sentence each; empty when all is well. */
    public static List<String> faults(Swarm swarm) {
        SwarmCheck check = new SwarmCheck(swarm);
        check.requests();
        check.availability();
        check.sessions();
        return check.faults;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    /** What the picker believes to be asked for is what the pipelines hold, and a block is in one state. */
    private void requests() {
        int[] holders = new int[swarm.holdings().blockCount()];
        for (PeerSession session : swarm.connections().sessions()) {
            session.pipeline().blocks().forEach(block -> holders[block]++);
        }
        int free = 0;
        long missing = 0;
        long wanted = 0;
        for (int block = 0; block < holders.length; block++) {
            boolean verified = picker.verified().get(swarm.holdings().pieceOf(block));
            boolean received = picker.received(block);
            int believed = verified ? 0 : picker.holders(block);
            require(
                    verified || believed == holders[block],
                    "block " + block + " is asked of " + holders[block] + " peers, the picker believes " + believed);
            if (!received) {
                boolean selected = picker.selected(swarm.holdings().pieceOf(block));
                int length = swarm.holdings().requestFor(block).length();
                free += selected && holders[block] == 0 ? 1 : 0;
                missing += length;
                wanted += selected ? length : 0;
            }
        }
        require(free == picker.freeBlocks(), free + " blocks are free, the picker believes " + picker.freeBlocks());
        boolean known = swarm.subject().metainfo().isPresent();
        require(
                !known || missing == swarm.holdings().missingBytes(),
                missing + " bytes are missing, the swarm believes "
                        + swarm.holdings().missingBytes());
        require(
                !known || wanted == swarm.holdings().wantedMissingBytes(),
                wanted + " wanted bytes are missing, the swarm believes "
                        + swarm.holdings().wantedMissingBytes());
    }

    private void availability() {
        int[] having = new int[swarm.holdings().layout().pieceCount()];
        for (PeerSession session : swarm.connections().sessions()) {
            for (int piece = 0; piece < having.length && !session.pieces().everything(); piece++) {
                having[piece] += session.pieces().has(piece) ? 1 : 0;
            }
        }
        int[] believed = new int[having.length];
        Arrays.setAll(believed, piece -> picker.verified().get(piece) ? having[piece] : picker.availability(piece));
        require(
                Arrays.equals(having, believed),
                "pieces are had by " + Arrays.toString(having) + ", the picker believes " + Arrays.toString(believed));
    }

    private boolean isAllowed(PeerSession session, int block) {
        return session.extras().fast().mayTake(swarm.holdings().pieceOf(block));
    }

    private void sessions() {
        for (PeerSession session : swarm.connections().sessions()) {
            String who = session.record().address().toString();
            int wanted = 0;
            for (int piece = 0; piece < swarm.holdings().layout().pieceCount(); piece++) {
                wanted += session.pieces().has(piece) && picker.wants(piece) ? 1 : 0;
            }
            require(
                    wanted == session.pieces().wanted(),
                    who + " has " + wanted + " pieces that are wanted, its session believes "
                            + session.pieces().wanted());
            require(
                    session.pipeline().blocks().stream()
                            .allMatch(block -> picker.selected(swarm.holdings().pieceOf(block))),
                    who + " is asked for what is not wanted");
            require(
                    !session.chokesUs()
                            || session.presumed()
                            || session.pipeline().blocks().stream().allMatch(block -> isAllowed(session, block)),
                    who + " chokes us, but is asked for blocks");
            require(
                    session.record().session().filter(with -> with == session).isPresent(),
                    who + " is connected, but its record does not know");
            require(!session.record().banned(), who + " is banned, but connected");
        }
    }
}
