package roster.rig;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import roster.Visitor;
import roster.rig.Journal.Outcome;

/**
 * An organization as one of its owners remembers it: whom they let in and what they did to them, through the pages alone.
 * Nobody else touches these people and projects, so what a page no longer shows is lost.
 */
final class World {
    /** An answer that nobody expected, such as a page that does not show what was acknowledged. */
    static final class Astonishing extends RuntimeException {
        Astonishing(String message) {
            super(message);
        }
    }

    /** Thrown where nobody knows what became of a change, or it was put off too often. */
    static final class Doubt extends RuntimeException {}

    /** A person and where they stand: nowhere, invited, or a member. */
    private static final class Person {
        final String address;
        final Visitor visitor;
        String role = "";
        String invitation = "";
        /** The slugs of projects that they work on, with the role there. */
        final Map<String, String> works = new LinkedHashMap<>();
        /** The project that the open invitation is to; empty if it is to the organization. */
        String offered = "";

        boolean retired;

        Person(String address, Visitor visitor) {
            this.address = address;
            this.visitor = visitor;
        }
    }

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Journal journal;
    private final Random random;
    private final Visitor owner;
    private final String slug;
    private final String path;
    private final List<Person> people = new ArrayList<>();
    /** Open invitations to people who never answer, by address. */
    private final Map<String, String> strangers = new LinkedHashMap<>();

    private final List<String> projects = new ArrayList<>();

    private World(Journal journal, Random random, Visitor owner, String slug, Map<String, Visitor> people) {
        this.journal = journal;
        this.random = random;
        this.owner = owner;
        this.slug = slug;
        path = "/organizations/" + slug;
        people.forEach((address, visitor) -> this.people.add(new Person(address, visitor)));
    }

    /** Founds an organization. */
    static World found(Journal journal, Random random, Visitor owner, Map<String, Visitor> people) {
        var world = new World(
                journal, random, owner, "o-" + UUID.randomUUID().toString().substring(0, 18), people);
        world.change(
                owner,
                "ORGANIZATION_FOUNDED",
                "Org " + world.slug,
                "",
                "/organizations/new",
                "/organizations",
                Map.of("name", "Org " + world.slug, "slug", world.slug, "model", "owner-editor-viewer"));
        return world;
    }

    /** The same organization, as another owner of it acts in it; the first of the people is that one, and joins. */
    World join(Random random, String address, Visitor other, Map<String, Visitor> people) {
        var person = new Person(address, other);
        invite(person, "owner");
        accept(person);
        return new World(journal, random, other, slug, people);
    }

    String slug() {
        return slug;
    }

    /** Does one thing that can be done now. */
    void act() {
        var person = people.get(random.nextInt(people.size()));
        switch (random.nextInt(person.retired ? 4 : 10)) {
            case 0 -> {
                if (strangers.size() < 5) inviteStranger();
                else answerStranger();
            }
            case 1 -> {
                if (!strangers.isEmpty()) answerStranger();
                else edit();
            }
            case 2 -> {
                if (projects.size() < 3) createProject();
                else editProject();
            }
            case 3 -> edit();
            default -> {
                try {
                    meet(person);
                } catch (Doubt e) {
                    // Whatever became of it: nobody counts on this person any more.
                    person.retired = true;
                    throw e;
                }
            }
        }
    }

    private void meet(Person person) {
        if (!person.invitation.isEmpty()) {
            if (random.nextInt(4) > 0) accept(person);
            else decline(person);
        } else if (person.role.isEmpty() && person.works.isEmpty()) {
            if (projects.isEmpty() || random.nextBoolean()) invite(person, random.nextBoolean() ? "editor" : "viewer");
            else add(person, projects.get(random.nextInt(projects.size())));
        } else {
            work(person);
        }
    }

    private void work(Person person) {
        var free = projects.stream().filter(p -> !person.works.containsKey(p)).toList();
        var choice = random.nextInt(7);
        if (choice < 2 && !free.isEmpty()) add(person, free.get(random.nextInt(free.size())));
        else if (choice < 4 && !person.works.isEmpty()) changeInProject(person);
        else if (person.role.isEmpty()) changeInProject(person);
        else if (choice < 6) changeRole(person);
        else end(person);
    }

