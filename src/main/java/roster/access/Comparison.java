package roster.access;

import static roster.web.Reader.say;

import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import roster.access.AccessModel.Role;
import roster.web.Csv;
import roster.web.Paged;

/**
 * How one model differs from another: the questions they answer differently, and what somebody can be allowed in only
 * one of them. Their roles have no common order, so no table holds them side by side.
 */
record Comparison(AccessModel model, AccessModel other, List<Difference> answers, List<Only> here, List<Only> there) {

    record Difference(String question, String here, String there) {}

    /** A permission that only one of the models knows, and who has it there. */
    record Only(Permission permission, String roles) {
        private List<String> line(String here, String there) {
            return Arrays.asList(permission.group().title(), permission.code(), permission.sentence(), here, there);
        }
    }

    static Comparison of(AccessModel model, AccessModel other) {
        var here = Law.of(model);
        var there = Law.of(other);
        var answers = IntStream.range(0, here.size())
                .filter(i -> !here.get(i).answer().equals(there.get(i).answer()))
                .mapToObj(i -> new Difference(
                        here.get(i).question(),
                        here.get(i).answer(),
                        there.get(i).answer()))
                .toList();
        return new Comparison(model, other, answers, only(model, other), only(other, model));
    }

    /** The difference as a file: rules first, then what only one of the models knows. */
    Response file(Csv csv) {
        var words = say(AccessWords.class);
        var rules = answers.stream()
                .map(rule -> Arrays.asList(words.differingRules(), null, rule.question(), rule.here(), rule.there()));
        var rights = Stream.concat(
                here.stream().map(only -> only.line(only.roles(), null)),
                there.stream().map(only -> only.line(null, only.roles())));
        var rows = Stream.concat(rules, rights).toList();
        return csv.list(
                "models",
                List.of(words.about(), words.right(), words.questionOrRight(), model.name(), other.name()),
                from -> new Paged<>(rows, null, null),
                row -> row);
    }

    private static List<Only> only(AccessModel model, AccessModel other) {
        var known = Matrix.permissions(other);
        return Matrix.permissions(model).stream()
                .filter(permission -> !known.contains(permission))
                .map(permission -> new Only(permission, Law.and(Law.names(roles(model, permission)))))
                .toList();
    }

    private static List<Role> roles(AccessModel model, Permission permission) {
        return Matrix.roles(model)
                .filter(role -> model.rights(role).contains(permission))
                .toList();
    }
}
