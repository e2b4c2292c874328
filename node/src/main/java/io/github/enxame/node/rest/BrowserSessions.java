package io.github.enxame.node.rest;

import io.github.enxame.node.library.PrivateFiles;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers in: a code that works once becomes a cookie that is signed with a key of the state folder, so that it is
 * still good after a restart. A new key ends all of them. Safe for use from any thread.
 */
final class BrowserSessions {
    /** Codes that wait to be used; the oldest gives way. */
    static final int MAX_CODES = 16;
    /** How long a code waits. */
    static final Duration CODE_TIMEOUT = Duration.ofHours(1);
    /** How long a browser stays let in. */
    static final Duration SESSION_TIMEOUT = Duration.ofDays(90);

    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int CODE_BYTES = 16;
    private static final String ANY_USER = "any";
    private static final int PARTS = 4;

    private record Code(byte[] text, long untilSeconds) {}

    private final @Nullable Path file;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    // Guarded by this object's monitor.
    private final Deque<Code> codes = new ArrayDeque<>();
    private byte[] key;

    private BrowserSessions(@Nullable Path file, InstantSource clock, byte[] key) {
        this.file = file;
        this.clock = clock;
        this.key = key;
    }

    /** Those signed with the key in a file, which is made if it is not there. */
    static BrowserSessions open(Path file, InstantSource clock) throws ProblemException {
        try {
            byte[] known =
                    Files.isRegularFile(file) && Files.size(file) == KEY_BYTES ? Files.readAllBytes(file) : new byte[0];
            BrowserSessions sessions = new BrowserSessions(file, clock, known);
            if (known.length != KEY_BYTES) {
                sessions.forgetAll();
            }
            return sessions;
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        }
    }

    /** Those that end with this process. */
    static BrowserSessions temporary(InstantSource clock) {
        BrowserSessions sessions = new BrowserSessions(null, clock, new byte[0]);
        sessions.key = sessions.fresh(KEY_BYTES);
        return sessions;
    }

    /** A code that lets one browser in, once. */
    synchronized String newCode() {
        String code = HexFormat.of().formatHex(fresh(CODE_BYTES));
        codes.addLast(new Code(bytes(code), seconds() + CODE_TIMEOUT.toSeconds()));
        if (codes.size() > MAX_CODES) {
            codes.removeFirst();
        }
        return code;
    }

    /**
     * Takes a code for a cookie's value; empty for one that is wrong, used or too old.
     *
     * @param user whose process asks, where that is known; the cookie is then good for that user's processes only
     */
    synchronized Optional<String> exchange(String code, OptionalLong user) {
        codes.removeIf(known -> known.untilSeconds() < seconds());
        byte[] given = bytes(code);
        if (!codes.removeIf(known -> MessageDigest.isEqual(known.text(), given))) {
            return Optional.empty();
        }
        String open = seconds() + SESSION_TIMEOUT.toSeconds()
                + "." + (user.isPresent() ? Long.toString(user.getAsLong()) : ANY_USER)
                + "." + HexFormat.of().formatHex(fresh(CODE_BYTES));
        return Optional.of(open + "." + signature(open));
    }

    /** Whether a cookie's value is one of ours, and given by the user it was made for as far as that is known. */
    synchronized boolean accepts(String cookie, OptionalLong user) {
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != PARTS) {
            return false;
        }
        String open = cookie.substring(0, cookie.lastIndexOf('.'));
        if (!MessageDigest.isEqual(bytes(signature(open)), bytes(parts[PARTS - 1]))) {
            return false;
        }
        // Signed by us, so the numbers are numbers.
        boolean inTime = Long.parseLong(parts[0]) >= seconds();
        boolean sameUser =
                user.isEmpty() || parts[1].equals(ANY_USER) || parts[1].equals(Long.toString(user.getAsLong()));
        return inTime && sameUser;
    }

    /** Takes a new key: no browser is let in any more. */
    synchronized void forgetAll() throws ProblemException {
        byte[] fresh = fresh(KEY_BYTES);
        if (file != null) {
            try {
                PrivateFiles.write(file, fresh);
            } catch (IOException e) {
                throw new ProblemException(Problems.ofFile(e, file), e);
            }
        }
        key = fresh;
        codes.clear();
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    private long seconds() {
        return clock.millis() / 1000;
    }

    private byte[] fresh(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
