package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.bencode.BString;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a tracker knows of the peers that it names, one byte each in their order, as peer exchange has it (BEP 11): beside
 * the list {@code peers} in {@code peers.f}, beside {@code peers6} in {@code peers6.f}. Trackers that do not know it leave
 * it out, peers that do not know it look past it.
 */
final class PeerFlags {
    /** The peer has everything (BEP 11). */
    private static final int SEED = 0x02;
    /** It takes requests along with the handshake; no flag of BEP 11. */
    private static final int PROMPT = 0x80;

    private PeerFlags() {}

    /** The flags of those peers that have this kind of address. */
    static byte[] encode(List<PeerAddress> peers, Set<PeerAddress> prompt, Class<? extends InetAddress> kind) {
        ByteArrayOutputStream flags = new ByteArrayOutputStream();
        for (PeerAddress peer : peers) {
            if (kind.isInstance(peer.ip())) {
                flags.write(prompt.contains(peer) ? SEED | PROMPT : 0);
            }
        }
        return flags.toByteArray();
    }

    /** Those of {@code peers} that are said to be prompt seeds; none if the flags do not fit the peers. */
    static Set<PeerAddress> prompt(List<PeerAddress> peers, Optional<BString> flags) {
        Set<PeerAddress> prompt = new HashSet<>();
        if (flags.isPresent() && flags.get().length() == peers.size()) {
            byte[] bytes = flags.get().toByteArray();
            for (int i = 0; i < bytes.length; i++) {
                if ((bytes[i] & SEED) != 0 && (bytes[i] & PROMPT) != 0) {
                    prompt.add(peers.get(i));
                }
            }
        }
        return prompt;
    }
}
