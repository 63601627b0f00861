package roster.access;

import java.util.List;
import java.util.stream.IntStream;
import roster.access.AccessModel.Role;

/**
 * How one model differs from another: the questions they answer differently, and what somebody can be allowed in only
 * one of them. Their roles have no common order, so no table holds them side by side.
 */
record Comparison(AccessModel model, AccessModel other, List<Difference> answers, List<Only> here, List<Only> there) {

    record Difference(String question, String here, String there) {}

    /** A permission that only one of the models knows, and who has it there. */
    record Only(Permission permission, String roles) {}

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
