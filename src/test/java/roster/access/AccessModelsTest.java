package roster.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roster.access.AccessModel.Naming;
import roster.access.AccessModel.Role;
import roster.access.AccessModels.InvalidAccessModel;
import roster.web.Reader;

class AccessModelsTest {
    private static final AccessModels MODELS = new AccessModels();

    @Nested
    class Every_permission {
        @Test
        void is_found_by_its_code() {
            assertThat(Permission.values())
                    .allSatisfy(it -> assertThat(Permission.of(it.code())).contains(it));
            assertThat(Permission.of("member:fly")).isEmpty();
        }

        @Test
        void is_named_like_its_code() {
            assertThat(Permission.values())
                    .allSatisfy(it -> assertThat(it.name().toLowerCase().replace('_', '-'))
                            .isEqualTo(it.code().replace(':', '-')));
        }

        @Test
        void changes_something_unless_its_verb_is_view() {
            assertThat(Arrays.stream(Permission.values()).filter(Permission::isView))
                    .extracting(Permission::code)
                    .containsExactlyInAnyOrder(
                            "organization:view",
                            "member:view",
                            "audit:view",
                            "billing:view",
                            "quota:view",
                            "project:view",
                            "resource:view",
                            "device:view");
        }

        @Test
        void is_about_projects_or_about_the_organization() {
            assertThat(Arrays.stream(Permission.values()).filter(Permission::isInProject))
                    .extracting(Permission::group)
                    .containsOnly(Permission.Group.PROJECT, Permission.Group.RESOURCES, Permission.Group.DEVICES);
            assertThat(Permission.PROJECT_VIEW.isInProject()).isTrue();
            assertThat(Permission.PROJECT_CREATE.isInProject()).isFalse();
        }

        @Test
        void is_sensitive_where_it_is_about_money_the_history_people_or_the_end_of_everything() {
            assertThat(Arrays.stream(Permission.values()).filter(Permission::isSensitive))
                    .extracting(Permission::code)
                    .containsExactlyInAnyOrder(
                            "organization:delete", "member:manage", "audit:view", "billing:view", "billing:manage");
        }

        @Test
        void is_given_to_some_role() {
            assertThat(Permission.values()).allMatch(permission -> MODELS.all().stream()
                    .flatMap(AccessModelsTest::roles)
                    .anyMatch(role -> role.permissions().contains(permission)));
        }
    }

    @Nested
    class The_requirements_table {
        /** What the models give beyond the table; the reason stands in the models' files. */
        private static final String BEYOND = """
                admin-member-guest admin organization:view member:view audit:view project:create project:delete
                admin-member-guest member organization:view member:view
                admin-member-guest guest organization:view
                admin-member-guest external project:access-granted
                administrator-viewer organization-administrator audit:view branding:edit project:delete
                administrator-viewer organization-viewer audit:view
                owner-editor-viewer owner organization:view member:view audit:view branding:edit
                owner-editor-viewer editor organization:view member:view
                owner-editor-viewer viewer organization:view member:view
                single-owner owner organization:view member:view audit:view branding:edit
                single-owner admin organization:view member:view audit:view
                single-owner member organization:view member:view
                single-owner restricted-member organization:view
                """;

        private record Cell(String model, String scope, String role, String permission, boolean allowed) {
            boolean isAllowedByModel() {
                var model = MODELS.get(this.model);
                var inOrganization = model.organizationRole(role).filter(it -> !scope.equals("project"));
                var inProject = model.projectRole(role).filter(it -> !scope.equals("organization"));
                var found =
                        inOrganization.or(() -> inProject).orElseThrow(() -> new AssertionError("no role: " + this));
                return found.permissions().contains(Permission.of(permission).orElseThrow());
            }

            String right() {
                return model + " " + role + " " + permission;
            }
        }

        @Test
        void agrees_with_the_models_in_every_cell() throws IOException {
            assertThat(cells()).hasSize(312);
            assertThat(cells().stream().filter(cell -> cell.allowed() != cell.isAllowedByModel()))
                    .as("cells that disagree")
                    .isEmpty();
        }

        @Test
        void contains_everything_the_models_give_but_for_a_short_list() throws IOException {
            var inTable = cells().stream().map(Cell::right).toList();
            var given = new TreeSet<String>();
            for (var model : MODELS.all()) {
                roles(model).forEach(role -> role.permissions()
                        .forEach(permission -> given.add(model.key() + " " + role.key() + " " + permission.code())));
            }
            inTable.forEach(given::remove);
            assertThat(given).containsExactlyInAnyOrderElementsOf(beyond());
        }

