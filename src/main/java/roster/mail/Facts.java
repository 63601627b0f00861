package roster.mail;

import static java.util.stream.Collectors.toMap;
import static roster.web.Reader.say;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roster.access.AccessModel;
import roster.access.Lasting;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Address;
import roster.account.Person;
import roster.web.Clocks;
import roster.web.Reader;
import roster.web.WebWords;

/**
 * What a mail says, as it was when the change was made. A text that plays no part is empty. It is said in the reader's
 * language, and by their clock, when the mail goes out; what the row of a mail keeps as a sentence is said as it is.
 *
 * @param project the name of the project that it is about
 * @param actor who made the change, by name
 * @param actorAddress the same person's address as typed
 * @param role the role in what it is about
 * @param roleDescription what the role is for, in English
 * @param descriptions the same in each other language, by its tag
 * @param was the role before; in an invitation, how long the role in the organization lasts, as {@link Lasting} writes it
 * @param projects each project that is offered or was joined, with the role in it; or each invitation that has lapsed
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
        Map<String, String> descriptions,
        String was,
        List<Line> projects,
        String text,
        String expires) {
    /** The facts that nobody typed: they come from the model or are an address that its owner has proved. */
    static final Set<String> OURS =
            Set.of("slug", "actorAddress", "role", "roleDescription", "descriptions", "was", "expires");

    private static final Pattern WORD = Pattern.compile("[^\\s,;:()]+(://[^\\s]*)?");

    /** After these a mail program sees the name of a host; the joiner, which is not seen, makes it none. */
    private static final Pattern LINKING =
            Pattern.compile(":(?=//)|(?<=[\\p{L}\\p{N}\\p{M}-])[.。．｡](?=[\\p{L}\\p{N}])");

    /** What no mail program takes for the address of a page. */
    private static final Pattern ADDRESS = Pattern.compile("[^/?#]+");

    private static final String JOINER = "\u2060";

    /**
     * One line of a list.
     *
     * @param text a project with the role in it; or for whom an invitation was that has lapsed
     * @param organization where that invitation led; else empty
     * @param lasts how long the role lasts, as {@link Lasting} writes it; or until when the invitation was open, in ISO 8601
     * @param more instead of all that, how many others there are; else 0
     */
    public record Line(String text, String organization, String lasts, int more) {
        static Line of(String text) {
            return new Line(text, "", "", 0);
        }

        static Line more(int more) {
            return new Line("", "", "", more);
        }

        private String said() {
            if (more > 0) return say(MailWords.class).andMore(more);
            if (!organization.isEmpty())
                return say(MailWords.class).lapsed(text, organization, moment(Instant.parse(lasts)));
            return lasts.isEmpty() ? text : text + ", " + lasting(lasts);
        }

        private Line unlinked() {
            return new Line(Facts.unlinked(text), Facts.unlinked(organization), lasts, more);
        }

        /** A text that is all there is to say, as it is. */
        Object toJson() {
            return equals(of(text))
                    ? text
                    : new JsonObject()
                            .put("text", text)
                            .put("organization", organization)
                            .put("lasts", lasts)
                            .put("more", more);
        }

        private static Line of(Object json) {
            if (json instanceof String text) return of(text);
            var line = (JsonObject) json;
            return new Line(
                    line.getString("text"),
                    line.getString("organization"),
                    line.getString("lasts"),
                    line.getInteger("more"));
        }
    }

    /** Who made the change, by name and address. */
    public String who() {
        return actor + (actorAddress.isEmpty() ? "" : " (" + actorAddress + ")");
    }

    /** What the role is for. */
    public String description() {
        return descriptions.getOrDefault(Reader.current().language().toLanguageTag(), roleDescription);
    }

    /** How long the role in the organization lasts, to stand after it; empty if it does not end. */
    public String lasting() {
        return lasting(was);
    }

    private static String lasting(String lasts) {
        return Lasting.parse(lasts).map(Lasting::sentence).orElse(lasts);
    }

    public List<String> lines() {
        return projects.stream().map(Line::said).toList();
    }

    /** All lines in one. */
    public String listed() {
        return String.join(", ", lines());
    }

    /** How many the lines speak of. */
    public int count() {
        return projects.stream().mapToInt(line -> Math.max(1, line.more)).sum();
    }

    /** Where it happened: the project, if it is about one, with the organization's name behind it. */
    public String place() {
        return project.isEmpty() ? organization : project + " (" + organization + ")";
    }

    /** For how long the invitation's link works still, in days, or in hours where there are few: the last one begun. */
    public String left() {
        var minutes = Duration.between(Clocks.now(), Instant.parse(expires)).toMinutes();
        var hours = Math.max(1, (minutes + 59) / 60);
        var days = (hours + 23) / 24;
        var words = say(MailWords.class);
        return hours <= 48 && hours % 24 != 0 ? words.leftHours(hours) : words.leftDays(days);
    }

    /** When the invitation's link ends, for a reader. */
    public String until() {
        return moment(Instant.parse(expires));
    }

    private static String moment(Instant moment) {
        var reader = Reader.current();
        return DateTimeFormatter.ofPattern(say(WebWords.class).dayMomentPattern(), reader.language())
                .format(moment.atZone(reader.zone()));
    }

    /** Whether access ends. */
    public boolean isLimited() {
        return !expires.isEmpty();
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
            if (!OURS.contains(field) && facts.getValue(field) instanceof String text) facts.put(field, unlinked(text));
        }
        facts.put("projects", array(projects.stream().map(Line::unlinked)));
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
                .put("descriptions", new JsonObject(Map.copyOf(descriptions)))
                .put("was", was)
                .put("projects", array(projects.stream()))
                .put("text", text)
                .put("expires", expires)
                .encode();
    }

    private static JsonArray array(Stream<Line> lines) {
        return new JsonArray(lines.map(Line::toJson).toList());
    }

    /** A mail that waits since before it could be about projects, or be told in another language, says nothing of them. */
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
                facts.getJsonObject("descriptions", new JsonObject()).stream()
                        .collect(toMap(Map.Entry::getKey, entry -> (String) entry.getValue())),
                facts.getString("was"),
                facts.getJsonArray("projects", new JsonArray()).stream()
                        .map(Line::of)
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
                Map.of("de", "Arbeitet an den Inhalten des Projekts."),
                "Project viewer",
                List.of(
                        Line.of("Rain: Project editor"),
                        new Line("Snow and sleet of the northern islands: Project viewer", "", "30d", 0)),
                "Good to have you with us.\nSee you on Monday.",
                Clocks.now().plus(Duration.ofDays(7)).toString());
    }

    static Facts of(Standing place, Person actor) {
        return of(place, actor.name(), actor.email());
    }

    /** The first facts of all: what it is about, and who did it. */
    static Facts of(Standing place, String actor, String actorAddress) {
        var project = place.project() == null ? "" : place.project().name();
        return new Facts(
                place.organizationName(),
                place.slug(),
                project,
                actor,
                actorAddress,
                "",
                "",
                Map.of(),
                "",
                List.of(),
                "",
                "");
    }

    Facts with(AccessModel.Role role, AccessModel.Role was) {
        return as(role, was == null ? "" : was.name());
    }

    /** @param role may be null */
    Facts as(AccessModel.Role role, String was) {
        return role == null
                ? with("", "", Map.of(), was, projects, text, expires)
                : with(
                        role.name(),
                        Reader.ANYBODY.hear(role::description),
                        descriptions(role),
                        was,
                        projects,
                        text,
                        expires);
    }

    private static Map<String, String> descriptions(AccessModel.Role role) {
        return Reader.LANGUAGES.stream().skip(1).map(Locale::toLanguageTag).collect(toMap(tag -> tag, tag -> Reader.of(
                        tag, null)
                .hear(role::description)));
    }

    Facts with(List<Line> projects, String text, String expires) {
        return with(role, roleDescription, descriptions, was, projects, text, expires);
    }

    /** The same facts, told to somebody else than the person whom they are about. */
    Facts about(Account person) {
        return with(projects, person.label(), expires);
    }

    private Facts with(
            String role,
            String roleDescription,
            Map<String, String> descriptions,
            String was,
            List<Line> projects,
            String text,
            String expires) {
        return new Facts(
                organization,
                slug,
                project,
                actor,
                actorAddress,
                role,
                roleDescription,
                descriptions,
                was,
                projects,
                text,
                expires);
    }
}
