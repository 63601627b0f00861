package roster.invitation;

import static roster.web.Reader.say;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import roster.access.AccessModel;
import roster.access.Lasting;
import roster.web.Problems;
import roster.web.Text;

/**
 * What somebody wants to offer, read from a form; whether they can, is asked under the lock.
 *
 * @param role the role in the organization, or empty for projects only
 * @param projects by slug
 * @param term how long the link is to live; empty for the usual time, or the one it has
 */
record Draft(Optional<Place> role, Map<String, Place> projects, String message, Optional<Term> term, boolean reminds) {
    private static final int MOST_PROJECTS = 50;

    /** A role, and how long it lasts. */
    record Place(AccessModel.Role role, Lasting lasting) {}

    /** Reads the form, and adds a problem to each field that needs another look. */
    static Draft read(Problems problems, AccessModel model, Inviting.Form form) {
        var message = Text.lines(problems, "message", form.message(), Invitation.LONGEST_MESSAGE);
        var lasting = Lasting.read(problems, "lasts", form.lasts());
        var key = form.role() == null ? "" : form.role();
        var role = model.organizationRole(key).filter(AccessModel.Role::assignable);
        var projects = projects(problems, model, form);
        if (role.isEmpty() && !(key.isEmpty() && !projects.isEmpty())) {
            problems.add("role", say(InvitationWords.class).chooseRoleOrProject());
        }
        if (lasting.isLimited() && role.filter(model::isOwner).isPresent()) {
            problems.add(
                    "lasts",
                    say(InvitationWords.class).ownerEndless(model.ownerRole().name()));
        }
        var term = Term.parse(form.term());
        if (term.isEmpty() && form.term() != null && !form.term().isBlank()) {
            problems.add("term", say(InvitationWords.class).termLimits());
        }
        return new Draft(role.map(r -> new Place(r, lasting)), projects, message, term, form.reminds());
    }

    private static Map<String, Place> projects(Problems problems, AccessModel model, Inviting.Form form) {
        var chosen = new LinkedHashMap<String, Place>();
        if (form.projects().size() != form.projectRoles().size()
                || !form.projectLasts().isEmpty()
                        && form.projectLasts().size() != form.projects().size()) {
            problems.add("project", say(InvitationWords.class).eachNeedsRole());
            return chosen;
        }
        for (var i = 0; i < form.projects().size(); i++) {
            var slug = form.projects().get(i).strip();
            var key = form.projectRoles().get(i);
            if (slug.isEmpty() || key.isEmpty()) continue;
            var lasting = form.projectLasts().isEmpty()
                    ? Lasting.ALWAYS
                    : Lasting.read(problems, "project", form.projectLasts().get(i));
            model.projectRole(key)
                    .ifPresentOrElse(
                            role -> chosen.put(slug, new Place(role, lasting)),
                            () -> problems.add(
                                    "project", say(InvitationWords.class).chooseProjectRole()));
        }
        if (chosen.size() > MOST_PROJECTS)
            problems.add("project", say(InvitationWords.class).mostProjects(MOST_PROJECTS));
        return chosen;
    }
}
