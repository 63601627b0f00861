package roster.mail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import roster.access.AccessModel;
import roster.access.Lasting;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Address;
import roster.account.Person;

/**
 * What a mail says, as it was when the change was made. A text that plays no part is empty.
 *
 * @param project the name of the project that it is about
 * @param actor who made the change, by name
 * @param actorAddress the same person's address as typed
 * @param role the role in what it is about
 * @param was the role before; in an invitation, how long the role in the organization lasts
 * @param projects each project that is offered or was joined, with the role in it
 * @param text what somebody wrote: the message of an invitation, the reason of a refusal; or whose access ends, in a
 *     mail to whoever gave it
 * @param expires when the invitation's link, or access, ends, in ISO 8601
 */
public record Facts(
        String organization,
        String slug,
        String project,
        String actor,
        String actorAddress,
        String role,
        String roleDescription,
        String was,
        List<String> projects,
        String text,
        String expires) {
    /** The facts that nobody typed: they come from the model or are an address that its owner has proved. */
    static final Set<String> OURS = Set.of("slug", "actorAddress", "role", "roleDescription", "was", "expires");

    private static final Pattern WORD = Pattern.compile("[^\\s,;:()]+(://[^\\s]*)?");
    static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** After these a mail program sees the name of a host; the joiner, which is not seen, makes it none. */
    private static final Pattern LINKING =
            Pattern.compile(":(?=//)|(?<=[\\p{L}\\p{N}\\p{M}-])[.。．｡](?=[\\p{L}\\p{N}])");

    /** What no mail program takes for the address of a page. */
    private static final Pattern ADDRESS = Pattern.compile("[^/?#]+");

    private static final String JOINER = "\u2060";

    /** Where it happened: the project, if it is about one, with the organization's name behind it. */
    public String place() {
        return project.isEmpty() ? organization : project + " (" + organization + ")";
    }

    /** For how long the invitation's link works still, in days, or in hours where there are few: the last one begun. */
    public String left() {
        var minutes = Duration.between(Instant.now(), Instant.parse(expires)).toMinutes();
        var hours = Math.max(1, (minutes + 59) / 60);
        var days = (hours + 23) / 24;
        return hours <= 48 && hours % 24 != 0
                ? hours + (hours == 1 ? " hour" : " hours")
                : days + (days == 1 ? " day" : " days");
    }

    /** When the invitation's link ends, for a reader. */
    public String until() {
        return UNTIL.format(Instant.parse(expires));
    }

    /** When access ends, for a reader; empty if it does not. */
    public String end() {
        return expires.isEmpty() ? "" : Lasting.day(Instant.parse(expires));
    }

    /** What somebody wrote, marked as a quotation in plain text. */
    public String quoted() {
        return text.lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }

    /** The same, but for what a mail program would make a link of, all of which somebody typed. */
    Facts unlinked() {
        var facts = new JsonObject(toJson());
        for (var field : List.copyOf(facts.fieldNames())) {
            if (OURS.contains(field)) continue;
            if (facts.getValue(field) instanceof String text) facts.put(field, unlinked(text));
            if (facts.getValue(field) instanceof JsonArray texts) {
                facts.put(
                        field,
                        new JsonArray(texts.stream()
                                .map(text -> text instanceof String t ? unlinked(t) : text)
                                .toList()));
            }
        }
        return of(facts.encode());
    }

    /** Addresses of mail stay: what is made of them is a draft to that person. */
    private static String unlinked(String text) {
        return WORD.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(
                        ADDRESS.matcher(word.group()).matches()
                                        && Address.parse(word.group()).isPresent()
                                ? word.group()
                                : LINKING.matcher(word.group()).replaceAll("$0" + JOINER)));
    }

    String toJson() {
        return new JsonObject()
                .put("organization", organization)
                .put("slug", slug)
                .put("project", project)
                .put("actor", actor)
                .put("actorAddress", actorAddress)
                .put("role", role)
                .put("roleDescription", roleDescription)
                .put("was", was)
                .put("projects", new JsonArray(projects))
                .put("text", text)
                .put("expires", expires)
                .encode();
    }

    /** A mail that waits since before it could be about projects says nothing of them. */
    static Facts of(String json) {
        var facts = new JsonObject(json);
        return new Facts(
                facts.getString("organization"),
                facts.getString("slug"),
                facts.getString("project", ""),
                facts.getString("actor"),
                facts.getString("actorAddress"),
                facts.getString("role"),
                facts.getString("roleDescription"),
                facts.getString("was"),
                facts.getJsonArray("projects", new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList(),
                facts.getString("text"),
                facts.getString("expires"));
    }

    /** Made-up facts, for the previews of development and for whoever looks at all kinds of mail. */
    public static Facts sample() {
        return new Facts(
                "Meteorological Society of the Northern Islands",
                "meteorological-society",
                "Rain",
                "Ada Ånström",
                "ada@example.org",
                "Project editor",
                "Works on the contents of the project.",
                "Project viewer",
                List.of("Rain: Project editor", "Snow and sleet of the northern islands: Project viewer, for 30 days"),
                "Good to have you with us.\nSee you on Monday.",
                Instant.now().plus(Duration.ofDays(7)).toString());
    }

    static Facts of(Standing place, Person actor) {
        return of(place, actor.name(), actor.email());
    }

    /** The first facts of all: what it is about, and who did it. */
    static Facts of(Standing place, String actor, String actorAddress) {
        var project = place.project() == null ? "" : place.project().name();
        return new Facts(
                place.organizationName(), place.slug(), project, actor, actorAddress, "", "", "", List.of(), "", "");
    }

    Facts with(AccessModel.Role role, AccessModel.Role was) {
        return as(role, was == null ? "" : was.name());
    }

    /** @param role may be null */
    Facts as(AccessModel.Role role, String was) {
        return with(
                role == null ? "" : role.name(), role == null ? "" : role.description(), was, projects, text, expires);
    }

    Facts with(List<String> projects, String text, String expires) {
        return with(role, roleDescription, was, projects, text, expires);
    }

    /** The same facts, told to somebody else than the person whom they are about. */
    Facts about(Account person) {
        return with(projects, person.label(), expires);
    }

    private Facts with(
            String role, String roleDescription, String was, List<String> projects, String text, String expires) {
        return new Facts(
                organization, slug, project, actor, actorAddress, role, roleDescription, was, projects, text, expires);
    }
}
