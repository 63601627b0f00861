package roster.invitation;

import static roster.web.Reader.say;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Address;
import roster.web.OneColumn;
import roster.web.Problems;

/**
 * What would become of many invitations if they were made, renewed or revoked now. It writes nothing, and reads with a
 * fixed number of statements for a few hundred; the operation itself decides again, under the lock.
 */
@ApplicationScoped
public class Foresight {
    private static final int AT_ONCE = 500;

    private final EntityManager database;
    private final Access access;
    private final Inviting inviting;

    Foresight(EntityManager database, Access access, Inviting inviting) {
        this.database = database;
        this.access = access;
        this.inviting = inviting;
    }

    /**
     * One of them.
     *
     * @param outcome what would become of it; null if something is wrong
     * @param problems what is wrong, by the fields of {@link Inviting.Form}
     */
    public record Foreseen(Inviting.Outcome outcome, Problems problems) {
        private static Foreseen of(Inviting.Outcome outcome, Problems problems) {
            return new Foreseen(problems.isEmpty() ? outcome : null, problems);
        }
    }

    /**
     * An invitation that is to be renewed or revoked.
     *
     * @param named what the inviter's side calls the person
     */
    public record Chosen(UUID invitation, String named, Foreseen foreseen) {}

    /** What would become of forms that name one address each, in their order. */
    public List<Foreseen> ofInviting(Standing here, List<Inviting.Form> forms) {
        return slices(forms, slice -> inviting(here, slice));
    }

    /** What would become of renewing these invitations of the organization, as far as there are such. */
    public List<Chosen> ofRenewing(Standing here, List<UUID> invitations) {
        return slices(invitations, slice -> renewing(here, find(here, slice)));
    }

    /** What would become of revoking these invitations of the organization, as far as there are such. */
    public List<Chosen> ofRevoking(Standing here, List<UUID> invitations) {
        return slices(invitations, slice -> find(here, slice).stream()
                .map(invitation -> {
                    var problems = Problems.none();
                    if (!Event.REVOKED.from().contains(invitation.state())) {
                        problems.add("emails", say(InvitationWords.class).endedMeanwhile());
                    }
                    needRole(
                            problems, here, Optional.ofNullable(invitation.role).map(here::roleOf));
                    return chosen(invitation, Inviting.Outcome.REVOKED, problems);
                })
                .toList());
    }

    /** The expired invitations of the organization that lists show, the oldest first. */
    public List<UUID> expired(Standing here, int most) {
        return OneColumn.of(
                        database,
                        "select id from invitation where organization_id = ?1 and "
                                + Invitation.State.EXPIRED.condition() + " order by id limit ?2",
                        UUID.class)
                .setParameter(1, here.organization())
                .setParameter(2, most)
                .getResultList();
    }

    private List<Foreseen> inviting(Standing here, List<Inviting.Form> forms) {
        var problems = forms.stream().map(form -> Problems.none()).toList();
        var drafts = new ArrayList<Draft>();
        var addresses = new ArrayList<Optional<Address>>();
        var slugs = new HashSet<String>();
        for (var i = 0; i < forms.size(); i++) {
            var draft = Draft.read(problems.get(i), here.model(), forms.get(i));
            var address = Address.parse(forms.get(i).emails());
            if (address.isEmpty())
                problems.get(i).add("emails", say(InvitationWords.class).writeOne());
            drafts.add(draft);
            addresses.add(address);
            slugs.addAll(draft.projects().keySet());
        }
        var values =
                addresses.stream().flatMap(Optional::stream).map(Address::value).toList();
        var known = values.isEmpty() ? Map.<String, Known>of() : Known.of(here, values);
        var live = values.isEmpty() ? Map.<String, Invitation>of() : inviting.live(here, values);
        var offered = inviting.offered(here, live.values());
        var places = access.standings(here.account(), here.organization(), slugs);
        var all = new ArrayList<Foreseen>();
        for (var i = 0; i < forms.size(); i++) {
            var wrong = problems.get(i);
            var content = Inviting.content(wrong, places, drafts.get(i));
            needRole(wrong, here, content.role());
            content.projects().forEach((project, place) -> needProject(wrong, project, place.role()));
            var value = addresses.get(i).map(Address::value).orElse("");
            if (wrong.isEmpty()) {
                Inviting.ineligible(here, known.get(value), live.get(value), content)
                        .ifPresent(why -> wrong.add(
                                content.role().isEmpty() ? "role" : "project",
                                say(InvitationWords.class).thisPerson(why)));
            }
            var outcome = Inviting.outcome(here.model(), known.get(value), live.get(value), offered, content);
            all.add(Foreseen.of(outcome, wrong));
        }
        return all;
    }