        private List<Cell> cells() throws IOException {
            try (var file = AccessModelsTest.class.getResourceAsStream("/matrices.csv")) {
                return new String(file.readAllBytes(), UTF_8)
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", 6))
                        .map(cell -> new Cell(cell[0], cell[1], cell[2], cell[3], cell[4].equals("yes")))
                        .toList();
            }
        }

        private List<String> beyond() {
            return BEYOND.lines()
                    .map(line -> line.split(" "))
                    .flatMap(words -> Arrays.stream(words).skip(2).map(code -> words[0] + " " + words[1] + " " + code))
                    .toList();
        }
    }

    @Nested
    class Every_model {
        @Test
        void is_found_by_its_key() {
            assertThat(MODELS.all())
                    .extracting(AccessModel::key)
                    .containsExactly(
                            "admin-member-guest", "administrator-viewer", "owner-editor-viewer", "single-owner");
            assertThat(MODELS.find("no-such-model")).isEmpty();
            assertThatThrownBy(() -> MODELS.get("no-such-model")).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void lists_its_roles_from_the_most_to_the_least_powerful() {
            for (var model : MODELS.all()) {
                assertThat(isLadder(model, model.organizationRoles()))
                        .as(model.key())
                        .isTrue();
                assertThat(isLadder(model, model.projectRoles()))
                        .as(model.key())
                        .isTrue();
            }
        }

        @Test
        void lets_only_those_who_may_enter_every_project_reach_every_project() {
            for (var model : MODELS.all()) {
                var mayEnter = model.organizationRoles().stream()
                        .filter(role -> role.permissions().contains(Permission.PROJECT_ACCESS_ALL));
                assertThat(mayEnter).allMatch(role -> model.inEveryProject(role).isPresent());
            }
        }

        @Test
        void shows_the_history_to_whoever_manages_members() {
            for (var model : MODELS.all()) {
                assertThat(model.rolesWith(Permission.AUDIT_VIEW))
                        .containsAll(model.rolesWith(Permission.MEMBER_MANAGE));
            }
        }

        @Test
        void offers_a_first_role_that_manages_nobody() {
            assertThat(MODELS.all())
                    .extracting(model -> model.defaultRole().key())
                    .containsExactly("member", "organization-viewer", "viewer", "member");
            assertThat(MODELS.all())
                    .noneMatch(model -> model.defaultRole().permissions().contains(Permission.MEMBER_MANAGE));
        }

        @Test
        void knows_the_role_of_owners_and_of_those_who_create_a_project() {
            assertThat(MODELS.all())
                    .extracting(model -> model.ownerRole().key())
                    .containsExactly("admin", "organization-administrator", "owner", "owner");
            assertThat(MODELS.all())
                    .extracting(model -> model.creatorRole().key())
                    .containsExactly("collaborator", "project-administrator", "project-owner", "project-admin");
        }

        @Test
        void knows_its_owners_its_outsiders_and_who_runs_a_project() {
            for (var model : MODELS.all()) {
                assertThat(roles(model).filter(model::isOwner)).containsExactly(model.ownerRole());
                assertThat(roles(model).filter(model::isOutsider))
                        .containsExactlyElementsOf(model.outsiderRole().stream().toList());
            }
            assertThat(MODELS.all())
                    .extracting(model -> keys(model.projectRoles().stream()
                            .filter(model::runsProject)
                            .toList()))
                    .containsExactly(
                            List.of("collaborator"),
                            List.of("project-administrator"),
                            List.of("project-owner"),
                            List.of("project-admin"));
            assertThat(MODELS.all())
                    .extracting(AccessModel::ownerRunsProjects)
                    .containsExactly(true, true, false, true);
            assertThat(MODELS.all())
                    .extracting(model -> keys(model.organizationRoles().stream()
                            .filter(model::seesEveryProject)
                            .toList()))
                    .containsExactly(
                            List.of("admin"),
                            List.of("organization-administrator", "organization-viewer"),
                            List.of(),
                            List.of("owner", "admin"));
        }

        @Test
        void says_whether_projects_are_public_and_people_are_named_by_username() {
            assertThat(MODELS.all())
                    .extracting(AccessModel::hasPublicProjects)
                    .containsExactly(false, false, false, true);
            assertThat(MODELS.all())
                    .extracting(model -> model.policies().namesByUsername())
                    .containsExactly(true, false, false, true);
        }

        @Test
        void knows_for_each_role_the_next_one_that_can_be_given() {
            for (var model : MODELS.all()) {
                for (var roles : List.of(model.organizationRoles(), model.projectRoles())) {
                    var given = roles.stream().filter(Role::assignable).toList();
                    for (var i = 0; i < given.size(); i++) {
                        assertThat(model.below(given.get(i)))
                                .isEqualTo(given.stream().skip(i + 1).findFirst());
                    }
                }
            }
        }

        @Test
        void knows_what_a_role_adds_to_the_next_one() {
            var model = MODELS.get("single-owner");
            assertThat(model.adds(model.ownerRole()))
                    .containsExactly(
                            Permission.ORGANIZATION_EDIT,
                            Permission.ORGANIZATION_DELETE,
                            Permission.BILLING_MANAGE,
                            Permission.BRANDING_EDIT);
            var least = role(model, "restricted-member");
            assertThat(model.adds(least)).isEqualTo(least.permissions());
        }

        @Test
        void makes_nobody_eligible_for_a_role_that_is_none_in_projects() {
            for (var model : MODELS.all()) {
                assertThat(model.organizationRoles()).noneMatch(role -> model.isEligible(model.ownerRole(), role));
                assertThat(model.organizationRoles()).noneMatch(model::isEligibleFromOutside);
            }
        }

        @Test
        void gives_none_of_the_roles_of_another_model() {
            for (var model : MODELS.all()) {
                var others = MODELS.all().stream()
                        .filter(other -> other != model)
                        .flatMap(AccessModelsTest::roles)
                        .toList();
                assertThat(others).noneMatch(role -> model.canGrant(model.ownerRole(), role));
                assertThat(others).noneMatch(role -> model.canChange(model.ownerRole(), role));
            }
        }

        @Test
        void cannot_be_changed_by_those_who_read_it() {
            var role = MODELS.get("single-owner").ownerRole();
            assertThatThrownBy(() -> role.permissions().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        private boolean isLadder(AccessModel model, List<Role> roles) {
            for (var i = 1; i < roles.size(); i++) {
                if (!model.rights(roles.get(i - 1)).containsAll(model.rights(roles.get(i)))) return false;
            }
            return true;
        }
    }

    @Nested
    class Admin_member_guest {
        private final AccessModel model = MODELS.get("admin-member-guest");

        @Test
        void admins_give_and_change_every_role() {
            assertThat(keys(model.grantableBy(role("admin")))).containsExactly("admin", "member", "guest");
            assertThat(model.organizationRoles()).allMatch(target -> model.canChange(role("admin"), target));
        }

        @Test
        void members_and_guests_give_and_change_nothing() {
            for (var actor : List.of(role("member"), role("guest"))) {
                assertThat(roles(model)).noneMatch(target -> model.canGrant(actor, target));
                assertThat(roles(model)).noneMatch(target -> model.canChange(actor, target));
            }
        }

        @Test
        void admins_are_collaborators_everywhere_and_members_nowhere() {
            assertThat(model.inEveryProject(role("admin"))).contains(role("collaborator"));
            assertThat(model.inEveryProject(role("member"))).isEmpty();
            assertThat(model.rights(role("admin"))).contains(Permission.RESOURCE_WRITE, Permission.BUCKET_MANAGE);
        }

        @Test
        void collaborators_bring_in_others_even_from_outside() {
            assertThat(keys(model.projectRolesGrantableBy(role("collaborator"))))
                    .containsExactly("collaborator");
            assertThat(keys(model.projectRolesGrantableBy(role("admin")))).containsExactly("collaborator");
            assertThat(model.grantableBy(role("collaborator"))).isEmpty();
            assertThat(model.isEligibleFromOutside(role("collaborator"))).isTrue();
            assertThat(model.policies().inviteeNaming()).isEqualTo(Naming.EITHER);
        }

        private Role role(String key) {
            return AccessModelsTest.role(model, key);
        }
    }

    @Nested
    class Administrator_viewer {
        private final AccessModel model = MODELS.get("administrator-viewer");

        @Test
        void administrators_of_the_organization_give_every_role() {
            var actor = role("organization-administrator");
            assertThat(roles(model).filter(Role::assignable)).allMatch(target -> model.canGrant(actor, target));
            assertThat(model.canGrant(actor, role("external"))).isFalse();
            assertThat(roles(model)).allMatch(target -> model.canChange(actor, target));
        }

        @Test
        void viewers_of_the_organization_give_and_change_nothing() {
            assertThat(roles(model)).noneMatch(target -> model.canGrant(role("organization-viewer"), target));
            assertThat(roles(model)).noneMatch(target -> model.canChange(role("organization-viewer"), target));
        }

        @Test
        void viewers_of_the_organization_only_have_view_permissions() {
            assertThat(model.rights(role("organization-viewer"))).allMatch(Permission::isView);
            assertThat(model.inEveryProject(role("organization-viewer"))).isEmpty();
        }

        @Test
        void administrators_of_a_project_give_project_roles_alone() {
            assertThat(keys(model.projectRolesGrantableBy(role("project-administrator"))))
                    .containsExactly("project-administrator", "project-developer", "project-user");
            assertThat(model.grantableBy(role("project-administrator"))).isEmpty();
            assertThat(model.canChange(role("project-administrator"), role("organization-viewer")))
                    .isFalse();
        }

        @Test
        void developers_and_users_of_a_project_give_nothing() {
            assertThat(roles(model)).noneMatch(target -> model.canGrant(role("project-developer"), target));
            assertThat(roles(model)).noneMatch(target -> model.canGrant(role("project-user"), target));
        }

        @Test
        void the_smallest_role_for_a_task_is_found_in_the_organization_and_in_projects() {
            assertThat(model.smallestRoleWith(Permission.MEMBER_VIEW)).contains(role("organization-viewer"));
            assertThat(model.smallestRoleWith(Permission.DEVICE_EDIT)).contains(role("organization-administrator"));
            assertThat(model.smallestProjectRoleWith(Permission.DEVICE_EDIT)).contains(role("project-developer"));
            assertThat(model.smallestProjectRoleWith(Permission.MEMBER_VIEW)).isEmpty();
            assertThat(keys(model.projectRolesWith(Permission.DEVICE_EDIT)))
                    .containsExactly("project-administrator", "project-developer");
        }

        private Role role(String key) {
            return AccessModelsTest.role(model, key);
        }
    }

    @Nested
    class Owner_editor_viewer {
        private final AccessModel model = MODELS.get("owner-editor-viewer");

        @Test
        void owners_give_ownership_and_change_other_owners() {
            assertThat(keys(model.grantableBy(role("owner")))).containsExactly("owner", "editor", "viewer");
            assertThat(model.canChange(role("owner"), role("owner"))).isTrue();
        }

        @Test
        void editors_and_viewers_give_and_change_nothing() {
            for (var actor : List.of(role("editor"), role("viewer"))) {
                assertThat(roles(model)).noneMatch(target -> model.canGrant(actor, target));
                assertThat(roles(model)).noneMatch(target -> model.canChange(actor, target));
            }
        }

        @Test
        void nobody_is_made_external_by_being_given_a_role() {
            assertThat(model.outsiderRole()).contains(role("external"));
            assertThat(model.canGrant(role("owner"), role("external"))).isFalse();
        }

        @Test
        void no_role_in_the_organization_reaches_into_projects() {
            assertThat(model.organizationRoles())
                    .allMatch(role -> model.inEveryProject(role).isEmpty());
            assertThat(model.projectRolesGrantableBy(role("owner"))).isEmpty();
        }

        @Test
        void people_from_outside_never_own_a_project_but_every_member_can() {
            assertThat(model.projectRoles().stream().filter(model::isEligibleFromOutside))
                    .containsExactly(role("project-editor"), role("project-viewer"));
            for (var member : List.of(role("owner"), role("editor"), role("viewer"))) {
                assertThat(model.projectRoles()).allMatch(projectRole -> model.isEligible(member, projectRole));
            }
        }

        @Test
        void the_table_and_the_policy_agree_on_what_people_from_outside_can_be() {
            assertThat(model.projectRoles())
                    .allMatch(it -> model.isEligible(role("external"), it) == model.isEligibleFromOutside(it));
        }

        private Role role(String key) {
            return AccessModelsTest.role(model, key);
        }
    }

    @Nested
    class Single_owner {
        private final AccessModel model = MODELS.get("single-owner");

        @Test
        void ownership_is_handed_over_and_never_given() {
            assertThat(model.singleOwner()).isTrue();
            assertThat(roles(model)).noneMatch(actor -> model.canGrant(actor, role("owner")));
            assertThat(model.formerOwnerRole()).isEqualTo(role("admin"));
        }

        @Test
        void nobody_changes_the_owner() {
            assertThat(roles(model)).noneMatch(actor -> model.canChange(actor, role("owner")));
        }

        @Test
        void owner_and_admins_give_every_other_role() {
            for (var actor : List.of(role("owner"), role("admin"))) {
                assertThat(keys(model.grantableBy(actor))).containsExactly("admin", "member", "restricted-member");
                assertThat(model.canChange(actor, role("admin"))).isTrue();
                assertThat(keys(model.projectRolesGrantableBy(actor)))
                        .containsExactly("project-admin", "project-write", "project-read");
            }
        }

        @Test
        void members_give_not_even_the_smaller_role() {
            assertThat(model.grantableBy(role("member"))).isEmpty();
            assertThat(model.canChange(role("member"), role("restricted-member")))
                    .isFalse();
        }

        @Test
        void writers_in_a_project_give_nothing() {
            assertThat(roles(model)).noneMatch(target -> model.canGrant(role("project-write"), target));
        }

        @Test
        void people_from_outside_are_kept_out() {
            assertThat(model.policies().externals()).isFalse();
            assertThat(model.projectRoles()).noneMatch(model::isEligibleFromOutside);
            assertThat(model.outsiderRole()).isEmpty();
        }

        @Test
        void public_projects_let_everybody_in_the_organization_write() {
            assertThat(model.organizationRoles())
                    .allMatch(role -> model.inPublicProjects(role).equals(Optional.of(role("project-write"))));
            assertThat(MODELS.all().stream()
                            .filter(it -> it.policies().publicProjectRole().isPresent()))
                    .containsExactly(model);
        }

        @Test
        void the_smallest_role_for_a_task_is_found() {
            assertThat(keys(model.rolesWith(Permission.PROJECT_CREATE))).containsExactly("owner", "admin", "member");
            assertThat(model.smallestRoleWith(Permission.PROJECT_CREATE)).contains(role("member"));
            assertThat(model.smallestRoleWith(Permission.ORGANIZATION_DELETE)).contains(role("owner"));
            assertThat(model.smallestRoleWith(Permission.DEVICE_CLAIM)).isEmpty();
            assertThat(model.smallestProjectRoleWith(Permission.RESOURCE_WRITE)).contains(role("project-write"));
        }

        private Role role(String key) {
            return AccessModelsTest.role(model, key);
        }
    }

    @Nested
    class A_file {
        private static final String GOOD = """
                name: Two steps
                origin: nowhere
                summary: {en: One leads and others follow., de: Eine Person führt.}
                distinction: {en: It is small., de: Es ist klein.}
                policies:
                  single-owner: false
                  owner-role: leader
                  default-role: follower
                  external-roles: [worker]
                  reach:
                    leader: worker
                  public-project-role: worker
                  invitee-naming: address
                organization-roles:
                  leader:
                    name: Leader
                    description: {en: Leads., de: Führt.}
                    grants: [follower, leader, guest, worker]
                    permissions:
                      - organization:view
                      - member:invite
                      - member:manage
                  guest:
                    name: Guest
                    description: {en: Is around., de: Ist da.}
                    permissions: [organization:view]
                  follower:
                    name: Follower
                    description: {en: Follows., de: Folgt.}
                    assignable: true
                    permissions:
                      - organization:view
                  outsider: {name: Outsider, description: {en: Is from outside., de: Ist von außen.}, assignable: false}
                project-roles:
                  worker:
                    name: Worker
                    description: {en: Works., de: Arbeitet.}
                    permissions: [project:view, collaborator:manage]
                """;

        @Test
        void of_a_model_is_read() {
            var model = read(GOOD);
            assertThat(model.key()).isEqualTo("two-steps");
            assertThat(model.name()).isEqualTo("Two steps");
            assertThat(model.origin()).isEqualTo("nowhere");
            assertThat(model.policies().inviteeNaming()).isEqualTo(Naming.ADDRESS);
            assertThat(model.distinction()).isEqualTo("It is small.");
            assertThat(model.ownerRole().description()).isEqualTo("Leads.");
            var german = Reader.of("de", null);
            assertThat(german.hear(model::summary)).isEqualTo("Eine Person führt.");
            assertThat(german.hear(model.ownerRole()::description)).isEqualTo("Führt.");
            assertThat(keys(model.organizationRoles())).containsExactly("leader", "guest", "follower", "outsider");
            assertThat(model.ownerRole().grants()).contains(Set.of("follower", "leader", "guest", "worker"));
            assertThat(model.defaultRole().assignable()).isTrue();
        }

        @Test
        void says_of_each_model_what_it_leaves_open_only_if_it_wants_to() {
            var policies = read(GOOD).policies();
            assertThat(policies.lastCollaboratorStays()).isFalse();
            assertThat(policies.projectForJoiners()).isFalse();
            assertThat(policies.mostProjects()).isEmpty();
            policies = read(GOOD.replace(
                            "  invitee-naming:",
                            "  last-collaborator-stays: true\n  project-for-joiners: true\n  most-projects: 12\n  invitee-naming:"))
                    .policies();
            assertThat(policies.lastCollaboratorStays()).isTrue();
            assertThat(policies.projectForJoiners()).isTrue();
            assertThat(policies.mostProjects()).contains(12);
            assertThat(read(GOOD.replace("  invitee-naming:", "  last-collaborator-stays: false\n  invitee-naming:"))
                            .policies()
                            .lastCollaboratorStays())
                    .isFalse();
        }

        @Test
        void with_public_projects_lets_in_only_whom_it_says() {
            var model = read(GOOD);
            assertThat(model.hasPublicProjects()).isTrue();
            assertThat(model.inPublicProjects(model.ownerRole())).isEmpty();
            var open = read(GOOD.replace("- member:invite", "- project:access-public"));
            assertThat(open.inPublicProjects(open.ownerRole())).contains(role(open, "worker"));
        }

        @Test
        void can_name_the_roles_that_a_role_gives_within_the_ceiling() {
            var model = read(GOOD.replace(
                    "    permissions: [organization:view]\n",
                    "    grants: [leader, follower]\n    permissions: [organization:view, member:invite]\n"));
            assertThat(keys(model.grantableBy(role(model, "guest")))).containsExactly("follower");
        }

        /** Each line: what is replaced in a good file, by what, and the line and reason that are reported. */
        @ParameterizedTest(name = "{3} in line {2}")
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        name: Two steps | titel: Two steps | 1 | unknown key "titel"
                        origin: nowhere | name: again | 2 | duplicate "name"
                        summary: | summary: One leads # | 3 | names and their values are expected
                        distinction: | distinction: [1] # | 4 | names and their values are expected
                        , de: Eine Person führt.} | } | 3 | missing key "de"
                        {en: It is small., | { | 4 | missing key "en"
                        de: Es ist klein. | de: "" | 4 | a text is expected
                        de: Es ist klein. | de: [klein] | 4 | a text is expected
                        , de: Ist da.} | } | 25 | missing key "de"
                        de: Arbeitet. | de: Arbeitet., fr: Travaille. | 37 | unknown key "fr"
                        single-owner: false | single-owner: no | 6 | true or false is expected, not "no"
                        owner-role: leader | owner-role: boss | 7 | unknown organization role "boss"
                        owner-role: leader | owner-role: worker | 7 | unknown organization role "worker"
                        owner-role: leader | owner-role: guest | 7 | the owner role has no permission "member:manage"
                        default-role: follower | default-role: none | 8 | unknown organization role "none"
                        default-role: follower | # default-role | 5 | missing key "default-role"
                        [worker] | [worker, leader] | 9 | unknown project role "leader"
                        [worker] | [worker, worker] | 9 | duplicate "worker"
                        [worker] | [] | 9 | a list is expected
                        [worker] | worker | 9 | a list is expected
                        reach: | reach: {} # | 11 | `expected <block end>, but found '<block mapping start>'`
                        leader: worker | boss: worker | 11 | unknown organization role "boss"
                        leader: worker | leader: guest | 11 | unknown project role "guest"
                        public-project-role: worker | public-project-role: leader | 12 | unknown project role "leader"
                        naming: address | naming: pigeon | 13 | unknown way of naming "pigeon"
                        [follower, | [prince, | 18 | unknown role "prince"
                        name: Leader | names: Leader | 16 | unknown key "names"
                        name: Leader | # name: Leader | 15 | missing key "name"
                        - member:invite | - membr:invite | 21 | unknown permission "membr:invite"
                        - member:invite | - organization:view | 21 | duplicate "organization:view"
                        - member:invite | - member: invite | 21 | a text is expected
                        - member:manage | - audit:view | 7 | the owner role has no permission "member:manage"
                        `  guest:` | `  leader:` | 23 | duplicate "leader"
                        [organization:view] | [audit:view] | 23 | nobody can give the role "guest"
                        [organization:view] | [] | 26 | a list is expected
                        [follower, leader, | [follower, | 15 | nobody can give the role "leader"
                        assignable: true | assignable: maybe | 30 | true or false is expected, not "maybe"
                        assignable: true | assignable: false | 8 | the default role cannot be given
                        , assignable: false} | } | 33 | missing key "permissions"
                        , assignable: false} | , permissions: [organization:view]} | 9 | people from outside need an organization role that is not assignable
                        public-project-role: worker | most-projects: none | 12 | a number is expected, not "none"
                        public-project-role: worker | last-collaborator-stays: no | 12 | true or false is expected, not "no"
                        `  worker:` | `  guest:` | 35 | duplicate role "guest"
                        collaborator:manage | project:edit | 35 | nobody can give the role "worker"
                        collaborator:manage] | collaborator:manage | 39 | `expected ',' or ']', but got <stream end>`
                        """)
        void that_is_wrong_is_refused_with_line_and_reason(String good, String bad, int line, String reason) {
            assertThat(GOOD).contains(good);
            var wrong = GOOD.replaceFirst(Pattern.quote(good), bad);
            assertThat(refusal(wrong)).isEqualTo("access-models/two-steps.yaml:" + line + ": " + reason);
        }

        @Test
        void with_an_owner_role_that_nobody_is_given_is_refused() {
            var wrong = GOOD.replace("    name: Leader\n", "    name: Leader\n    assignable: false\n");
            assertThat(refusal(wrong)).isEqualTo("access-models/two-steps.yaml:7: the owner role is not assignable");
        }

        @Test
        void with_a_single_owner_as_the_default_role_is_refused() {
            var wrong = GOOD.replace("single-owner: false", "single-owner: true")
                    .replace("default-role: follower", "default-role: leader");
            assertThat(refusal(wrong)).isEqualTo("access-models/two-steps.yaml:8: the default role cannot be given");
        }

        @Test
        void without_roles_is_refused() {
            var wrong = GOOD.substring(0, GOOD.indexOf("project-roles:")) + "project-roles: {}\n";
            assertThat(refusal(wrong))
                    .isEqualTo("access-models/two-steps.yaml:34: names and their values are expected");
        }

        @Test
        void with_a_tab_is_refused() {
            assertThat(refusal(GOOD.replace("  single-owner", "\tsingle-owner")))
                    .startsWith("access-models/two-steps.yaml:6: found character '\\t(TAB)'");
        }

        @Test
        void with_a_control_character_is_refused() {
            assertThat(refusal(GOOD.replace("nowhere", "now\u0007here")))
                    .isEqualTo("access-models/two-steps.yaml:2: a character that YAML does not allow");
        }

        @Test
        void with_two_documents_is_refused() {
            assertThat(refusal(GOOD + "---\nname: another\n")).startsWith("access-models/two-steps.yaml:39: ");
        }

        @Test
        void that_is_empty_is_refused() {
            assertThat(refusal("# nothing\n")).isEqualTo("access-models/two-steps.yaml:1: the file is empty");
            assertThat(refusal("")).isEqualTo("access-models/two-steps.yaml:1: the file is empty");
        }

        @Test
        void that_is_missing_is_refused() {
            assertThatThrownBy(() -> AccessModels.read("two-steps.yaml", null))
                    .isInstanceOf(InvalidAccessModel.class)
                    .hasMessage("access-models/two-steps.yaml:1: the file is missing");
        }

        private static AccessModel read(String text) {
            return AccessModels.read("two-steps.yaml", new ByteArrayInputStream(text.getBytes(UTF_8)));
        }

        private static String refusal(String text) {
            try {
                read(text);
                return "accepted";
            } catch (InvalidAccessModel e) {
                return e.getMessage();
            }
        }
    }

    private static Stream<Role> roles(AccessModel model) {
        return Stream.concat(model.organizationRoles().stream(), model.projectRoles().stream());
    }

    private static Role role(AccessModel model, String key) {
        return model.organizationRole(key).or(() -> model.projectRole(key)).orElseThrow();
    }

    private static List<String> keys(List<Role> roles) {
        return roles.stream().map(Role::key).toList();
    }
}
