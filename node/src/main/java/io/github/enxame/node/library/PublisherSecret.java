package io.github.enxame.node.library;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.tracker.catalogue.PublisherKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes this node the publisher of what it published: a secret in the state folder, made once. Each tracker gets a key of
 * its own that is derived from it, so that no tracker can act at another.
 */
public final class PublisherSecret {
    private static final System.Logger LOGGER = System.getLogger(PublisherSecret.class.getName());
    private static final int RANDOM_BYTES = 32;
    private static final int DIGITS = 2 * RANDOM_BYTES;

    private PublisherSecret() {}

    /** The key for a tracker; empty where the state folder can keep none. */
    public static Optional<PublisherKey> key(StateFolder state, URI tracker) {
        try {
            return PublisherKey.parse(HexFormat.of().formatHex(derive(secret(state.publisherKey()), named(tracker))));
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "What is published now cannot be withdrawn: " + state.publisherKey() + " cannot be used ("
                            + e.getMessage() + ").");
            return Optional.empty();
        }
    }

    /**
     * Makes the secret if there is none yet.
     *
     * @throws ProblemException where the state folder cannot keep it
     */
    public static void make(StateFolder state) throws ProblemException {
        try {
            var _ = secret(state.publisherKey());
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, state.publisherKey()), e);
        } catch (IllegalArgumentException damaged) {
            LOGGER.log(System.Logger.Level.DEBUG, "the publisher's secret is damaged", damaged);
        }
    }

    private static synchronized byte[] secret(Path file) throws IOException {
        try {
            String digits = Files.readString(file, US_ASCII).strip();
            if (digits.length() != DIGITS) {
                throw new IllegalArgumentException("it has not " + DIGITS + " digits");
            }
            return HexFormat.of().parseHex(digits);
        } catch (NoSuchFileException e) {
            byte[] secret = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(secret);
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new NoSuchFileException(file.toString());
            }
            PrivateFiles.createFolders(folder);
            PrivateFiles.write(file, HexFormat.of().formatHex(secret).getBytes(US_ASCII));
            return secret;
        }
    }

    private static byte[] derive(byte[] secret, String tracker) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(tracker.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** The tracker by one name, however this computer is spelled. */
    private static String named(URI tracker) {
        String host = String.valueOf(tracker.getHost()).toLowerCase(Locale.ROOT);
        boolean here = host.equals("[::1]") || host.startsWith("127.");
        int port = tracker.getPort() >= 0 ? tracker.getPort() : "https".equals(tracker.getScheme()) ? 443 : 80;
        return (here ? "localhost" : host) + ":" + port + tracker.getRawPath();
    }
}
