package roster.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roster.access.AccessModel.Role;

/**
 * A role as a few letters, for a table that has no room for its name; no two roles of a model have the same.
 *
 * @param rank where it stands among those of its model: {@code top}, {@code middle}, {@code least}, or {@code looks} for a
 *     role in the organization that sees every project
 */
public record Mark(Role role, String letters, String rank) {

    /** Those of all roles that somebody can have in a project, the project roles first. */
    static List<Mark> of(AccessModel model) {
        var projectRoles = model.projectRoles();
        var roles = Stream.concat(
                        projectRoles.stream(),
                        model.organizationRoles().stream()
                                .filter(role -> model.seesEveryProject(role)
                                        && model.inEveryProject(role).isEmpty()))
                .toList();
        var letters = letters(roles.stream().map(Role::name).toList());
        var marks = new ArrayList<Mark>();
        for (var i = 0; i < roles.size(); i++) {
            var rank = i >= projectRoles.size()
                    ? "looks"
                    : i == 0 ? "top" : i == projectRoles.size() - 1 ? "least" : "middle";
            marks.add(new Mark(roles.get(i), letters.get(i), rank));
        }
        return marks;
    }

    /** For each name its initials, with as many more letters of its last word as set it apart from those before. */
    static List<String> letters(List<String> names) {
        Set<String> taken = new HashSet<>();
        return names.stream()
                .map(name -> candidates(name).filter(taken::add).findFirst().orElseThrow())
                .toList();
    }

    private static Stream<String> candidates(String name) {
        var words = name.strip().split("[\\s-]+");
        var last = words[words.length - 1];
        var initials = Stream.of(words)
                .limit(words.length - 1L)
                .map(word -> start(word, 1).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining());
        var longer = Stream.iterate(1, n -> n + 1)
                .limit(last.codePointCount(0, last.length()))
                .map(n -> initials
                        + start(last, 1).toUpperCase(Locale.ROOT)
                        + start(last, n).substring(start(last, 1).length()));
        return Stream.concat(longer, Stream.iterate(2, n -> n + 1).map(n -> initials + start(last, 1) + n));
    }

    private static String start(String word, int letters) {
        return word.substring(0, word.offsetByCodePoints(0, Math.min(letters, word.codePointCount(0, word.length()))));
    }
}
