package roster;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import roster.web.Keyset;

/**
 * How long the members page takes in an organization with 1,000 members and in one with 100,000: at most 1.5 times as
 * long. Not among the tests, for the machine may be busy; run it with {@code mvn test -Dtest=Benchmark}.
 */
@QuarkusTest
class Benchmark extends RosterTest {
    private static final int SMALL = 1_000;
    private static final int LARGE = 100_000;
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 60;
    private static final double BUDGET = 1.5;

    @Inject
    DataSource connections;

    @Test
    void members_page() throws SQLException {
        var ada = signedIn("Ada");
        var small = organization(ada, SMALL);
        var large = organization(ada, LARGE);
        try (var connection = connections.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
        var lines = new ArrayList<String>();
        var asksOfLarge = asks(large, LARGE);
        for (var ask : asks(small, SMALL).entrySet()) {
            var few = new ArrayList<Double>();
            var many = new ArrayList<Double>();
            // In turns, so that whatever else the machine does falls on both; the first rounds warm up.
            for (var i = -WARM_UP; i < ROUNDS; i++) {
                few.add(measure(ada, ask.getValue()));
                many.add(measure(ada, asksOfLarge.get(ask.getKey())));
            }
            var ratio = median(many) / median(few);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-34s %8.1f ms %8.1f ms %6.2f%s",
                    ask.getKey(),
                    median(few),
                    median(many),
                    ratio,
                    ratio > BUDGET ? "  over the budget" : ""));
        }
        System.out.printf("%n%-34s %,8d    %,8d       ratio%n", "Members page, members:", SMALL, LARGE);
        lines.forEach(System.out::println);
    }

    /** Answers the slug of a new organization, a tenth of whose members are admins. */
    private String organization(Visitor founder, int members) {
        var slug = found(founder, "single-owner");
        Crowd.fill(slug, "member", members - 1);
        sqlUpdate("""
                update member set role = 'admin' where substr(sort_name, length(sort_name) - 1, 1) = '7'
                  and organization_id = (select id from organization where slug = ?1)""", slug);
        return slug;
    }

    /** What is asked, and the address that asks it. */
    private Map<String, String> asks(String slug, int members) {
        var list = "/organizations/" + slug + "/members";
        var asks = new LinkedHashMap<String, String>();
        asks.put("page 1", list);
        asks.put("deep page", list + "?page=" + deep(slug, "sort_name", members));
        asks.put("page 1, newest first", list + "?sort=-since");
        asks.put("deep page, last seen", list + "?sort=last_seen&page=" + deep(slug, "last_seen", members));
        asks.put("role, one in 10", list + "?role=admin");
        asks.put("role, one in 10, newest first", list + "?role=admin&sort=-since");
        asks.put("role, one", list + "?role=owner&sort=since");
        asks.put("search, one", list + "?q=000123");
        asks.put("search, nobody", list + "?q=nobody");
        asks.put("search, one in 100, late names", list + "?q=91@");
        asks.put("search, one in 10, early names", list + "?q=amir");
        // The two worst cases, over the budget and known: what a tenth of all fits is too much to sort quickly, and the
        // index of texts finds no part of fewer than three letters.
        asks.put("search, one in 10, late names", list + "?q=zoe");
        asks.put("search, two letters, nobody", list + "?q=xx");
        return asks;
    }

    /** The place in the list after three quarters of it. */
    private String deep(String slug, String column, int members) {
        var row = (Object[]) sql("""
                select %s, m.id from member m join organization o on o.id = m.organization_id
                where o.slug = ?1 order by 1, 2 offset ?2 limit 1""".formatted(column), slug, members * 3 / 4);
        return new Keyset(false, row[0].toString(), (UUID) row[1]).toString();
    }

    private static double measure(Visitor visitor, String address) {
        var start = System.nanoTime();
        var answer = visitor.get(address);
        if (answer.status() != 200) throw new AssertionError(address + " answered " + answer.status());
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> times) {
        var sorted = times.stream()
                .skip(WARM_UP)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
