package io.github.enxame.node.daemon;

import io.github.enxame.node.view.DetailView;

/** Follows a torrent. Its methods are called one at a time, on threads of the torrent, and return soon. */
public interface Follower {
    /** This is how it is now. */
    void changed(DetailView view);

    /** It was removed; nothing else follows. */
    void removed();
}
