package roster.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What wrk saw while it asked for one address over so many connections, one request after the other on each.
 *
 * @param refused how many answers had a status of 400 or more
 * @param p50 milliseconds that half of the answers took at most; likewise the two beside it
 */
record Wrk(long requests, double seconds, double p50, double p95, double p99, long refused) {
    private static final Pattern RESULT =
            Pattern.compile("(?m)^result (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)$");

    double perSecond() {
        return requests / seconds;
    }

    /** Sends GETs with these headers, again and again. */
    static Wrk get(String address, int connections, int seconds, String... headers) {
        var target = new ArrayList<String>();
        for (var header : headers) target.addAll(List.of("-H", header));
        target.add(address);
        return run(connections, seconds, target);
    }

    /** Sends the POSTs of this file, each once; it has to hold enough of them. */
    static Wrk post(String address, Path requests, int connections, int seconds) {
        return run(connections, seconds, List.of(address, "--", requests.toString()));
    }

    private static Wrk run(int connections, int seconds, List<String> target) {
        var command =
                new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "20s"));
        command.addAll(List.of("-s", "deploy/bench/load.lua"));
        command.addAll(target);
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            var result = RESULT.matcher(said);
            if (!result.find() || !result.group(7).equals("0")) throw new AssertionError(said);
            return new Wrk(
                    Long.parseLong(result.group(1)),
                    Long.parseLong(result.group(2)) / 1e6,
                    Long.parseLong(result.group(3)) / 1e3,
                    Long.parseLong(result.group(4)) / 1e3,
                    Long.parseLong(result.group(5)) / 1e3,
                    Long.parseLong(result.group(6)));
        } catch (IOException e) {
            throw new UncheckedIOException("wrk did not run; apt-get install wrk brings it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