    private void inviteStranger() {
        var address = "stranger-" + NUMBER.incrementAndGet() + "@mail.example.org";
        change(
                owner,
                "INVITATION_SENT",
                address,
                "",
                path + "/invitations/new",
                path + "/invitations",
                Map.of("emails", address, "role", "viewer"));
        strangers.put(address, "");
    }

    private void answerStranger() {
        var address = List.copyOf(strangers.keySet()).get(random.nextInt(strangers.size()));
        if (strangers.get(address).isEmpty()) strangers.put(address, invitation(address));
        var revokes = random.nextInt(3) == 0;
        var action = path + "/invitations/" + strangers.get(address) + (revokes ? "/revocation" : "/renewal");
        try {
            change(
                    owner,
                    revokes ? "INVITATION_REVOKED" : "INVITATION_RENEWED",
                    address,
                    "",
                    path + "/invitations?q=" + address,
                    action,
                    Map.of());
            if (revokes) strangers.remove(address);
        } catch (Doubt e) {
            strangers.remove(address);
            throw e;
        }
    }

    private void invite(Person person, String role) {
        change(
                owner,
                "INVITATION_SENT",
                person.address,
                "",
                path + "/invitations/new",
                path + "/invitations",
                Map.of("emails", person.address, "role", role));
        person.invitation = invitation(person.address);
        person.offered = "";
        person.role = role;
    }

    private void add(Person person, String project) {
        var page = path + "/projects/" + project + "/collaborators";
        change(
                owner,
                "INVITATION_SENT",
                person.address,
                "",
                page,
                page,
                Map.of("who", person.address, "role", "project-viewer"));
        person.invitation = invitation(person.address);
        person.offered = project;
    }

    /** The id of the newest invitation to this address. */
    private String invitation(String address) {
        var answer = read(owner, path + "/invitations?q=" + address);
        var row = answer.page().select("#list tbody tr:has(.pending) th a").first();
        if (row == null) throw new Astonishing("No open invitation of " + address + " in " + slug);
        return id(row.attr("href"));
    }

    private void accept(Person person) {
        change(
                person.visitor,
                "INVITATION_ACCEPTED",
                person.address,
                "",
                "/invitations/accept?invitation=" + person.invitation,
                "/invitations/accept",
                Map.of("from", "home"));
        if (!person.offered.isEmpty()) person.works.put(person.offered, "project-viewer");
        person.invitation = "";
    }

    private void decline(Person person) {
        change(
                person.visitor,
                "INVITATION_DECLINED",
                person.address,
                "",
                "/invitations/accept?invitation=" + person.invitation,
                "/invitations/decline",
                Map.of());
        if (person.offered.isEmpty()) person.role = "";
        person.invitation = "";
    }

    private void changeRole(Person person) {
        var role = person.role.equals("editor") ? "viewer" : "editor";
        var page = path + "/members/" + member(person) + "/role";
        change(owner, "MEMBER_ROLE_CHANGED", person.address, role, page, page, Map.of("role", role));
        person.role = role;
    }

    private void end(Person person) {
        if (random.nextBoolean()) {
            var page = path + "/membership/removal";
            change(person.visitor, "MEMBER_LEFT", person.address, "", page, page, Map.of());
        } else {
            var page = path + "/members/" + member(person) + "/removal";
            change(owner, "MEMBER_REMOVED", person.address, "", page, page, Map.of());
        }
        person.role = "";
        person.works.clear();
    }

