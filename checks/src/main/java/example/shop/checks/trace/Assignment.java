package example.shop.checks.trace;

import java.util.Arrays;

/** Assigns rows to columns so that the sum of their scores is the greatest: the Hungarian algorithm. */
final class Assignment {

    /** For a row without a column. */
    static final int NONE = -1;

    private static final int UNREACHED = Integer.MAX_VALUE / 2;

    private Assignment() {}

    /**
     * The column of each row, or {@link #NONE}; no two rows get the same column.
     *
     * @param scores of each row with each column; at 0 or below, the two do not match
     * @param columns their number
     */
    static int[] best(int[][] scores, int columns) {
        int rows = scores.length;
        // After the real columns, one per row that means none.
        int width = columns + rows;
        int[] rowPotential = new int[rows + 1];
        int[] columnPotential = new int[width + 1];
        int[] rowOf = new int[width + 1];
        for (int row = 1; row <= rows; row++) {
            int[] least = new int[width + 1];
            int[] from = new int[width + 1];
            boolean[] used = new boolean[width + 1];
            Arrays.fill(least, UNREACHED);
            rowOf[0] = row;
            int column = 0;
            do {
                used[column] = true;
                int next = 0;
                int step = UNREACHED;
                for (int other = 1; other <= width; other++) {
                    if (!used[other]) {
                        int current = rowOf[column];
                        int cost = cost(scores[current - 1], other - 1, columns)
                                - rowPotential[current]
                                - columnPotential[other];
                        if (cost < least[other]) {
                            least[other] = cost;
                            from[other] = column;
                        }
                        if (least[other] < step) {
                            step = least[other];
                            next = other;
                        }
                    }
                }
                for (int other = 0; other <= width; other++) {
                    if (used[other]) {
                        rowPotential[rowOf[other]] += step;
                        columnPotential[other] -= step;
                    } else {
                        least[other] -= step;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            for (; column != 0; column = from[column]) {
                rowOf[column] = rowOf[from[column]];
            }
        }
        return chosen(scores, rowOf, columns);
    }

    private static int cost(int[] scores, int column, int columns) {
        return column < columns ? -Math.max(scores[column], 0) : 0;
    }

    private static int[] chosen(int[][] scores, int[] rowOf, int columns) {
        int[] columnOf = new int[scores.length];
        Arrays.fill(columnOf, NONE);
        for (int column = 1; column <= columns; column++) {
            int row = rowOf[column] - 1;
            if (row >= 0 && scores[row][column - 1] > 0) {
                columnOf[row] = column - 1;
            }
        }
        return columnOf;
    }
}
