package roster.rig;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import roster.MoodyServer.Taken;
import roster.rig.Journal.Outcome;

/**
 * Holds the journal against the database when all is over: each change that was acknowledged has its one entry in the
 * history, nothing else has one, and what the history tells, in the order in which it was committed, has led to just what is
 * in the tables.
 */
final class Examination {
    private static final Pattern QUOTED = Pattern.compile(".*“(.*)”", Pattern.DOTALL);
    private static final Pattern IN_PROJECT = Pattern.compile("Project (\\w+)\\. (.*)");

    private final Connection database;
    private final List<String> violations = new ArrayList<>();

    /** One entry of the history. */
    private record Entry(String organization, String action, String actor, String id, String target, String details) {
        /** As {@link Journal.Deed#key} has it. */
        String key() {
            return action + " " + subject() + " " + detail();
        }

        /** The address of whom it was done to, or the name of what. */
        String subject() {
            return address(target);
        }

        private String detail() {
            return switch (action) {
                case "MEMBER_ROLE_CHANGED" -> role(details);
                case "ORGANIZATION_CHANGED", "PROJECT_CHANGED" -> {
                    var quoted = QUOTED.matcher(details);
                    yield quoted.matches() ? quoted.group(1).replaceAll(".*“", "") : details;
                }
                case "COLLABORATOR_ROLE_CHANGED" -> project() + " " + role(details);
                case "COLLABORATOR_REMOVED", "COLLABORATOR_LEFT" -> project();
                default -> "";
            };
        }

        String project() {
            var found = IN_PROJECT.matcher(details);
            if (!found.matches()) throw new AssertionError("No project in " + this);
            return found.group(1);
        }

        static String address(String label) {
            return label.replaceAll(".*\\((.*)\\)$", "$1");
        }

        static String role(String text) {
            return text.replaceAll(".*→ ", "").toLowerCase().replace(' ', '-');
        }
    }

    /** What an organization must be after what its history tells. */
    private static final class Model {
        final Map<String, String> members = new TreeMap<>();
        final Map<String, String> crews = new TreeMap<>();
        final Map<String, String> invitations = new TreeMap<>();
        final Map<String, Integer> generations = new HashMap<>();
        final Map<String, String> texts = new TreeMap<>();
        final Map<String, Integer> mails = new TreeMap<>();

        void happen(Entry entry) {
            var who = entry.subject();
            switch (entry.action) {
                case "ORGANIZATION_FOUNDED" -> {
                    members.put(Entry.address(entry.actor), "owner");
                    texts.put("", "");
                }
                case "ORGANIZATION_CHANGED" -> texts.put("", entry.detail());
                case "PROJECT_CREATED" -> {
                    texts.put(who, "");
                    crews.put(who + " " + Entry.address(entry.actor), "project-owner");
                }
                case "PROJECT_CHANGED" -> texts.put(who, entry.detail());
                case "INVITATION_SENT", "INVITATION_RENEWED" -> {
                    invitations.put(entry.id, "pending");
                    mails.merge(
                            "invitation " + entry.id + " " + generations.merge(entry.id, 1, Integer::sum),
                            1,
                            Integer::sum);
                }
                case "INVITATION_ACCEPTED" -> {
                    invitations.put(entry.id, "accepted");
                    mails.merge("joined", 1, Integer::sum);
                    for (var part : entry.details.replaceFirst("Joined ", "").split("; ")) {
                        if (part.startsWith("as ")) members.put(who, Entry.role(part.substring(3)));
                        else crews.put(part.split(": ")[0] + " " + who, Entry.role(part.split(": ")[1]));
                    }
                }
                case "INVITATION_DECLINED" -> {
                    invitations.put(entry.id, "declined");
                    mails.merge("declined", 1, Integer::sum);
                }
                case "INVITATION_REVOKED" -> invitations.put(entry.id, "revoked");
                case "MEMBER_ROLE_CHANGED" -> {
                    members.put(who, entry.detail());
                    mails.merge("role_changed", 1, Integer::sum);
                }
                case "MEMBER_REMOVED", "MEMBER_LEFT" -> {
                    members.remove(who);
                    crews.keySet().removeIf(key -> key.endsWith(" " + who));
                    if (entry.action.equals("MEMBER_REMOVED")) mails.merge("removed", 1, Integer::sum);
                }
                case "COLLABORATOR_ROLE_CHANGED" -> {
                    crews.put(entry.project() + " " + who, entry.detail().split(" ")[1]);
                    mails.merge("role_changed", 1, Integer::sum);
                }
                case "COLLABORATOR_REMOVED", "COLLABORATOR_LEFT" -> {
                    crews.remove(entry.project() + " " + who);
                    if (entry.action.equals("COLLABORATOR_REMOVED")) mails.merge("removed", 1, Integer::sum);
                }
                default -> throw new AssertionError("Nobody did " + entry);
            }
        }
    }

