package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.ScrapeReply.Failure;
import io.github.enxame.protocol.announce.ScrapeReply.Swarms;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The bencoded form of scrape replies (BEP 48). */
final class ScrapeReplyCodec {
    private ScrapeReplyCodec() {}

    static byte[] encode(ScrapeReply reply) {
        return Bencode.encode(
                switch (reply) {
                    case Failure failure ->
                        BDictionary.builder()
                                .put("failure reason", failure.reason())
                                .build();
                    case Swarms swarms -> dictionary(swarms);
                });
    }

    private static BDictionary dictionary(Swarms reply) {
        BDictionary.Builder files = BDictionary.builder();
        reply.swarms()
                .forEach((infoHash, counts) -> files.put(
                        BString.of(infoHash.bytes()),
                        BDictionary.builder()
                                .put("complete", counts.seeds())
                                .put("downloaded", counts.completed())
                                .put("incomplete", counts.leeches())
                                .build()));
        return BDictionary.builder().put("files", files.build()).build();
    }

    static ScrapeReply decode(byte[] body) throws AnnounceException {
        BDictionary dictionary = ReplyFields.dictionary(body);
        Optional<String> failure = ReplyFields.failure(dictionary);
        if (failure.isPresent()) {
            return new Failure(failure.get());
        }
        BDictionary files = dictionary
                .dictionary("files")
                .orElseThrow(() -> new AnnounceException("the reply has no files: it is no tracker's"));
        Map<Id20, Counts> swarms = new LinkedHashMap<>();
        for (Map.Entry<BString, BValue> entry : files.entries().entrySet()) {
            if (entry.getKey().length() == Id20.LENGTH
                    && entry.getValue() instanceof BDictionary counts
                    && swarms.size() < ScrapeReply.MAX_SWARMS) {
                swarms.put(Id20.of(entry.getKey().toByteArray()), counts(counts));
            }
        }
        return new Swarms(swarms);
    }

    private static Counts counts(BDictionary counts) {
        return new Counts(
                ReplyFields.count(counts, "complete", Long.MAX_VALUE, 0),
                ReplyFields.count(counts, "downloaded", Long.MAX_VALUE, 0),
                ReplyFields.count(counts, "incomplete", Long.MAX_VALUE, 0));
    }
}
