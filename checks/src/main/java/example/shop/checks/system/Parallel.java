package example.shop.checks.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** Runs several tasks at once and waits for all of them; each has its own limit. */
public final class Parallel {

    private Parallel() {}

    /** The results of {@code tasks}, in their order; throws the exception of the first that fails, an IOException unchecked. */
    public static <T> List<T> all(List<Callable<T>> tasks) {
        // Not virtual threads: a read on one may never return in a native executable (decision 0010).
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, tasks.size()))) {
            List<Future<T>> answers = tasks.stream().map(threads::submit).toList();
            return answers.stream().map(Parallel::answer).toList();
        }
    }

    /** Runs {@code one} and {@code other} at the same time and passes both results to {@code join}. */
    public static <A, B, C> C both(Callable<A> one, Callable<B> other, BiFunction<A, B, C> join) {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<A> first = threads.submit(one);
            Future<B> second = threads.submit(other);
            return join.apply(answer(first), answer(second));
        }
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case IOException failure -> throw new UncheckedIOException(failure);
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