    Examination(Connection database) {
        this.database = database;
    }

    /** What is wrong; nothing, if all is well. */
    List<String> violations() {
        return violations;
    }

    /** Compares what people were told with the history: none missing, none extra. @return how many entries there are */
    int history(List<Journal.Deed> deeds) throws SQLException {
        var done = count(deeds, Outcome.DONE);
        var unknown = count(deeds, Outcome.UNKNOWN);
        var known = deeds.stream().map(deed -> deed.organization).collect(Collectors.toSet());
        var entries = entries().stream()
                .filter(entry -> known.contains(entry.organization))
                .toList();
        var written = new HashMap<String, Integer>();
        for (var entry : entries) written.merge(entry.organization + " " + entry.key(), 1, Integer::sum);
        done.forEach((key, times) -> {
            var is = written.getOrDefault(key, 0);
            if (is < times) violations.add("lost: " + key + " was acknowledged " + times + " times, written " + is);
        });
        written.forEach((key, times) -> {
            var most = done.getOrDefault(key, 0) + unknown.getOrDefault(key, 0);
            if (times > most) violations.add("extra: " + key + " was written " + times + " times, tried " + most);
        });
        return entries.size();
    }

    private static Map<String, Integer> count(Collection<Journal.Deed> deeds, Outcome outcome) {
        return deeds.stream()
                .filter(deed -> deed.outcome == outcome)
                .collect(Collectors.toMap(deed -> deed.organization + " " + deed.key(), deed -> 1, Integer::sum));
    }

