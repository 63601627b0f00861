package roster.access;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;
import roster.access.AccessModel.Naming;
import roster.access.AccessModel.Policies;
import roster.access.AccessModel.Role;
import roster.web.Reader;

/** The access models that an organization can choose from, read and checked when the program starts. */
@Startup
@Singleton
public class AccessModels {
    private final List<AccessModel> models = Stream.of(
                    "admin-member-guest", "administrator-viewer", "owner-editor-viewer", "single-owner")
            .map(key -> read(key + ".yaml", AccessModels.class.getResourceAsStream("/access-models/" + key + ".yaml")))
            .toList();

    /** All models, in the order in which they are offered. */
    public List<AccessModel> all() {
        return models;
    }

    /** The model with this key. */
    public Optional<AccessModel> find(String key) {
        return models.stream().filter(model -> model.key().equals(key)).findFirst();
    }

    /** The model with this key, where there is no doubt that it exists. */
    public AccessModel get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("unknown access model \"" + key + "\""));
    }

    /** Reads and checks one model; its key is the file's name without the ending. */
    static AccessModel read(String fileName, InputStream content) {
        var file = Place.start(fileName, content)
                .fields("name", "origin", "summary", "distinction", "policies", "organization-roles", "project-roles");
        var organization = file.get("organization-roles").entries();
        var project = file.get("project-roles").entries();
        var places = new LinkedHashMap<>(organization);
        project.forEach((key, place) -> {
            if (places.put(key, place) != null) throw place.wrong("duplicate role \"" + key + "\"");
        });
        var policies = file.get("policies")
                .fields(
                        "single-owner",
                        "owner-role",
                        "default-role",
                        "invitee-naming",
                        "external-roles?",
                        "reach?",
                        "public-project-role?",
                        "last-collaborator-stays?",
                        "project-for-joiners?",
                        "most-projects?");
        var model = new AccessModel(
                fileName.replace(".yaml", ""),
                file.get("name").text(),
                file.get("summary").said(),
                file.get("distinction").said(),
                file.get("origin").text(),
                roles(organization, places),
                roles(project, places),
                policies(policies, organization, project));
        check(model, policies, places);
        return model;
    }

    private static List<Role> roles(Map<String, Place> roles, Map<String, Place> all) {
        return roles.keySet().stream()
                .map(key -> {
                    var role = roles.get(key).fields("name", "description", "permissions?", "assignable?", "grants?");
                    var assignable = !role.containsKey("assignable")
                            || role.get("assignable").isTrue();
                    if (assignable && !role.containsKey("permissions")) {
                        throw roles.get(key).wrong("missing key \"permissions\"");
                    }
                    return new Role(
                            key,
                            role.get("name").text(),
                            role.get("description").said(),
                            Optional.ofNullable(role.get("permissions"))
                                    .map(it -> it.set(Place::permission))
                                    .orElse(Set.of()),
                            assignable,
                            Optional.ofNullable(role.get("grants")).map(it -> it.set(name -> name.oneOf("role", all))));
                })
                .toList();
    }

    private static Policies policies(
            Map<String, Place> policies, Map<String, Place> roles, Map<String, Place> project) {
        Function<Place, String> projectRole = place -> place.oneOf("project role", project);
        var reach = new LinkedHashMap<String, String>();
        Optional.ofNullable(policies.get("reach"))
                .map(Place::entries)
                .orElse(Map.of())
                .forEach((key, place) -> {
                    if (!roles.containsKey(key)) throw place.wrong("unknown organization role \"" + key + "\"");
                    reach.put(key, projectRole.apply(place));
                });
        return new Policies(
                policies.get("single-owner").isTrue(),
                policies.get("owner-role").oneOf("organization role", roles),
                policies.get("default-role").oneOf("organization role", roles),
                Optional.ofNullable(policies.get("external-roles"))
                        .map(place -> place.set(projectRole))
                        .orElse(Set.of()),
                reach,
                Optional.ofNullable(policies.get("public-project-role")).map(projectRole),
                isTrue(policies.get("last-collaborator-stays")),
                isTrue(policies.get("project-for-joiners")),
                Optional.ofNullable(policies.get("most-projects")).map(Place::number),
                policies.get("invitee-naming").naming());
    }

    private static boolean isTrue(Place place) {
        return place != null && place.isTrue();
    }

    /** Refuses what can be read but not lived with: an organization that nobody can run, or a role nobody can give. */
    private static void check(AccessModel model, Map<String, Place> policies, Map<String, Place> roles) {
        var owner = model.ownerRole();
        if (!owner.assignable()) throw policies.get("owner-role").wrong("the owner role is not assignable");
        if (!owner.permissions().contains(Permission.MEMBER_MANAGE)) {
            throw policies.get("owner-role").wrong("the owner role has no permission \"member:manage\"");
        }
        if (model.policies().externals() && model.outsiderRole().isEmpty()) {
            throw policies.get("external-roles")
                    .wrong("people from outside need an organization role that is not assignable");
        }
        var givable = Stream.concat(
                        model.grantableBy(owner).stream(), model.projectRolesGrantableBy(model.creatorRole()).stream())
                .toList();
        Stream.concat(model.organizationRoles().stream(), model.projectRoles().stream())
                .filter(role -> role.assignable() && !givable.contains(role))
                .filter(role -> !(model.singleOwner() && role.equals(owner)))
                .forEach(role -> {
                    throw roles.get(role.key()).wrong("nobody can give the role \"" + role.key() + "\"");
                });
        if (!givable.contains(model.defaultRole())) {
            throw policies.get("default-role").wrong("the default role cannot be given");
        }
    }

    /** Something in a file, which knows its line. */
    private record Place(String file, int line, Node node) {
        static Place start(String file, InputStream content) {
            var start = new Place(file, 1, null);
            if (content == null) throw start.wrong("the file is missing");
            var text = "";
            try (content) {
                text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                var node = new Yaml().compose(new StringReader(text));
                if (node == null) throw start.wrong("the file is empty");
                return new Place(file, 1, node);
            } catch (MarkedYAMLException e) {
                throw new Place(file, e.getProblemMark().getLine() + 1, null).wrong(e.getProblem());
            } catch (ReaderException e) {
                var lines = text.codePoints()
                        .limit(e.getPosition())
                        .filter(c -> c == '\n')
                        .count();
                throw new Place(file, (int) lines + 1, null).wrong("a character that YAML does not allow");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        InvalidAccessModel wrong(String reason) {
            return new InvalidAccessModel("access-models/" + file + ":" + line + ": " + reason);
        }

        /** The values of a mapping, each at the line of its key. */
        Map<String, Place> entries() {
            if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
                throw wrong("names and their values are expected");
            }
            var entries = new LinkedHashMap<String, Place>();
            for (var tuple : mapping.getValue()) {
                var key = at(tuple.getKeyNode());
                if (entries.put(key.text(), new Place(file, key.line, tuple.getValueNode())) != null) {
                    throw key.wrong("duplicate \"" + key.text() + "\"");
                }
            }
            return entries;
        }

        /** The entries, which must have these keys and no others; one with a question mark may be missing. */
        Map<String, Place> fields(String... names) {
            var entries = entries();
            var known = Arrays.stream(names).map(name -> name.replace("?", "")).toList();
            entries.forEach((key, place) -> {
                if (!known.contains(key)) throw place.wrong("unknown key \"" + key + "\"");
            });
            for (var name : names) {
                if (!name.endsWith("?") && !entries.containsKey(name)) throw wrong("missing key \"" + name + "\"");
            }
            return entries;
        }

        <T> Set<T> set(Function<Place, T> reading) {
            if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) throw wrong("a list is expected");
            var set = new LinkedHashSet<T>();
            for (var item : list.getValue()) {
                if (!set.add(reading.apply(at(item)))) throw at(item).wrong("duplicate \"" + at(item).text() + "\"");
            }
            return set;
        }

        String text() {
            if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                return scalar.getValue().strip();
            }
            throw wrong("a text is expected");
        }

        /** A text in each language that Roster speaks. */
        Map<Locale, String> said() {
            var texts =
                    fields(Reader.LANGUAGES.stream().map(Locale::toLanguageTag).toArray(String[]::new));
            return Reader.LANGUAGES.stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Function.identity(),
                            language -> texts.get(language.toLanguageTag()).text()));
        }

        boolean isTrue() {
            if (!text().matches("true|false")) throw wrong("true or false is expected, not \"" + text() + "\"");
            return text().equals("true");
        }

        int number() {
            if (!text().matches("[1-9][0-9]{0,8}")) throw wrong("a number is expected, not \"" + text() + "\"");
            return Integer.parseInt(text());
        }

        Permission permission() {
            return Permission.of(text()).orElseThrow(() -> wrong("unknown permission \"" + text() + "\""));
        }

        Naming naming() {
            return Arrays.stream(Naming.values())
                    .filter(naming -> naming.name().toLowerCase(Locale.ROOT).equals(text()))
                    .findFirst()
                    .orElseThrow(() -> wrong("unknown way of naming \"" + text() + "\""));
        }

        String oneOf(String kind, Map<String, Place> known) {
            if (!known.containsKey(text())) throw wrong("unknown " + kind + " \"" + text() + "\"");
            return text();
        }

        private Place at(Node other) {
            return new Place(file, other.getStartMark().getLine() + 1, other);
        }
    }

    /** A model file that cannot be used; the message names file, line and reason. */
    public static class InvalidAccessModel extends RuntimeException {
        InvalidAccessModel(String message) {
            super(message);
        }
    }
}
