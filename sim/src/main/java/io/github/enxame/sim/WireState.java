package io.github.enxame.sim;

import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What has been said on one end of a link, as far as the rules need it. Only looked up, never iterated. */
final class WireState {
    private final Map<Message.Request, Integer> askedOfUs = new HashMap<>();
    private final Set<Integer> allowedUs = new HashSet<>();
    private final Set<Integer> allowed = new HashSet<>();
    private boolean chokesUs = true;
    private boolean choked = true;
    private boolean silent = true;

    /** They said this, and the engine is about to hear it. */
    void heard(Message message) {
        silent = false;
        switch (message) {
            case Message.Choke() -> chokesUs = true;
            case Message.Unchoke() -> chokesUs = false;
            case Message.AllowedFast(int piece) -> allowedUs.add(piece);
            case Message.Request request -> askedOfUs.merge(request, 1, Integer::sum);
            case Message.KeepAlive _,
                    Message.Interested _,
                    Message.NotInterested _,
                    Message.Have _,
                    Message.Bitfield _,
                    Message.Block _,
                    Message.Cancel _,
                    Message.Port _,
                    Message.SuggestPiece _,
                    Message.HaveAll _,
                    Message.HaveNone _,
                    Message.RejectRequest _,
                    Message.Extended _,
                    HashMessage _,
                    Message.Unknown _ -> {}
        }
    }

    /** Whether they have said nothing yet. */
    boolean silent() {
        return silent;
    }

    /** Whether they take no request for this piece: they choke us and have not allowed it all the same (BEP 6). */
    boolean refuseUs(int piece) {
        return chokesUs && !allowedUs.contains(piece);
    }

    /** Whether they may not have this piece: we choke them and have not allowed it all the same. */
    boolean refused(int piece) {
        return choked && !allowed.contains(piece);
    }

    /** We told them that they may ask for this piece whether choked or not. */
    void allow(int piece) {
        allowed.add(piece);
    }

    /** We told them so; without BEP 6 that also answers all they asked for. */
    void choked(boolean isChoked, boolean fast) {
        choked = isChoked;
        if (isChoked && !fast) {
            askedOfUs.clear();
        }
    }

    /** Takes a request off the list: a block or a rejection answers it (BEP 6). Returns whether it was there. */
    boolean answered(Message.Request request) {
        Integer count = askedOfUs.get(request);
        if (count == null) {
            return false;
        }
        if (count == 1) {
            askedOfUs.remove(request);
        } else {
            askedOfUs.put(request, count - 1);
        }
        return true;
    }
}
