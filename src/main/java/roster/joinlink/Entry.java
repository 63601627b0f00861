package roster.joinlink;

import static roster.web.Reader.say;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Given;
import roster.access.Standing;
import roster.account.Account;
import roster.account.Person;
import roster.branding.Brand;
import roster.mail.Outbox;
import roster.member.Member;
import roster.organization.Organization;
import roster.request.AccessRequest;
import roster.web.Conflict;

/**
 * A join link as whoever has opened it sees it.
 *
 * @param creator who answers for the link
 * @param ending how it stands between the link and the viewer
 */
public record Entry(
        JoinLink link,
        String organization,
        String slug,
        AccessModel.Role role,
        Account creator,
        Brand brand,
        Ending ending) {

    /** Where a join link can lead. All but the first two are ends. */
    public enum Ending {
        OPEN(200),
        SIGN_IN(200),
        WAITING(200),
        REFUSED(403),
        ALREADY_MEMBER(409),
        OTHER_DOMAIN(403),
        UNVERIFIED(403),
        EXPIRED(410),
        USED_UP(410);

        private final int status;

        Ending(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Finds what a link opens, and lets people in. */
    @ApplicationScoped
    static class Desk {
        private final EntityManager database;
        private final Access access;
        private final AccessModels models;

        Desk(EntityManager database, Access access, AccessModels models) {
            this.database = database;
            this.access = access;
            this.models = models;
        }

        /** What the token opens; nothing if it opens nothing, or nobody answers for it any more. */
        Optional<Entry> byToken(String token, Optional<Person> viewer) {
            return JoinLink.byToken(token)
                    .filter(link -> link.isFounded(access))
                    .map(link -> entry(link, viewer));
        }

        /**
         * Lets the person in, or has them ask to be, if everything is still as it has to be. Needs a transaction.
         *
         * @param revision the revision of the link that the form showed, or null
         * @return what they have joined; nothing if they are not in
         * @throws Conflict if the link gives something else than what was seen, or they ask too often
         */
        Optional<Entry> join(String token, Integer revision, Person person) {
            var seen = JoinLink.byToken(token);
            if (seen.isEmpty()) return Optional.empty();
            Access.lock(seen.get().organizationId);
            database.clear();
            var now = byToken(token, Optional.of(person));
            if (now.isEmpty() || now.get().ending != Ending.OPEN) return Optional.empty();
            var link = now.get().link;
            if (revision != null && revision != link.revision) {
                throw new Conflict(say(JoinLinkWords.class).changedMeanwhile());
            }
            if (link.approval) {
                AccessRequest.askToJoin(link.organizationId, person, now.get().role, "", link.generation, access);
                return Optional.empty();
            }
            if (!link.take()) throw new Conflict(say(JoinLinkWords.class).lastPlaceTaken());
            link.write(person, now.get().role, now.get().creator, "");
            now.get().letIn(person, access);
            return now;
        }

        private Entry entry(JoinLink link, Optional<Person> viewer) {
            var organization = database.find(Organization.class, link.organizationId);
            return new Entry(
                    link,
                    organization.name,
                    organization.slug,
                    link.role(models.get(organization.model)).orElseThrow(),
                    database.find(Account.class, link.creatorId),
                    organization.brand(),
                    ending(link, viewer));
        }

        private Ending ending(JoinLink link, Optional<Person> viewer) {
            var member = viewer.flatMap(person -> access.standing(person.id(), link.organizationId))
                    .filter(Standing::isMember);
            if (member.isPresent()) return Ending.ALREADY_MEMBER;
            var asked = viewer.filter(person -> link.approval)
                    .flatMap(person -> AccessRequest.toJoin(link.organizationId, person));
            if (asked.filter(AccessRequest::isOpen).isPresent()) return Ending.WAITING;
            if (asked.filter(AccessRequest::isRefusedLately).isPresent()) return Ending.REFUSED;
            if (link.isExpired()) return Ending.EXPIRED;
            if (link.isUsedUp()) return Ending.USED_UP;
            if (viewer.isEmpty()) return Ending.SIGN_IN;
            var address = viewer.get().address();
            if (address.filter(one -> !link.admits(one)).isPresent()) return Ending.OTHER_DOMAIN;
            return viewer.get().verifiedAddress().isPresent() ? Ending.OPEN : Ending.UNVERIFIED;
        }
    }

    private void letIn(Person person, Access access) {
        var given = new Given(creator.id, Given.Way.LINK.of(creator.name), null);
        Member.welcome(link.organizationId, person, role, given, access);
        access.standing(creator.id, link.organizationId).ifPresent(maker -> Outbox.joinedByLink(maker, person, role));
    }
}