    private List<Chosen> renewing(Standing here, List<Invitation> invitations) {
        if (invitations.isEmpty()) return List.of();
        var addresses =
                invitations.stream().map(invitation -> invitation.address).toList();
        var known = Known.of(here, addresses);
        var live = inviting.live(here, addresses);
        var roles = inviting.offered(here, invitations);
        var places = access.standingsById(
                here.account(),
                here.organization(),
                roles.values().stream()
                        .flatMap(offered -> offered.keySet().stream())
                        .collect(Collectors.toSet()));
        var all = new ArrayList<Chosen>();
        for (var invitation : invitations) {
            var problems = Problems.none();
            var offered = roles.getOrDefault(invitation.id, Map.of());
            var is = known.get(invitation.address);
            var other = live.get(invitation.address);
            var member = invitation.role == null || Known.isMember(here.model(), is);
            if (!Event.RENEWED.from().contains(invitation.state())) {
                problems.add("emails", say(InvitationWords.class).inviteAgain());
            } else if (invitation.role == null && offered.isEmpty()) {
                problems.add("emails", say(InvitationWords.class).projectsGone());
            } else if (is != null && member && is.projects().containsAll(offered.keySet())) {
                problems.add("emails", say(InvitationWords.class).hasAll());
            } else if (other != null && !other.id.equals(invitation.id)) {
                problems.add("emails", say(InvitationWords.class).newerInvitation());
            }
            needRole(problems, here, Optional.ofNullable(invitation.role).map(here::roleOf));
            offered.forEach((project, role) -> needProject(problems, places.get(project), role));
            all.add(chosen(invitation, Inviting.Outcome.SENT_ANEW, problems));
        }
        return all;
    }

    private static void needRole(Problems problems, Standing here, Optional<AccessModel.Role> role) {
        role.filter(r -> !here.canGrant(r))
                .ifPresent(r -> problems.add("role", say(InvitationWords.class).roleNotYours(r.name())));
    }

    private static void needProject(Problems problems, Standing project, AccessModel.Role role) {
        if (project.project().isPublic()) {
            problems.add("project", Inviting.isPublic(project));
        } else if (!Invitation.canOffer(project, role)) {
            var words = say(InvitationWords.class);
            var sentence = project.may(Permission.PROJECT_VIEW)
                    ? words.roleInProject(role.name(), project.project().name())
                    : words.roleInSomeProject(role.name());
            problems.add("project", sentence);
        }
    }

    private static Chosen chosen(Invitation invitation, Inviting.Outcome outcome, Problems problems) {
        return new Chosen(invitation.id, invitation.named, Foreseen.of(outcome, problems));
    }

    private List<Invitation> find(Standing here, List<UUID> ids) {
        return database.createQuery(
                        "from Invitation where organizationId = ?1 and id in ?2 order by id", Invitation.class)
                .setParameter(1, here.organization())
                .setParameter(2, ids)
                .getResultList();
    }

    private static <T, R> List<R> slices(List<T> all, Function<List<T>, List<R>> each) {
        var results = new ArrayList<R>();
        for (var from = 0; from < all.size(); from += AT_ONCE) {
            results.addAll(each.apply(all.subList(from, Math.min(all.size(), from + AT_ONCE))));
        }
        return results;
    }
}
