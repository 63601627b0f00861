package roster.branding;

import static roster.web.Reader.say;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import roster.access.Access;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Person;
import roster.audit.Audit;
import roster.audit.AuditAction;
import roster.organization.Organization;
import roster.web.Problems;

/** The ways in which an organization gets its look. */
final class Branding {

    private Branding() {}

    /**
     * What the form holds, as typed.
     *
     * @param file the chosen picture; empty to keep the logo as it is
     * @param bare whether the organization shall have no logo
     * @param revision of the organization that the form showed, or null if it does not say
     */
    record Form(String accent, byte[] file, boolean bare, Integer revision) {
        static Form of(Standing here) {
            var accent = here.brand().accent();
            return new Form(accent == null ? "" : "#" + accent, new byte[0], false, here.revision());
        }
    }

    /**
     * Changes colour and logo. Needs a transaction.
     *
     * @return whether anything is another now
     * @throws Problems.Invalid if the colour or the picture is none, or somebody else changed something meanwhile
     */
    static boolean change(Standing before, Person actor, Form form, Access access) {
        var problems = Problems.none();
        var words = say(BrandingWords.class);
        var typed = form.accent() == null ? "" : form.accent().strip();
        var accent = Accent.parse(typed).map(Accent::hex);
        if (accent.isEmpty() && !typed.isEmpty()) problems.add("accent", words.noColour());
        var logo = form.bare() || form.file().length == 0 ? null : Logo.read(words, problems, form.file());
        problems.stop();
        var now = access.lock(before, Permission.BRANDING_EDIT);
        var database = Panache.getEntityManager();
        var organization = database.find(Organization.class, now.organization());
        var digest = form.bare() ? null : logo == null ? organization.logo : logo.digest();
        var details = new ArrayList<String>();
        if (!same(organization.accent, accent.orElse(null))) {
            details.add("Colour: " + shown(organization.accent) + " → " + shown(accent.orElse(null)));
        }
        if (!same(organization.logo, digest)) {
            details.add(digest == null ? "Logo removed" : organization.logo == null ? "Logo added" : "Logo replaced");
        }
        if (details.isEmpty()) return false;
        if (form.revision() != null && form.revision() != now.revision()) {
            throw new Problems.Invalid(problems.meanwhile("accent", typed, "#" + organization.accent));
        }
        organization.accent = accent.orElse(null);
        organization.logo = digest;
        organization.revision++;
        if (logo != null || form.bare()) {
            database.createNativeQuery("delete from logo where organization_id = ?1")
                    .setParameter(1, now.organization())
                    .executeUpdate();
        }
        if (logo != null) {
            database.createNativeQuery("insert into logo (organization_id, digest, image) values (?1, ?2, ?3)")
                    .setParameter(1, now.organization())
                    .setParameter(2, digest)
                    .setParameter(3, logo.image())
                    .executeUpdate();
        }
        Audit.write(
                now.organization(),
                AuditAction.ORGANIZATION_BRANDED,
                actor,
                now.organization(),
                now.organizationName(),
                String.join("; ", details));
        return true;
    }

    /** The logo with this digest: a PNG, if the organization has that one now. */
    static Optional<byte[]> logo(UUID organization, String digest) {
        return Panache.getEntityManager()
                .createNativeQuery("select image from logo where organization_id = ?1 and digest = ?2", byte[].class)
                .setParameter(1, organization)
                .setParameter(2, digest)
                .getResultStream()
                .map(byte[].class::cast)
                .findFirst();
    }

    private static boolean same(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }

    private static String shown(String accent) {
        return accent == null ? "none" : "#" + accent;
    }
}
