package io.github.enxame.fuzz;

import io.github.enxame.engine.http.HttpAnswerTarget;
import io.github.enxame.engine.storage.JournalTarget;
import io.github.enxame.engine.webseed.WebSeedAnswerTarget;
import io.github.enxame.tracker.PublishingTarget;

/** A reader of strangers' bytes. */
public enum Target {
    BENCODE(MetainfoTargets::bencode),
    METAINFO(MetainfoTargets::metainfo),
    SECTION_PLAN(MetainfoTargets::sectionPlan),
    MAGNET(MetainfoTargets::magnet),
    NAMES(NamesTarget::names),
    WIRE(WireTargets::message),
    EXTENSIONS(WireTargets::extensions),
    MSE(MseTarget::opening),
    ANNOUNCE(TrackerTargets::query),
    TRACKER_REPLY(TrackerTargets::reply),
    UDP_TRACKER(TrackerTargets::datagram),
    URL(UrlTarget::url),
    WEB_SEED_ANSWER(WebSeedAnswerTarget::answers),
    HTTP_ANSWER(HttpAnswerTarget::answer),
    SESSION(SessionTarget::session),
    JOURNAL(JournalTarget::journal),
    PUBLISHING(PublishingTarget::publish);

    /** Reads an input; throws on a finding only. */
    @FunctionalInterface
    interface Attempt {
        void read(byte[] input) throws Exception;
    }

    // Every attempt is a method without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Attempt attempt;

    Target(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Has the reader read this; an exception is a finding. */
    public void attempt(byte[] input) throws Exception {
        attempt.read(input);
    }

    /** What must hold. */
    public static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