    private void changeInProject(Person person) {
        var project = List.copyOf(person.works.keySet()).get(random.nextInt(person.works.size()));
        var crew = path + "/projects/" + project + "/collaborators";
        if (random.nextInt(3) == 0 && !person.role.isEmpty()) {
            var page = crew.replace("/collaborators", "/collaboration/removal");
            change(person.visitor, "COLLABORATOR_LEFT", person.address, project, page, page, Map.of());
            person.works.remove(project);
            return;
        }
        var row = read(owner, crew)
                .page()
                .select("tr:contains(" + person.address + ") a[href*=/removal]")
                .first();
        if (row == null) throw new Astonishing(person.address + " does not work on " + project + " of " + slug);
        var id = crew + "/" + id(row.attr("href").replaceAll(".*/collaborators/", ""));
        if (random.nextInt(3) == 0) {
            change(owner, "COLLABORATOR_REMOVED", person.address, project, id + "/removal", id + "/removal", Map.of());
            person.works.remove(project);
            return;
        }
        var role = person.works.get(project).equals("project-editor") ? "project-viewer" : "project-editor";
        change(
                owner,
                "COLLABORATOR_ROLE_CHANGED",
                person.address,
                project + " " + role,
                id + "/role",
                id + "/role",
                Map.of("role", role));
        person.works.put(project, role);
    }

    private void createProject() {
        var name = "p" + NUMBER.incrementAndGet();
        change(
                owner,
                "PROJECT_CREATED",
                name,
                "",
                path + "/projects/new",
                path + "/projects",
                Map.of("name", name, "slug", name));
        projects.add(name);
    }

    private void edit() {
        var text = "t" + NUMBER.incrementAndGet();
        var page = path + "/settings";
        change(owner, "ORGANIZATION_CHANGED", "Org " + slug, text, page, page, Map.of("description", text));
    }

    private void editProject() {
        var project = projects.get(random.nextInt(projects.size()));
        var text = "t" + NUMBER.incrementAndGet();
        var page = path + "/projects/" + project + "/settings";
        change(owner, "PROJECT_CHANGED", project, text, page, page, Map.of("description", text));
    }

    private String member(Person person) {
        var row = read(owner, path + "/members?q=" + person.address)
                .page()
                .select("a[href$=/removal]")
                .first();
        if (row == null) throw new Astonishing(person.address + " is no member of " + slug);
        return id(row.attr("href"));
    }

    private static String id(String href) {
        var found = ID.matcher(href);
        if (!found.find()) throw new Astonishing("No id in " + href);
        return found.group();
    }

    /** Reads the page, fills in its form with this action and sends it, and writes down what was said to it. */
    private void change(
            Visitor who,
            String action,
            String target,
            String detail,
            String page,
            String form,
            Map<String, String> fields) {
        for (var i = 0; i < 60; i++) {
            var answer = read(who, page);
            var found = answer.page()
                    .select("form[method=post][action=" + form + "]")
                    .first();
            if (found == null) {
                throw new Astonishing("No form " + form + " at " + page + " for " + target + ", but " + answer.status()
                        + " " + answer.title());
            }
            var deed = journal.begin(slug, action, target, detail);
            if (send(who, found, fields, deed)) return;
            if (deed.outcome != Outcome.PUT_OFF) throw new Doubt();
            Program.pause(500);
        }
        throw new Doubt();
    }

    private static boolean send(Visitor who, Element form, Map<String, String> fields, Journal.Deed deed) {
        try {
            var answer = who.send(form, fields);
            var status = answer.status();
            if (status == 303 && !answer.header("location").contains("/invitations/accept?")
                    || status == 303 && deed.action.equals("INVITATION_DECLINED")) {
                deed.end(Outcome.DONE, answer.header("location"));
                return true;
            }
            if (status == 503) deed.end(Outcome.PUT_OFF, "503");
            else if (status < 500) deed.end(Outcome.REFUSED, status + " " + answer.title());
            else deed.end(Outcome.UNKNOWN, status + " " + answer.title());
        } catch (IllegalStateException e) {
            deed.end(Outcome.UNKNOWN, String.valueOf(e.getCause()));
        }
        return false;
    }

    /** The page, asked for until the program answers; that changes nothing. */
    static Visitor.Answer read(Visitor who, String page) {
        for (var end = System.nanoTime() + 90_000_000_000L; ; ) {
            try {
                var answer = who.open(page);
                if (answer.status() < 500) return answer;
            } catch (IllegalStateException e) {
                // Nobody answers.
            }
            if (Thread.currentThread().isInterrupted() || System.nanoTime() > end) throw new Doubt();
            Program.pause(200);
        }
    }
}
