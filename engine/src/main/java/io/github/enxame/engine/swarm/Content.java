package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.PieceStore;
import io.github.enxame.engine.storage.StoreListener;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.util.function.BiFunction;

/**
 * What a swarm is about, and what hangs on that: what of it is here, and whom to ask for the rest. Known from the start, or
 * once peers have told what a magnet link leads to. Owned by the loop.
 */
final class Content {
    private final Swarm swarm;
    private final World world;
    private final BiFunction<Metainfo, StoreListener, PieceStore> stores;
    private Subject subject;
    private Holdings holdings;
    private Requester requester;

    Content(Swarm swarm, World world, Subject subject, BiFunction<Metainfo, StoreListener, PieceStore> stores) {
        this.swarm = swarm;
        this.world = world;
        this.stores = stores;
        this.subject = subject;
        this.holdings = subject.metainfo().map(this::holdingsOf).orElseGet(() -> Holdings.unknown(world.random()));
        this.requester = requesterOf(subject, holdings);
    }

    private Holdings holdingsOf(Metainfo metainfo) {
        PieceStore store = stores.apply(metainfo, new StoreEvents(swarm, world.timeline()));
        return new Holdings(metainfo.info(), store, world.random());
    }

    private Requester requesterOf(Subject about, Holdings here) {
        return new Requester(
                swarm, new SectionChoice(here.picker(), about.metainfo().map(Metainfo::info)));
    }

    Subject subject() {
        return subject;
    }

    Holdings holdings() {
        return holdings;
    }

    Requester requester() {
        return requester;
    }

    /**
     * The magnet link did not say what is known now: from here on it is a swarm like any other, with the same peers. They
     * count as having what they said once the files are open.
     */
    void learn(Metainfo metainfo) {
        swarm.connections().learnWebSeeds(metainfo);
        subject = new Subject.Whole(metainfo);
        holdings = holdingsOf(metainfo);
        requester = requesterOf(subject, holdings);
        swarm.connections().learned();
        swarm.life().learned();
        swarm.choice().learned();
        swarm.changed();
        holdings.store().open();
    }
}
