package io.github.enxame.engine.example;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.Torrent;
import java.nio.file.Path;

/** Shares a file with one engine and fetches it with another: {@code ShareAndFetch FILE FOLDER}. */
public final class ShareAndFetch {
    private ShareAndFetch() {}

    public static void main(String[] args) throws Exception {
        try (Engine here = Engine.open(EngineSettings.standard());
                Engine there = Engine.open(EngineSettings.standard())) {
            Torrent shared = here.share(Path.of(args[0]));
            Torrent fetched = there.download(shared.metainfo(), Path.of(args[1]));
            fetched.connect(here.address());
            fetched.watch(now -> System.out.println(now.verifiedBytes() + " of " + now.length() + " bytes"));
            fetched.completion().join();
            System.out.println("identical: " + fetched.prove().join().match());
        }
    }
}