    /** In the order of their commits, by the database's clock. */
    private List<Entry> entries() throws SQLException {
        var entries = new ArrayList<Entry>();
        for (var row : rows("""
                select o.slug, e.action, e.actor, e.target_id, e.target, e.details
                from audit_entry e join organization o on o.id = e.organization_id
                order by pg_xact_commit_timestamp(e.xmin), e.id""")) {
            entries.add(new Entry(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5)));
        }
        return entries;
    }

    /** Plays the history again, and compares where it leads with the tables: each change is there whole, or not at all. */
    void tables() throws SQLException {
        var models = new TreeMap<String, Model>();
        for (var entry : entries()) {
            models.computeIfAbsent(entry.organization, slug -> new Model()).happen(entry);
        }
        compare("members", models, model -> model.members, """
                select o.slug, a.address, m.role from member m join organization o on o.id = m.organization_id
                join account a on a.id = m.account_id where m.role <> 'external'""");
        compare("crews", models, model -> model.crews, """
                select o.slug, p.slug || ' ' || a.address, c.role from collaborator c
                join organization o on o.id = c.organization_id join account a on a.id = c.account_id
                join project p on p.organization_id = o.id and p.id = c.project_id""");
        compare("invitations", models, model -> model.invitations, """
                select o.slug, i.id, case when accepted is not null then 'accepted' when declined is not null then 'declined'
                  when revoked is not null then 'revoked' else 'pending' end
                from invitation i join organization o on o.id = i.organization_id""");
        compare("texts", models, model -> model.texts, """
                select slug, '', description from organization union all
                select o.slug, p.slug, p.description from project p join organization o on o.id = p.organization_id""");
        compare("mails", models, model -> counted(model.mails), """
                select o.slug, case kind when 'invitation' then 'invitation ' || invitation_id || ' ' || generation else kind end,
                  count(*) from outbox b join organization o on o.id = b.organization_id
                where kind in ('invitation', 'joined', 'declined', 'role_changed', 'removed') group by 1, 2""");
        compare("generations", models, model -> counted(model.generations), """
                select o.slug, i.id, i.generation from invitation i join organization o on o.id = i.organization_id""");
        compare("people from outside", models, Examination::outsiders, """
                select o.slug, a.address, '' from member m join organization o on o.id = m.organization_id
                join account a on a.id = m.account_id where m.role = 'external'""");
    }

    private static Map<String, String> outsiders(Model model) {
        return model.crews.keySet().stream()
                .map(key -> key.split(" ")[1])
                .filter(address -> !model.members.containsKey(address))
                .distinct()
                .collect(Collectors.toMap(address -> address, address -> ""));
    }

    private static Map<String, String> counted(Map<String, Integer> numbers) {
        return numbers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .toString()));
    }

    private interface Part {
        Map<String, String> of(Model model);
    }

    private void compare(String what, Map<String, Model> models, Part part, String query) throws SQLException {
        var must = new TreeSet<String>();
        models.forEach(
                (slug, model) -> part.of(model).forEach((key, value) -> must.add(slug + " | " + key + " | " + value)));
        var are = new TreeSet<String>();
        for (var row : rows(query)) are.add(String.join(" | ", row));
        must.stream().filter(one -> !are.contains(one)).forEach(one -> violations.add(what + " lack " + one));
        are.stream().filter(one -> !must.contains(one)).forEach(one -> violations.add(what + " have " + one));
    }

    /** What must hold of the tables whatever has happened. */
    void invariants() throws SQLException {
        none("organizations that count their owners wrong", """
                select slug, owners from organization o where owners < 1 or owners <> (select count(*) from member m
                  where m.organization_id = o.id and m.role = 'owner') or single_owner and owners <> 1""");
        none("people who are members twice", """
                select organization_id, account_id from member group by 1, 2 having count(*) > 1""");
        none("people with two open invitations", """
                select organization_id, address from invitation where accepted is null and declined is null and revoked is null
                  and dismissed is null group by 1, 2 having count(*) > 1""");
        none("people on projects who are not in the organization", """
                select c.id from collaborator c where not exists (select from member m
                  where m.organization_id = c.organization_id and m.account_id = c.account_id)""");
    }

    /** What must hold of times, whatever clock a node has: they are the database's. */
    void times() throws SQLException {
        none("entries of another time", """
                select action, at, pg_xact_commit_timestamp(xmin) from audit_entry
                where abs(extract(epoch from at - pg_xact_commit_timestamp(xmin))) > 180""");
        none("links that live longer or shorter", """
                select i.address, i.expires, b.created from invitation i join outbox b on b.organization_id = i.organization_id
                  and b.invitation_id = i.id and b.generation = i.generation
                where abs(extract(epoch from i.expires - b.created) - 7 * 86400) > 180""");
        none("sessions of another time", """
                select id, started from session where started > now() + interval '3 minutes'""");
    }

    /**
     * What must hold of the mails: none is stuck, none of an open invitation is lost, and one that came twice says so.
     *
     * @return how many came twice
     */
    long mails(List<Taken> taken) throws SQLException {
        none("mails that are stuck", """
                select id, kind, attempts, problem from outbox where sent is null and dropped is null""");
        var times = taken.stream().collect(Collectors.groupingBy(mail -> mail.id(), Collectors.counting()));
        for (var row :
                rows("select '<' || id || '@roster.example.org>', doubtful from outbox where sent is not null")) {
            var came = times.getOrDefault(row.get(0), 0L);
            if (came == 0) violations.add("never came: " + row.get(0));
            if (came > 1 && row.get(1).equals("f")) violations.add("came twice, and is not doubtful: " + row.get(0));
        }
        none("open invitations without a mail that was sent", """
                select i.id, i.address from invitation i where accepted is null and declined is null and revoked is null
                  and not exists (select from outbox b where b.organization_id = i.organization_id and b.invitation_id = i.id
                    and b.generation = i.generation and b.sent is not null)""");
        return times.values().stream().mapToLong(count -> count - 1).sum();
    }

    private void none(String what, String query) throws SQLException {
        var rows = rows(query);
        if (!rows.isEmpty()) violations.add(rows.size() + " " + what + ", such as " + rows.get(0));
    }

    private List<List<String>> rows(String query) throws SQLException {
        var rows = new ArrayList<List<String>>();
        try (var statement = database.createStatement();
                var results = statement.executeQuery(query)) {
            var columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                var row = new ArrayList<String>();
                for (var i = 1; i <= columns; i++) row.add(String.valueOf(results.getString(i)));
                rows.add(row);
            }
        }
        return rows;
    }
}
