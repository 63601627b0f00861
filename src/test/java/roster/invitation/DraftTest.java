package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.access.Lasting;
import roster.web.Problems;

/** What a form offers, as far as nobody has to be asked. */
class DraftTest {
    private final AccessModel model = new AccessModels().get("owner-editor-viewer");

    @Test
    void ada_offers_a_role_and_projects_each_for_as_long_as_she_says() {
        var draft = read(new Inviting.Form(
                "",
                "editor",
                " Come! ",
                List.of("rain", " snow ", "", "hail"),
                List.of("project-owner", "project-viewer", "project-viewer", ""),
                "12h",
                "30d",
                List.of("", "60d", "", ""),
                true));
        assertThat(draft.role()).contains(place("editor", "30d"));
        assertThat(draft.projects())
                .containsOnlyKeys("rain", "snow")
                .containsEntry("rain", place("project-owner", ""))
                .containsEntry("snow", place("project-viewer", "60d"));
        assertThat(draft.term()).contains(new Term(12));
        assertThat(draft.message()).isEqualTo("Come!");
        assertThat(draft.reminds()).isTrue();
    }

    @Test
    void a_role_alone_is_enough_and_so_is_a_project_alone() {
        var role = read(new Inviting.Form("", "owner", "", List.of(), List.of()));
        assertThat(role.role()).contains(place("owner", ""));
        assertThat(role.projects()).isEmpty();
        assertThat(role.term()).isEmpty();
        for (var nothing : new String[] {"", null}) {
            var project = read(new Inviting.Form("", nothing, "", List.of("rain"), List.of("project-viewer")));
            assertThat(project.role()).isEmpty();
            assertThat(project.projects()).containsOnlyKeys("rain");
        }
        for (var usual : new String[] {"", " ", null}) {
            var form = new Inviting.Form("", "viewer", "", List.of(), List.of(), usual, "", List.of(), false);
            assertThat(read(form).term()).isEmpty();
            assertThat(read(form).reminds()).isFalse();
        }
    }

    @Test
    void fifty_projects_can_be_offered_at_once() {
        var slugs = IntStream.range(0, 50).mapToObj(i -> "p" + i).toList();
        var form = new Inviting.Form("", "", "", slugs, Collections.nCopies(50, "project-viewer"));
        assertThat(read(form).projects()).hasSize(50);
    }

    @Test
    void a_form_keeps_what_was_typed_for_each_project() {
        var form = new Inviting.Form(
                "", "", "", List.of("rain", "snow"), List.of("project-viewer"), "", "", List.of("30d", "60d"), true);
        assertThat(form.roleIn("rain")).isEqualTo("project-viewer");
        assertThat(form.roleIn("snow")).isEmpty();
        assertThat(form.roleIn("hail")).isEmpty();
        assertThat(form.lastsIn("rain")).isEqualTo("30d");
        assertThat(form.lastsIn("snow")).isEqualTo("60d");
    }

    @Test
    void what_sends_a_mail_counts_as_sent() {
        assertThat(Arrays.stream(Inviting.Outcome.values()).filter(Inviting.Outcome::isSent))
                .containsExactly(
                        Inviting.Outcome.INVITED,
                        Inviting.Outcome.RENEWED,
                        Inviting.Outcome.ADDED,
                        Inviting.Outcome.SENT_ANEW);
        var dora = new Inviting.Result("dora@example.org", Inviting.Outcome.INVITED);
        var ben = new Inviting.Result("ben@example.org", Inviting.Outcome.ALREADY_MEMBER);
        assertThat(new Inviting.Batch(null, List.of(dora, ben, dora)).sent()).isEqualTo(2);
    }

    @Test
    void whoever_has_joined_goes_to_the_one_project_or_to_the_organization() {
        var viewer = model.projectRole("project-viewer").orElseThrow();
        var rain = new Invitation.Part(null, "rain", "Rain", false, viewer, null, Lasting.ALWAYS);
        assertThat(offer(null, List.of(rain)).place()).isEqualTo("/organizations/weather/projects/rain");
        assertThat(offer(null, List.of(rain, rain)).place()).isEqualTo("/organizations/weather");
        assertThat(offer(model.ownerRole(), List.of(rain)).place()).isEqualTo("/organizations/weather");
    }

    @Test
    void each_end_of_a_link_has_a_status_of_its_kind() {
        for (var ending : Offer.Ending.values()) {
            assertThat(ending.status())
                    .isEqualTo(
                            switch (ending) {
                                case OPEN, SIGN_IN, JOINED -> 200;
                                case ALREADY_MEMBER -> 409;
                                case OTHER_ACCOUNT, UNVERIFIED -> 403;
                                case EXPIRED, REVOKED, DECLINED, USED -> 410;
                            });
        }
    }

    @Test
    void the_least_of_all_limits_says_how_many_go_out_now() {
        assertThat(new Limits.Left(1, 2, 3).now()).isEqualTo(1);
        assertThat(new Limits.Left(2, 1, 3).now()).isEqualTo(1);
        assertThat(new Limits.Left(3, 2, 1).now()).isEqualTo(1);
    }

    private static Offer offer(AccessModel.Role role, List<Invitation.Part> parts) {
        return new Offer(null, "Weather", "weather", role, parts, "Ada", "ada@example.org", null, Offer.Ending.OPEN);
    }

    private Draft read(Inviting.Form form) {
        var problems = Problems.none();
        var draft = Draft.read(problems, model, form);
        assertThat(problems.getAll()).isEmpty();
        return draft;
    }

    private Draft.Place place(String role, String lasts) {
        return new Draft.Place(
                model.role(role).orElseThrow(),
                Optional.of(lasts).flatMap(Lasting::parse).orElseThrow());
    }
}
