import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.Torrent;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The engine as the throughput measurement wants it: {@code seed|leech TORRENT FOLDER PORT [HOST:PORT]}. Says READY; a leech
 * waits for a line, then downloads from the peer and says DONE when every piece is verified. Ends with its input.
 */
public final class Peer {
    private Peer() {}

    public static void main(String[] arguments) throws Exception {
        Metainfo metainfo = Metainfo.parse(Files.readAllBytes(Path.of(arguments[1])));
        Path folder = Path.of(arguments[2]);
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[3]));
        Engine engine = Engine.open(EngineSettings.standard().listeningAt(here));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (arguments[0].equals("seed")) {
            engine.seed(metainfo, folder).completion().get();
            say("READY");
        } else {
            say("READY");
            in.readLine();
            Torrent torrent = engine.download(metainfo, folder);
            String[] seed = arguments[4].split(":");
            torrent.connect(new InetSocketAddress(seed[0], Integer.parseInt(seed[1])));
            torrent.completion().get();
            say("DONE");
        }
        awaitEnd(in);
        Runtime.getRuntime().halt(0);
    }

    private static void awaitEnd(BufferedReader in) throws IOException {
        while (in.readLine() != null) {
            // whatever it is
        }
    }

    private static void say(String word) {
        System.out.println(word);
        System.out.flush();
    }
}
