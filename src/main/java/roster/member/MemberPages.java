package roster.member;

import static roster.web.Reader.say;

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
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.Here;
import roster.access.Lasting;
import roster.access.Needs;
import roster.access.Open;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Account;
import roster.account.SignedIn;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Flash;
import roster.web.Paged;
import roster.web.Problems;

/** Who belongs to an organization, with which role; and the ways to change that. */
@Path("/organizations/{org}")
@Authenticated
public class MemberPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final EntityManager database;
    private final Flash flash;
    private final Csv csv;

    MemberPages(SignedIn signedIn, Here here, Access access, EntityManager database, Flash flash, Csv csv) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.database = database;
        this.flash = flash;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "member")
    static class Templates {
        static native TemplateInstance list(Standing standing, MemberList asked, Paged<MemberList.Row> page);

        static native TemplateInstance role(Standing standing, MemberList.Row row, String chosen, String problem);

        static native TemplateInstance end(Standing standing, MemberList.Row row, Lasting.Form form, Problems problems);

        static native TemplateInstance ended(Standing standing, Paged<EndedGrant> page);

        static native TemplateInstance removal(
                Standing standing, MemberList.Row row, Doors doors, Removal form, Problems problems);

        static native TemplateInstance leaving(
                Standing standing, MemberList.Row row, Doors doors, Removal form, Problems problems);
    }

    @GET
    @Path("members")
    @Needs(Permission.MEMBER_VIEW)
    public Response list(
            @QueryParam("q") String q,
            @QueryParam("role") String role,
            @QueryParam("sort") String sort,
            @QueryParam("page") String page,
            @QueryParam("edit") UUID edit) {
        var asked = MemberList.of(q, role, sort, page, edit);
        if (csv.isAsked()) return asked.file(csv, database, here.get());
        return Answer.page(Templates.list(here.get(), asked, asked.read(database, here.get())));
    }

    @GET
    @Path("members/ended")
    @Needs(Permission.MEMBER_INVITE)
    public Response ended(@QueryParam("page") String page) {
        if (csv.isAsked()) return EndedGrant.file(csv, database, here.get());
        return Answer.page(Templates.ended(here.get(), EndedGrant.read(database, here.get(), page)));
    }

    @GET
    @Path("members/{member}/end")
    @Needs(Permission.MEMBER_MANAGE)
    public Response end(UUID member) {
        var row = row(member);
        return Answer.page(Templates.end(here.get(), row, Lasting.Form.of(row.ends()), Problems.none()));
    }

    @POST
    @Path("members/{member}/end")
    @Needs(Permission.MEMBER_MANAGE)
    public Response changeEnd(UUID member, @RestForm String lasts, @RestForm String seen) {
        return Answer.change(
                () -> {
                    Member.changeEnd(here.get(), signedIn.get(), member, lasts, seen, access);
                    var row = row(member);
                    flash.say(say(MemberWords.class)
                            .endBecame(row.name(), row.ends() == null ? "" : Lasting.day(row.ends())));
                    return here.get().path() + "/members";
                },
                problems -> Templates.end(here.get(), row(member), new Lasting.Form(lasts, seen), problems));
    }

    @GET
    @Path("members/{member}/role")
    @Needs(Permission.MEMBER_MANAGE)
    public Response role(UUID member, @QueryParam("role") String chosen) {
        var row = row(member);
        return Answer.page(
                Templates.role(here.get(), row, chosen == null ? row.role().key() : chosen, null));
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
                    var words = say(MemberWords.class);
                    flash.say(
                            changed
                                    ? words.roleChanged(
                                            row.name(), name, row.role().name())
                                    : words.roleSame(row.name(), name));
                    // Whoever gives up their own rights may not see the list any more.
                    return row.account().equals(signedIn.get().id())
                            ? here.get().path()
                            : here.get().path() + "/members";
                },
                problems -> Templates.role(here.get(), row(member), role, problems.get("role")));
    }

    @GET
    @Path("members/{member}/removal")
    @Needs(Permission.MEMBER_MANAGE)
    public Response removal(UUID member) {
        return Answer.page(removal(row(member), Removal.ofEverything(), Problems.none()));
    }

    @POST
    @Path("members/{member}/removal")
    @Needs(Permission.MEMBER_MANAGE)
    public Response remove(
            UUID member, @RestForm String scope, @RestForm List<String> keep, @RestForm List<String> successor) {
        var form = new Removal(scope, keep, successor);
        return Answer.change(
                () -> {
                    var row = row(member);
                    var departure = Member.remove(here.get(), signedIn.get(), member, form, access);
                    var words = say(MemberWords.class);
                    var organization = here.get().organizationName();
                    var text = form.isKeeping()
                            ? words.worksOnlyOnChosen(row.name())
                            : row.relation().external()
                                    ? words.worksOnNothing(row.name(), organization)
                                    : words.isNoMember(row.name(), organization);
                    if (departure.isEmpty()) {
                        flash.say(text);
                        return "/";
                    }
                    flash.offer(text, DeparturePages.undoing(here.get(), departure.get()), words.undo());
                    return here.get().path() + "/members";
                },
                problems -> removal(row(member), form, problems));
    }

    @GET
    @Path("membership/removal")
    @Open("Everybody may leave")
    public Response leaving() {
        return Answer.page(leaving(Removal.ofEverything(), Problems.none()));
    }

    @POST
    @Path("membership/removal")
    @Open("Everybody may leave")
    public Response leave(@RestForm List<String> successor) {
        var form = new Removal("", List.of(), successor);
        return Answer.change(
                () -> {
                    Member.leave(here.get(), signedIn.get(), form, access);
                    flash.say(say(MemberWords.class).haveLeft(here.get().organizationName()));
                    return "/";
                },
                problems -> leaving(form, problems));
    }

    private TemplateInstance removal(MemberList.Row row, Removal form, Problems problems) {
        return Templates.removal(here.get(), row, doors(row), form, problems);
    }

    private TemplateInstance leaving(Removal form, Problems problems) {
        var row = row(here.get().member());
        return Templates.leaving(here.get(), row, doors(row), form, problems);
    }

    private Doors doors(MemberList.Row row) {
        return Doors.of(here.get(), database.find(Account.class, row.account()), row.role());
    }

    private MemberList.Row row(UUID member) {
        return MemberList.one(database, here.get(), member).orElseThrow(NotFoundException::new);
    }
}
