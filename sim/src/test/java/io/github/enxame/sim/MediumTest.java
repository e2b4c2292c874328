package io.github.enxame.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a power cut leaves of a file: the simulator's disk must be as unkind as a real one, and no unkinder. */
class MediumTest {
    private static final Path FILE = Path.of("/folder/file");
    private static final int LENGTH = 4096;

    private static byte[] filled(int value) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Medium withForced(int value) throws IOException {
        Medium medium = new Medium();
        SimFile file = medium.openOrCreate(FILE);
        file.write(0, filled(value), 0);
        medium.force(file);
        return medium;
    }

    private static SimFile found(Medium medium) {
        @Nullable SimFile file = medium.find(FILE);
        if (file == null) {
            throw new AssertionError("the file is gone");
        }
        return file;
    }

    @Test
    void whatWasForcedSurvivesEveryPowerCut() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            Medium medium = withForced(1);
            medium.crash(new SplittableRandom(seed));
            assertThat(found(medium).content()).as("seed %d", seed).isEqualTo(filled(1));
        }
    }

    @Test
    void whatWasNotForcedIsThereOrLostOrTornAtASector() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Medium medium = withForced(1);
            found(medium).write(0, filled(2), 0);
            medium.crash(new SplittableRandom(seed));
            byte[] left = found(medium).content();
            assertThat(left).as("seed %d", seed).hasSize(LENGTH);
            for (int sector = 0; sector < LENGTH; sector += 512) {
                byte[] one = Arrays.copyOfRange(left, sector, sector + 512);
                assertThat(one[0]).as("seed %d, sector at %d", seed, sector).isIn((byte) 1, (byte) 2);
                assertThat(one).as("seed %d, sector at %d", seed, sector).containsOnly(one[0]);
            }
            seen.add(Arrays.equals(left, filled(1)) ? "lost" : Arrays.equals(left, filled(2)) ? "there" : "torn");
        }
        assertThat(seen).containsExactly("lost", "there", "torn");
    }

    @Test
    void aNameThatNobodyForcedMayBeGoneAndADeletedOneMayBeBack() throws IOException {
        Set<Boolean> newName = new TreeSet<>();
        Set<Boolean> deletedName = new TreeSet<>();
        for (int seed = 0; seed < 50; seed++) {
            Medium fresh = new Medium();
            fresh.openOrCreate(FILE);
            fresh.crash(new SplittableRandom(seed));
            newName.add(fresh.find(FILE) != null);
            Medium emptied = withForced(1);
            emptied.delete(FILE);
            emptied.crash(new SplittableRandom(seed));
            deletedName.add(emptied.find(FILE) != null);
        }
        assertThat(newName).containsExactly(false, true);
        assertThat(deletedName).containsExactly(false, true);
    }

    @Test
    void aKilledProcessLosesItsLocksAndNothingElse() throws IOException {
        Medium medium = withForced(1);
        found(medium).write(0, filled(2), 0);
        assertThat(found(medium).lock()).isTrue();
        medium.processEnded();
        assertThat(found(medium).content()).isEqualTo(filled(2));
        assertThat(found(medium).lock()).isTrue();
    }

    @Test
    void aMovedFolderTakesItsFilesAlong() throws IOException {
        Medium medium = withForced(1);
        medium.move(Path.of("/folder"), Path.of("/other"));
        assertThat(medium.find(FILE)).isNull();
        assertThat(medium.isFolder(Path.of("/folder"))).isFalse();
        assertThat(medium.find(Path.of("/other/file"))).isNotNull();
    }
}
