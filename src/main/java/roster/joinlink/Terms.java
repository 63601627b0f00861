package roster.joinlink;

import static roster.web.Reader.say;

import java.net.IDN;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import roster.access.AccessModel;
import roster.account.Address;
import roster.web.Clocks;
import roster.web.Problems;
import roster.web.Text;

/**
 * What a join link gives, and to whom.
 *
 * @param uses how many can join by it, or null
 * @param until its last day in UTC, or null
 * @param domains the domains of mail addresses with which one can join, in ASCII; none: with any
 * @param approval whether somebody has to agree before a person is in
 */
record Terms(AccessModel.Role role, Integer uses, LocalDate until, List<String> domains, boolean approval) {
    private static final int MOST_USES = 1000;
    private static final int MOST_DAYS = 366;
    private static final int MOST_DOMAINS = 20;

    /**
     * What the form holds, as typed.
     *
     * @param revision the revision of the link that the form showed; -1 if there was none, null if it does not say
     */
    record Form(String role, String uses, String expires, String domains, String approval, Integer revision) {
        /** What the form of an organization without a link begins with: few, and not for long. */
        static Form usual(AccessModel model) {
            var week = LocalDate.ofInstant(Clocks.now(), ZoneOffset.UTC).plusDays(7);
            return new Form(model.defaultRole().key(), "20", week.toString(), "", null, -1);
        }
    }

    /** @throws Problems.Invalid if a field is wrong */
    static Terms read(Form form, AccessModel model) {
        var problems = Problems.none();
        var role = JoinLink.roles(model).stream()
                .filter(one -> one.key().equals(form.role()))
                .findFirst();
        if (role.isEmpty()) problems.add("role", say(JoinLinkWords.class).chooseRole());
        var uses = uses(problems, form.uses());
        var until = day(problems, form.expires());
        var domains = domains(problems, form.domains());
        problems.stop();
        return new Terms(role.get(), uses, until, domains, form.approval() != null);
    }

    static Form form(JoinLink link) {
        return new Form(
                link.role,
                link.mostUses == null ? "" : link.mostUses.toString(),
                link.expires == null
                        ? ""
                        : LocalDate.ofInstant(link.expires, ZoneOffset.UTC)
                                .minusDays(1)
                                .toString(),
                String.join(", ", shown(link.domains)),
                link.approval ? "yes" : null,
                link.revision);
    }

    /** Domains as their owners write them. */
    static List<String> shown(String[] domains) {
        return Arrays.stream(domains).map(IDN::toUnicode).toList();
    }

    /** The moment after the last day, or null. */
    Instant end() {
        return until == null
                ? null
                : until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** @throws Problems.Invalid if more have joined than these terms allow */
    void needRoom(int used) {
        if (uses == null || uses >= used) return;
        throw new Problems.Invalid(
                Problems.none().add("uses", say(JoinLinkWords.class).joinedAlready(used)));
    }

    /** All of it, for the history. */
    String sentence() {
        var parts = new ArrayList<>(List.of("As " + role.name()));
        parts.add(uses == null ? "any number of uses" : uses == 1 ? "one use" : uses + " uses");
        parts.add(until == null ? "no end" : "until " + until);
        if (!domains.isEmpty()) parts.add("only addresses at " + String.join(", ", domains));
        if (approval) parts.add("with approval");
        return String.join("; ", parts);
    }

    private static Integer uses(Problems problems, String typed) {
        var text = Text.line(problems, "uses", typed, 0, 20);
        if (text.isEmpty()) return null;
        if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= MOST_USES) return Integer.valueOf(text);
        problems.add("uses", say(JoinLinkWords.class).numberTo(MOST_USES));
        return null;
    }

    private static LocalDate day(Problems problems, String typed) {
        var text = Text.line(problems, "expires", typed, 0, 20);
        if (text.isEmpty()) return null;
        try {
            var day = LocalDate.parse(text);
            var today = LocalDate.ofInstant(Clocks.now(), ZoneOffset.UTC);
            if (day.isBefore(today))
                problems.add("expires", say(JoinLinkWords.class).dayOver());
            if (day.isAfter(today.plusDays(MOST_DAYS)))
                problems.add("expires", say(JoinLinkWords.class).withinYear());
            return day;
        } catch (DateTimeParseException e) {
            problems.add("expires", say(JoinLinkWords.class).writeDate());
            return null;
        }
    }

    private static List<String> domains(Problems problems, String typed) {
        var text = Text.lines(problems, "domains", typed, 2000);
        var domains = new LinkedHashSet<String>();
        for (var word : text.split("[\\s\\p{Z},;]+")) {
            if (word.isEmpty()) continue;
            var domain = Address.domain(word.startsWith("@") ? word.substring(1) : word);
            domain.ifPresentOrElse(
                    domains::add,
                    () -> problems.add("domains", say(JoinLinkWords.class).noDomain(word)));
        }
        if (domains.size() > MOST_DOMAINS)
            problems.add("domains", say(JoinLinkWords.class).mostDomains(MOST_DOMAINS));
        return List.copyOf(domains);
    }
}
