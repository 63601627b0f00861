package roster.access;

import static roster.web.Reader.say;

import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import roster.web.Csv;
import roster.web.Keyset;
import roster.web.Paged;

/** Everything that gives somebody access, in the organization and in all of its projects, as a file. */
final class GrantList {
    private GrantList() {}

    /** @param project where the grant counts, or null for the organization */
    private record Row(Explanation person, Explanation.InProject project, Grant grant) {
        List<?> line() {
            return Arrays.asList(
                    project == null
                            ? person.person().organizationName()
                            : project.project().name(),
                    project == null ? person.person().role().name() : project.effective(),
                    grant.role().name(),
                    project == null && grant.counts() ? null : grant.how(),
                    counts(),
                    grant.grantedBy(),
                    grant.since(),
                    grant.ends());
        }

        private String counts() {
            var words = say(AccessWords.class);
            if (!grant.counts()) return words.notYet();
            return project != null && project.isDecisive(grant) ? words.decides() : words.yes();
        }
    }

    /** @param read what explains it, from a place in the list of projects on; null for the beginning */
    static Response file(Csv csv, Function<Keyset, Explanation> read) {
        var words = say(AccessWords.class);
        return csv.list(
                "access",
                List.of(
                        words.place(),
                        words.roleThere(),
                        words.role(),
                        words.through(),
                        words.counts(),
                        words.givenBy(),
                        words.since(),
                        words.ends()),
                from -> page(read.apply(from), from == null),
                Row::line);
    }

    private static Paged<Row> page(Explanation person, boolean first) {
        var here = first ? person.grants().stream() : Stream.<Grant>empty();
        var rows = Stream.concat(
                        here.map(grant -> new Row(person, null, grant)),
                        person.projects().rows().stream().flatMap(project -> project.grants().stream()
                                .map(grant -> new Row(person, project, grant))))
                .toList();
        return new Paged<>(rows, null, person.projects().next());
    }
}
