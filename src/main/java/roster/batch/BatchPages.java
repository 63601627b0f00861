package roster.batch;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import roster.access.Access;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.SignedIn;
import roster.invitation.Foresight;
import roster.invitation.Limits;
import roster.web.Answer;
import roster.web.Csv;
import roster.web.Flash;
import roster.web.Paged;
import roster.web.Problems;
import roster.web.Upload;

/** Many at once: a table to read, what would become of each row, the word to go, and how far it has come. */
@Path("/organizations/{org}/batches")
@Authenticated
public class BatchPages {
    private static final int SECONDS_RUNNING = 2;
    private static final int SECONDS_WAITING = 60;

    /** The part of a batch's page that asks for itself again while there is work. */
    private static final String PROGRESS = "progress";

    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Foresight foresight;
    private final Limits limits;
    private final EntityManager database;
    private final Flash flash;
    private final Csv csv;

    BatchPages(
            SignedIn signedIn,
            Here here,
            Access access,
            Foresight foresight,
            Limits limits,
            EntityManager database,
            Flash flash,
            Csv csv) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.foresight = foresight;
        this.limits = limits;
        this.database = database;
        this.flash = flash;
        this.csv = csv;
    }

    @CheckedTemplate(basePath = "batch")
    static class Templates {
        static native TemplateInstance list(Standing standing, Paged<Batch> page);

        static native TemplateInstance form(
                Standing standing,
                Batch.Form form,
                Problems problems,
                Limits.Left left,
                List<Column> columns,
                String example);

        static native TemplateInstance batch(
                Standing standing,
                Batch batch,
                RowList asked,
                RowList.Counts counts,
                Paged<Row> page,
                List<Column> columns,
                Limits.Left left,
                int seconds);
    }

    @GET
    @Needs(Permission.MEMBER_INVITE)
    public Response list(@QueryParam("page") String page) {
        if (csv.isAsked()) return BatchList.file(csv, database, here.get());
        return Answer.page(Templates.list(here.get(), BatchList.of(page).read(database, here.get())));
    }

    @GET
    @Path("new")
    @Needs(Permission.MEMBER_INVITE)
    public Response form() {
        var role = here.get().model().defaultRole().key();
        return Answer.page(form(new Batch.Form("", new byte[0], role), Problems.none()));
    }

    @GET
    @Path("example")
    @Needs(Permission.MEMBER_INVITE)
    public Response example() {
        return csv("example.csv", example(here.get()));
    }

    @POST
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    @Needs(Permission.MEMBER_INVITE)
    public Response prepare(
            @RestForm String kind,
            @RestForm String rows,
            @RestForm FileUpload file,
            @RestForm String role,
            @RestForm List<String> selected,
            @RestForm String all) {
        var form = new Batch.Form(rows, Upload.content(file, Sheet.MOST_BYTES), role);
        return Answer.change(
                () -> {
                    var what = kind(kind);
                    var batch = what == Batch.Kind.INVITE
                            ? Batch.ofTable(here.get(), signedIn.get(), form, foresight, access)
                            : Batch.ofChosen(
                                    here.get(),
                                    signedIn.get(),
                                    what,
                                    "expired".equals(all)
                                            ? foresight.expired(here.get(), Batch.MOST_ROWS)
                                            : ids(selected),
                                    foresight,
                                    access);
                    return path(batch);
                },
                problems -> form(form, problems));
    }

    @GET
    @Path("{batch}")
    @Needs(Permission.MEMBER_INVITE)
    public Response batch(
            UUID batch,
            @QueryParam("state") String state,
            @QueryParam("page") String page,
            @QueryParam("refresh") String refresh,
            @HeaderParam("HX-Target") String part) {
        var now = here.get();
        var found = Batch.find(now, batch);
        if (csv.isAsked()) return csv("failures.csv", Sheet.write(RowList.failures(database, found)));
        var asked = RowList.of(state, page);
        var rows = asked.read(database, found);
        var seconds =
                !found.isRunning() || "off".equals(refresh) ? 0 : found.isWaiting() ? SECONDS_WAITING : SECONDS_RUNNING;
        var answer = Response.fromResponse(Answer.page(Templates.batch(
                now,
                found,
                asked,
                RowList.counts(database, found),
                rows,
                Arrays.stream(Column.values())
                        .filter(column -> column == Column.ADDRESS
                                || rows.rows().stream()
                                        .anyMatch(row -> row.problem(column) != null
                                                || !row.cell(column).isEmpty()))
                        .toList(),
                limits.left(now.organization(), now.account()),
                seconds)));
        // The page that followed the work loads once more as a whole: what can be done about it is another thing now.
        if (!found.isRunning() && PROGRESS.equals(part)) answer.header("HX-Refresh", "true");
        return answer.build();
    }

    @POST
    @Path("{batch}/confirmation")
    @Needs(Permission.MEMBER_INVITE)
    public Response confirm(UUID batch) {
        return Answer.change(() -> path(Batch.confirm(here.get(), signedIn.get(), batch, access)));
    }

    @POST
    @Path("{batch}/cancellation")
    @Needs(Permission.MEMBER_INVITE)
    public Response cancel(UUID batch) {
        return Answer.change(() -> {
            var stopped = Batch.cancel(here.get(), signedIn.get(), batch, access);
            flash.say(say(BatchWords.class).stoppedNow());
            return path(stopped);
        });
    }

    private String path(Batch batch) {
        return here.get().path() + "/batches/" + batch.id;
    }

    private TemplateInstance form(Batch.Form form, Problems problems) {
        var now = here.get();
        return Templates.form(
                now,
                form,
                problems,
                limits.left(now.organization(), now.account()),
                List.of(Column.values()),
                example(now));
    }

    /** A table that would be understood here. */
    private static String example(Standing here) {
        var model = here.model();
        var role = model.defaultRole().key();
        var inProject =
                model.projectRoles().get(model.projectRoles().size() - 1).key();
        return String.join(
                "\r\n",
                "address,role,projects,message,term,ends",
                "jana@example.org," + role + ",,Welcome to the team.,,",
                "omar@example.org," + role + ",rain=" + inProject + " snow=" + inProject + ",,14 days,2027-12-31",
                "");
    }

    private static Response csv(String name, String text) {
        return Response.ok(text)
                .type("text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    private static Batch.Kind kind(String named) {
        if (named == null || named.isEmpty() || named.equals("invite")) return Batch.Kind.INVITE;
        if (named.equals("renew")) return Batch.Kind.RENEW;
        if (named.equals("revoke")) return Batch.Kind.REVOKE;
        throw new Problems.Invalid(
                Problems.none().add("kind", say(BatchWords.class).chooseKind()));
    }

    /** Those of the texts that can be ids; others name nothing. */
    private static List<UUID> ids(List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream()
                        .filter(text -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                        .map(UUID::fromString)
                        .distinct()
                        .toList();
    }
}
