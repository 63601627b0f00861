package roster.member;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Open;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Paged;

/** Who belongs to an organization, with which role; and the ways to change that. */
@Path("/organizations/{org}")
@Authenticated
public class MemberPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final EntityManager database;
    private final Flash flash;

    MemberPages(SignedIn signedIn, Here here, Access access, EntityManager database, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.database = database;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "member")
    static class Templates {
        static native TemplateInstance list(Standing standing, MemberList asked, Paged<MemberList.Row> page);

        static native TemplateInstance role(Standing standing, MemberList.Row row, String problem);

        static native TemplateInstance removal(Standing standing, MemberList.Row row);

        static native TemplateInstance leaving(Standing standing, MemberList.Row row);
    }

    @GET
    @Path("members")
    @Needs(Permission.MEMBER_VIEW)
    public Response list(
            @QueryParam("q") String q,
            @QueryParam("role") String role,
            @QueryParam("sort") String sort,
            @QueryParam("page") String page) {
        var asked = MemberList.of(q, role, sort, page);
        return Answer.page(Templates.list(here.get(), asked, asked.read(database, here.get())));
    }

    @GET
    @Path("members/{member}/role")
    @Needs(Permission.MEMBER_MANAGE)
    public Response role(UUID member) {
        return Answer.page(Templates.role(here.get(), row(member), null));
    }

    @POST
    @Path("members/{member}/role")
    @Needs(Permission.MEMBER_MANAGE)
    public Response changeRole(UUID member, @RestForm String role, @RestForm String seen) {
        return Answer.change(
                () -> {
                    var row = row(member);
                    var changed = Member.changeRole(here.get(), signedIn.get(), member, role, seen, access);
                    var name = here.get().roleOf(role).name();
                    flash.say(
                            changed
                                    ? "The role of %s is now %s; it was %s."
                                            .formatted(
                                                    row.name(), name, row.role().name())
                                    : "The role of %s was %s already.".formatted(row.name(), name));
                    // Whoever gives up their own rights may not see the list any more.
                    return row.account().equals(signedIn.get().id())
                            ? here.get().path()
                            : here.get().path() + "/members";
                },
                problems -> Templates.role(here.get(), row(member), problems.get("role")));
    }

    @GET
    @Path("members/{member}/removal")
    @Needs(Permission.MEMBER_MANAGE)
    public Response removal(UUID member) {
        return Answer.page(Templates.removal(here.get(), row(member)));
    }

    @POST
    @Path("members/{member}/removal")
    @Needs(Permission.MEMBER_MANAGE)
    public Response remove(UUID member) {
        return Answer.change(() -> {
            var row = row(member);
            Member.remove(here.get(), signedIn.get(), member, access);
            flash.say(row.name() + " is no longer a member of " + here.get().organizationName() + ".");
            return row.account().equals(signedIn.get().id()) ? "/" : here.get().path() + "/members";
        });
    }

    @GET
    @Path("membership/removal")
    @Open("Everybody may leave")
    public Response leaving() {
        return Answer.page(Templates.leaving(here.get(), row(here.get().member())));
    }

    @POST
    @Path("membership/removal")
    @Open("Everybody may leave")
    public Response leave() {
        return Answer.change(() -> {
            Member.leave(here.get(), signedIn.get(), access);
            flash.say("You have left " + here.get().organizationName() + ".");
            return "/";
        });
    }

    private MemberList.Row row(UUID member) {
        return MemberList.one(database, here.get(), member).orElseThrow(NotFoundException::new);
    }
}
