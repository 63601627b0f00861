package roster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import roster.access.AccessModel.Role;

/** What somebody may do by the roles they hold, decided without a database. */
class StandingTest {
    private static final AccessModels MODELS = new AccessModels();
    private static final Instant JOINED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SEEN = Instant.parse("2026-02-01T00:00:00Z");

    @Nested
    class In_the_organization {
        private final Standing ada = standing("single-owner", "owner");
        private final Standing cleo = standing("single-owner", "restricted-member");

        @Test
        void the_role_decides() {
            assertThat(ada.may(Permission.MEMBER_MANAGE)).isTrue();
            assertThat(cleo.may(Permission.MEMBER_MANAGE)).isFalse();
            assertThat(ada.may("member:manage")).isTrue();
            assertThat(cleo.may("member:manage")).isFalse();
            assertThat(ada.rights()).isEqualTo(ada.role().permissions());
            assertThatThrownBy(() -> ada.may("member:mange")).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void what_is_needed_and_missing_is_refused_by_name() {
            assertThatCode(() -> ada.need(Permission.MEMBER_MANAGE)).doesNotThrowAnyException();
            assertThatThrownBy(() -> cleo.need(Permission.MEMBER_MANAGE))
                    .isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.permission()).isEqualTo(Permission.MEMBER_MANAGE);
                        assertThat(refused.standing()).isEqualTo(cleo);
                        assertThat(refused.reason()).isNull();
                        assertThat(refused).hasMessage("member:manage");
                    });
            assertThat(new Refused(cleo, Permission.MEMBER_MANAGE, "Not today"))
                    .hasMessage("member:manage: Not today")
                    .extracting(Refused::reason)
                    .isEqualTo("Not today");
        }

        @Test
        void what_one_gives_and_changes_is_what_the_role_does() {
            var ben = standing("single-owner", "admin");
            assertThat(keys(ben.grantable())).containsExactly("admin", "member", "restricted-member");
            assertThat(cleo.grantable()).isEmpty();
            assertThat(ben.canGrant(cleo.role())).isTrue();
            assertThat(ben.canGrant(ada.role())).isFalse();
            assertThat(ben.canChange(cleo.role())).isTrue();
            assertThat(ben.canChange(ada.role())).isFalse();
            assertThatCode(() -> ben.needGrant(cleo.role(), Permission.MEMBER_INVITE))
                    .doesNotThrowAnyException();
        }

        @Test
        void a_role_that_the_page_showed_and_that_holds_may_be_changed() {
            var member = role(ada.model(), "member");
            for (var seen : new String[] {null, "", "member"}) {
                assertThatCode(() -> ada.needSeen("Cleo", seen, member, cleo.role()))
                        .doesNotThrowAnyException();
            }
        }

        @Test
        void people_from_outside_are_no_members() {
            assertThat(ada.isMember()).isTrue();
            assertThat(standing("owner-editor-viewer", "viewer").isMember()).isTrue();
            assertThat(standing("admin-member-guest", "external").isMember()).isFalse();
        }

        @Test
        void roles_are_found_by_the_keys_that_rows_hold() {
            assertThat(ada.roleOf("admin")).isEqualTo(role(ada.model(), "admin"));
            assertThat(ada.projectRoleOf("project-read")).isEqualTo(role(ada.model(), "project-read"));
            assertThatThrownBy(() -> ada.roleOf("project-read")).hasMessage("No role project-read");
            assertThatThrownBy(() -> ada.projectRoleOf("admin")).hasMessage("No project role admin");
        }

        @Test
        void it_has_an_address() {
            assertThat(ada.path()).isEqualTo("/organizations/weather");
            assertThat(ada.here()).isEqualTo("/organizations/weather");
        }

        @Test
        void only_the_role_counts() {
            assertThat(ada.held()).containsExactly(java.util.Map.entry(Grant.Source.MEMBERSHIP, ada.role()));
            assertThat(ada.roleNames()).containsExactly(ada.role().name());
            assertThat(ada.byPublicity(ada.role())).isEmpty();
        }

        @Test
        void another_person_stands_in_the_same_organization_by_their_own_role() {
            var account = UUID.randomUUID();
            var member = UUID.randomUUID();
            var other = ada.in(project(true, null)).other(account, member, cleo.role(), JOINED, SEEN);
            assertThat(other.account()).isEqualTo(account);
            assertThat(other.member()).isEqualTo(member);
            assertThat(other.role()).isEqualTo(cleo.role());
            assertThat(other.since()).isEqualTo(JOINED);
            assertThat(other.lastSeen()).isEqualTo(SEEN);
            assertThat(other.project()).isNull();
            assertThat(other.slug()).isEqualTo("weather");
            assertThat(other.model()).isEqualTo(ada.model());
        }
    }

    @Nested
    class In_a_project {
        @Test
        void all_roles_count_together() {
            var model = MODELS.get("single-owner");
            var cleo = standing("single-owner", "member").in(project(false, role(model, "project-write")));
            assertThat(cleo.may(Permission.RESOURCE_WRITE)).isTrue();
            assertThat(cleo.rights())
                    .containsAll(cleo.role().permissions())
                    .containsAll(role(model, "project-write").permissions());
            assertThat(cleo.held()).containsOnlyKeys(Grant.Source.MEMBERSHIP, Grant.Source.COLLABORATION);
            assertThat(standing("single-owner", "member")
                            .in(project(false, null))
                            .may(Permission.RESOURCE_WRITE))
                    .isFalse();
        }

        @Test
        void a_role_that_reaches_into_every_project_is_enough() {
            var ada = standing("admin-member-guest", "admin").in(project(false, null));
            assertThat(ada.may(Permission.RESOURCE_WRITE)).isTrue();
            assertThat(keys(ada.grantableInProject())).containsExactly("collaborator");
            assertThat(standing("admin-member-guest", "member")
                            .in(project(false, null))
                            .grantableInProject())
                    .isEmpty();
        }

        @Test
        void public_projects_let_in_whom_the_model_lets_in() {
            var cleo = standing("single-owner", "member");
            var open = cleo.in(project(true, null));
            var expected = cleo.model().inPublicProjects(cleo.role()).orElseThrow();
            assertThat(open.byPublicity(open.role())).contains(expected);
            assertThat(open.held()).containsEntry(Grant.Source.PUBLICITY, expected);
            assertThat(open.may(Permission.RESOURCE_WRITE)).isTrue();
            assertThat(cleo.in(project(false, null)).byPublicity(cleo.role())).isEmpty();
            assertThat(standing("owner-editor-viewer", "viewer")
                            .in(project(true, null))
                            .held())
                    .containsOnlyKeys(Grant.Source.MEMBERSHIP);
        }

        @Test
        void the_roles_that_are_named_are_those_that_let_somebody_in() {
            var oev = MODELS.get("owner-editor-viewer");
            assertThat(standing("owner-editor-viewer", "owner")
                            .in(project(false, role(oev, "project-viewer")))
                            .roleNames())
                    .containsExactly(role(oev, "project-viewer").name());
            var amg = MODELS.get("admin-member-guest");
            assertThat(standing("admin-member-guest", "admin")
                            .in(project(false, null))
                            .roleNames())
                    .containsExactly(role(amg, "admin").name());
        }

        @Test
        void it_has_an_address() {
            var ada = standing("single-owner", "owner").in(project(false, null));
            assertThat(ada.projectPath()).isEqualTo("/organizations/weather/projects/rain");
            assertThat(ada.here()).isEqualTo("/organizations/weather/projects/rain");
        }

        @Test
        void one_changes_there_what_the_role_there_changes() {
            var oev = MODELS.get("owner-editor-viewer");
            var owner = standing("owner-editor-viewer", "viewer").in(project(false, role(oev, "project-owner")));
            assertThat(owner.canChange(role(oev, "project-viewer"))).isTrue();
            assertThat(owner.canChange(role(oev, "viewer"))).isFalse();
            assertThat(keys(owner.grantableInProject())).contains("project-viewer");
            assertThat(owner.in(null).grantableInProject()).isEmpty();
        }
    }

    @Nested
    class Explained {
        private final AccessModel model = MODELS.get("owner-editor-viewer");
        private final Role editor = role(model, "project-editor");
        private final Role viewer = role(model, "project-viewer");
        private final Grant member = grant(Grant.Source.MEMBERSHIP, role(model, "viewer"), role(model, "viewer"));
        private final Grant works = grant(Grant.Source.COLLABORATION, editor, editor);
        private final Grant offered =
                grant(Grant.Source.INVITATION, role(model, "project-owner"), role(model, "project-owner"));

        @Test
        void the_grant_with_all_the_rights_wins_and_an_offer_never() {
            var row = row(false, editor, "owner", role(model, "project-owner"), member, works, offered);
            assertThat(row.winner()).isEqualTo(works);
            assertThat(row.isDecisive(works)).isTrue();
            assertThat(row.isDecisive(member)).isFalse();
            assertThat(row.isDecisive(offered)).isFalse();
            assertThat(row.effective()).isEqualTo(editor.name());
            assertThat(row.project().slug()).isEqualTo("rain");
            assertThat(row.rights()).containsAll(editor.permissions()).doesNotContain(Permission.PROJECT_DELETE);
        }

        @Test
        void only_who_manages_the_project_chooses_another_role_there() {
            var owner = role(model, "project-owner");
            assertThat(keys(row(false, editor, "viewer", owner, works).choices()))
                    .contains("project-editor", "project-viewer");
            assertThat(row(false, editor, "viewer", viewer, works).choices()).isEmpty();
            assertThat(row(false, null, "viewer", owner, member).choices()).isEmpty();
            assertThat(row(true, editor, "viewer", owner, works).choices()).isEmpty();
        }

        @Test
        void only_who_sees_the_project_finds_it_open() {
            assertThat(row(false, editor, "viewer", viewer, works).isOpen()).isTrue();
            assertThat(row(false, editor, "viewer", null, works).isOpen()).isFalse();
            assertThat(row(false, editor, "viewer", null, works).isEndable()).isFalse();
            assertThat(row(false, null, "viewer", role(model, "project-owner"), member)
                            .isEndable())
                    .isFalse();
            assertThat(row(false, editor, "viewer", role(model, "project-owner"), works)
                            .isEndable())
                    .isTrue();
        }

        @Test
        void nobody_from_outside_is_offered_what_only_members_can_be() {
            var eve = new Explanation.InProject(
                    standing("owner-editor-viewer", "external").in(project(false, editor)),
                    standing("owner-editor-viewer", "owner").in(project(false, role(model, "project-owner"))),
                    List.of(works),
                    "rain");
            assertThat(keys(eve.choices())).containsExactly("project-editor", "project-viewer");
        }

        @Test
        void what_any_project_role_may_counts_in_projects() {
            var steward = new Role(
                    "steward",
                    "Steward",
                    editor.descriptions(),
                    Set.of(Permission.PROJECT_VIEW, Permission.SERVICE_ACCOUNT_MANAGE),
                    true,
                    Optional.empty());
            var other = new AccessModel(
                    model.key(),
                    model.name(),
                    model.summaries(),
                    model.distinctions(),
                    model.origin(),
                    model.organizationRoles(),
                    List.of(editor, steward),
                    model.policies());
            var cleo = standing(other, "viewer").in(project(false, editor));
            var row = new Explanation.InProject(
                    cleo, cleo, List.of(works, grant(Grant.Source.PUBLICITY, steward, steward)), "rain");
            assertThat(row.winner()).as("as each may what the other may not").isNull();
            assertThat(row.isDecisive(works)).isFalse();
        }

        private Explanation.InProject row(boolean open, Role held, String viewersRole, Role viewers, Grant... grants) {
            return new Explanation.InProject(
                    standing("owner-editor-viewer", "viewer").in(project(open, held)),
                    standing("owner-editor-viewer", viewersRole).in(project(open, viewers)),
                    List.of(grants),
                    "rain");
        }
    }

    @Nested
    class A_grant {
        @Test
        void counts_unless_it_is_only_offered() {
            var role = MODELS.get("single-owner").ownerRole();
            for (var source : Grant.Source.values()) {
                assertThat(grant(source, role, role).counts())
                        .as(source.name())
                        .isEqualTo(source != Grant.Source.INVITATION);
            }
            assertThat(grant(Grant.Source.MEMBERSHIP, role, role).kind()).isEqualTo("membership");
            assertThat(grant(Grant.Source.MEMBERSHIP, role, role).grantedBy()).isNull();
        }

        @Test
        void is_kept_with_who_gave_it_and_until_when() {
            assertThat(Given.as(Given.Way.FOUNDER)).isEqualTo(new Given(null, "as founder", null));
            assertThat(Given.as(Given.Way.KEPT, "Ada")).isEqualTo(new Given(null, "kept by Ada", null));
            var ada = new roster.account.Person(
                    UUID.randomUUID(), "Ada", "ada", "ada@example.org", java.util.Optional.empty(), true);
            var given = Given.by(ada, Given.Way.INVITED).until(SEEN);
            assertThat(given.by()).isEqualTo(ada.id());
            assertThat(given.words()).isEqualTo("invited by Ada (ada@example.org)");
            assertThat(given.ends()).isEqualTo(SEEN);
            for (var words : List.of(
                    "in a way that nobody knows",
                    "as founder of it",
                    "as",
                    "invited",
                    "when the role ended",
                    "when the role Guest was over",
                    "the role Guest ended")) {
                assertThat(Given.said(words)).isEqualTo(words);
            }
            assertThat(Given.said(null)).isNull();
        }
    }

    private static Standing standing(String model, String role) {
        return standing(MODELS.get(model), role);
    }

    private static Standing standing(AccessModel chosen, String role) {
        return new Standing(
                UUID.randomUUID(),
                "weather",
                "Weather",
                "",
                JOINED,
                1,
                0,
                false,
                false,
                null,
                chosen,
                UUID.randomUUID(),
                UUID.randomUUID(),
                chosen.organizationRole(role).orElseThrow(),
                JOINED,
                SEEN,
                null);
    }

    private static ProjectStanding project(boolean open, Role role) {
        return new ProjectStanding(
                UUID.randomUUID(), "rain", "Rain", "", List.of(), open, null, "Ada", JOINED, 0, null, role);
    }

    private static Grant grant(Grant.Source source, Role held, Role role) {
        return new Grant(source, held, role, null, null, null);
    }

    private static Role role(AccessModel model, String key) {
        return model.role(key).orElseThrow();
    }

    private static List<String> keys(List<Role> roles) {
        return roles.stream().map(Role::key).toList();
    }
}
