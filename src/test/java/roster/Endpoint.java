package roster;

import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import roster.access.Needs;
import roster.access.Permission;

/** One endpoint of the program, found by reading its classes. */
public record Endpoint(String verb, String path, Method method) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** Every method below {@code roster} that answers a request, but for those that only development has. */
    public static List<Endpoint> all() {
        var root = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(root.resolve("roster"))) {
            var endpoints = new ArrayList<Endpoint>();
            for (var file :
                    files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                var name = root.relativize(file)
                        .toString()
                        .replaceAll("[/\\\\]", ".")
                        .replaceFirst("\\.class$", "");
                var type = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
                if (!name.startsWith("roster.dev."))
                    for (var method : type.getDeclaredMethods()) add(endpoints, type, method);
            }
            return endpoints;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    public Permission permission() {
        var needs = method.getAnnotation(Needs.class);
        return needs == null ? null : needs.value();
    }

    public boolean isChange() {
        return !verb.equals("GET");
    }

    public boolean isInside() {
        return path.startsWith("/organizations/{org}");
    }

    public boolean namesMore() {
        return isInside() && path.indexOf('{', path.indexOf('}')) > 0;
    }

    /** The path with its places filled in. */
    public String path(Map<String, String> ids) {
        return fill(path, ids);
    }

    /** A path like {@code /organizations/{org}} with its places filled in. */
    public static String fill(String path, Map<String, String> ids) {
        return PLACE.matcher(path).replaceAll(place -> {
            var id = ids.get(place.group(1));
            if (id == null) throw new AssertionError("Say what " + place.group() + " stands for: " + path);
            return id;
        });
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }

    private static void add(List<Endpoint> endpoints, Class<?> type, Method method) {
        for (var annotation : method.getAnnotations()) {
            var verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb == null) continue;
            var path = "/" + segments(type.getAnnotation(jakarta.ws.rs.Path.class)) + "/"
                    + segments(method.getAnnotation(jakarta.ws.rs.Path.class));
            path = path.replaceAll("/+", "/").replaceAll("(.)/$", "$1");
            endpoints.add(new Endpoint(verb.value(), path, method));
        }
    }

    private static String segments(jakarta.ws.rs.Path path) {
        return path == null ? "" : path.value();
    }
}
