package example.shop.checks.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against all assignments there are, of small tables. */
class AssignmentTest {

    @Test
    void noAssignmentIsBetter() {
        // Any seed; a fixed one, so that what fails can be seen again.
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int columns = random.nextInt(5);
            int[][] scores = new int[random.nextInt(5)][columns];
            for (int[] row : scores) {
                Arrays.setAll(row, column -> Math.max(0, random.nextInt(9) - 3));
            }
            int[] chosen = Assignment.best(scores, columns);
            Set<Integer> taken = new HashSet<>();
            int sum = 0;
            for (int row = 0; row < chosen.length; row++) {
                if (chosen[row] != Assignment.NONE) {
                    assertThat(taken.add(chosen[row])).as("column given once").isTrue();
                    assertThat(scores[row][chosen[row]]).isPositive();
                    sum += scores[row][chosen[row]];
                }
            }
            assertThat(sum).as(Arrays.deepToString(scores)).isEqualTo(best(scores, 0, new HashSet<>()));
        }
    }

    private static int best(int[][] scores, int row, Set<Integer> taken) {
        if (row == scores.length) {
            return 0;
        }
        int best = best(scores, row + 1, taken);
        for (int column = 0; column < scores[row].length; column++) {
            if (taken.add(column)) {
                best = Math.max(best, scores[row][column] + best(scores, row + 1, taken));
                taken.remove(column);
            }
        }
        return best;
    }
}
