package roster.access;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the law of an organization says, what it makes of a person, and how long that lasts. */
@MessageBundle("access")
public interface AccessWords {
    /** What a permission allows, as the end of a sentence that starts with "may". */
    @Message("{#switch code}"
            + "{#case 'organization:view'}see the organization’s details"
            + "{#case 'organization:edit'}edit the organization’s name and description"
            + "{#case 'organization:delete'}delete the organization"
            + "{#case 'member:view'}see who belongs to the organization"
            + "{#case 'member:invite'}invite people to the organization"
            + "{#case 'member:manage'}change the roles of members and remove members"
            + "{#case 'account:create'}create an account for somebody who then joins the organization"
            + "{#case 'service-account:manage'}manage service accounts"
            + "{#case 'audit:view'}see the history of changes"
            + "{#case 'billing:view'}see billing information"
            + "{#case 'billing:manage'}manage billing and the subscription"
            + "{#case 'quota:view'}see how much of the organization’s quota is used"
            + "{#case 'branding:edit'}change the themes and information of the white label"
            + "{#case 'api:organization'}manage the organization and its white label through the API"
            + "{#case 'api:metrics'}read metrics through the API"
            + "{#case 'dataset:manage'}manage the organization’s datasets"
            + "{#case 'dataset:use'}use all of the organization’s datasets"
            + "{#case 'dataset:use-selected'}use the datasets chosen for one’s projects"
            + "{#case 'dataset:raw'}see the raw data in the organization’s datasets"
            + "{#case 'block:use'}use and change custom blocks"
            + "{#case 'bucket:manage'}add and update storage buckets"
            + "{#case 'bucket:verify'}check whether storage buckets can be reached"
            + "{#case 'project:create'}create projects"
            + "{#case 'project:access-all'}enter every project without being invited"
            + "{#case 'project:access-public'}enter every public project"
            + "{#case 'project:access-granted'}enter projects after being given access"
            + "{#case 'eligible:project-owner'}be added to a project as its owner"
            + "{#case 'eligible:project-editor'}be added to a project as an editor"
            + "{#case 'eligible:project-viewer'}be added to a project as a viewer"
            + "{#case 'project:view'}see the project’s details"
            + "{#case 'project:edit'}edit the project’s settings, such as its name, description and tags"
            + "{#case 'project:delete'}delete the project"
            + "{#case 'collaborator:invite'}invite people to the project"
            + "{#case 'collaborator:manage'}change people’s access to the project and remove people from it"
            + "{#case 'resource:view'}see the resources in the project"
            + "{#case 'resource:write'}create, edit and delete resources in the project"
            + "{#case 'resource:move'}move resources to another project of the organization"
            + "{#case 'prediction:create'}create local predictions"
            + "{#case 'device:view'}see device details"
            + "{#case 'device:edit'}rename, describe and label devices"
            + "{#case 'device:claim'}claim devices"
            + "{#case 'device:move'}move devices between projects"
            + "{#case 'device:transfer'}move devices between organizations"
            + "{#case 'emulated-device:create'}create emulated devices"
            + "{#case 'emulated-event:create'}create emulated events"
            + "{#case 'dashboard:create'}create dashboards"
            + "{#case 'notification:create'}create notifications"
            + "{#case 'export:create'}create file exports"
            + "{#case 'connector:manage'}manage data connectors"
            + "{/switch}")
    String permission(String code);

    @Message("{#switch name}"
            + "{#case 'ORGANIZATION'}The organization and its people"
            + "{#case 'MONEY'}Billing, branding and the API"
            + "{#case 'DATA'}Datasets and storage"
            + "{#case 'PROJECTS'}Coming to projects"
            + "{#case 'PROJECT'}A project and its people"
            + "{#case 'RESOURCES'}Resources in a project"
            + "{#case 'DEVICES'}Devices in a project, and work with their data"
            + "{/switch}")
    String group(String name);

    @Message("{#switch key}"
            + "{#case 'owners'}How many owners are there?"
            + "{#case 'outsiders'}Can people from outside work on projects?"
            + "{#case 'inviting'}Who invites people to the organization?"
            + "{#case 'adding'}Who invites people to a project?"
            + "{#case 'reach'}Whose role reaches every project?"
            + "{#case 'creating'}Who creates projects?"
            + "{#case 'ceiling'}Does somebody’s role here limit their role in a project?"
            + "{#case 'public'}Are there public projects?"
            + "{#case 'naming'}How is somebody named who is invited?"
            + "{#case 'billing'}Who deals with billing?"
            + "{#case 'last'}Can the last person leave a project?"
            + "{#case 'joiners'}Does everybody who joins get a project?"
            + "{#case 'most'}How many projects can there be?"
            + "{/switch}")
    String question(String key);

    @Message("{#switch way}"
            + "{#case 'ADDRESS'}By mail address."
            + "{#case 'USERNAME'}By username, or by mail address where there is no account yet."
            + "{#case 'EITHER'}By mail address or username."
            + "{/switch}")
    String naming(String way);

    /** How somebody came by what they have; {@code who} is a person, or a role. */
    @Message("{#switch way}"
            + "{#case 'INVITED'}invited by {who}"
            + "{#case 'SET'}set by {who}"
            + "{#case 'LET_IN'}let in by {who}"
            + "{#case 'KEPT'}kept by {who}"
            + "{#case 'LINK'}by the join link of {who}"
            + "{#case 'TAKEN_OVER'}handed over by {who}"
            + "{#case 'HANDED_OVER'}after handing over to {who}"
            + "{#case 'FOUNDER'}as founder"
            + "{#case 'CREATOR'}as creator"
            + "{#case 'JOINER'}as somebody who joined"
            + "{#case 'BROUGHT'}as who brought the project"
            + "{#case 'CAME'}came with a project"
            + "{#case 'ROLE_ENDED'}when the role {who} ended"
            + "{#case 'ACCESS_ENDED'}when the access of {who} ended"
            + "{/switch}")
    String given(String way, String who);

    @Message("{most} or {last}")
    String or(String most, String last);

    @Message("{most} and {last}")
    String and(String most, String last);

    @Message("{most}; and {last}")
    String few(String most, String last);

    @Message("{n} more right{#if n != 1}s{/if}")
    String moreRights(int n);

    @Message("The same rights as {lower}.")
    String sameAs(String lower);

    @Message("No rights by itself.")
    String noRights();

    @Message("Adds over {lower}: {rights}.")
    String addsOver(String lower, String rights);

    @Message("The smallest role here: {rights}.")
    String smallest(String rights);

    @Message("Give it with care. Whoever has it reaches sensitive information, and can {rights}.")
    String withCare(String rights);

    @Message("Always exactly one {owner}, who can hand ownership over.")
    String oneOwner(String owner);

    @Message("At least one {owner} at all times; there can be several.")
    String manyOwners(String owner);

    @Message("No. Whoever works on a project has to join the organization first.")
    String outsidersNot();

    @Message("Yes, as {roles}. They count as {outsider}.")
    String outsiders(String roles, String outsider);

    @Message("Yes, as {roles}, but never as {never}. They count as {outsider}.")
    String outsidersNever(String roles, String never, String outsider);

    @Message("Whoever is {roles}.")
    String whoever(String roles);

    @Message("Nobody.")
    String nobody();

    @Message("{roles} may also create an account for somebody who then joins.")
    String creatingAccounts(String roles);

    @Message("Whoever is {roles} in it.")
    String inside(String roles);

    @Message("Whoever is {roles} in it, and whoever is {above} of the organization.")
    String insideOrAbove(String roles, String above);

    @Message("To public projects, nobody.")
    String publicToNobody();

    @Message("{role} has the rights of {reached} in every project.")
    String reachesAs(String role, String reached);

    @Message("{role} sees every project.")
    String reachesSeeing(String role);

    @Message("Nobody’s. Even {owner} sees only the projects that they were added to.")
    String reachesNot(String owner);

    @Message("No: any role goes with any other.")
    String noCeiling();

    @Message("For some: {limits}")
    String someCeiling(String limits);

    @Message("{role} can never be {roles}.")
    String never(String role, String roles);

    @Message("Nobody gives a role with rights that they have not themselves.")
    String nobodyBeyond();

    @Message("Yes. Whoever is {roles} is {role} in every public project.")
    String publicYes(String roles, String role);

    @Message("No.")
    String not();

    @Message("No role here has to do with billing.")
    String noBilling();

    @Message("{roles} manages billing and the subscription.")
    String billing(String roles);

    @Message("Nobody manages billing and the subscription.")
    String billingNobody();

    @Message("{roles} can see it.")
    String billingSeen(String roles);

    @Message("No. Somebody else is added first, or the project deleted.")
    String lastStays();

    @Message("Yes: {owner} still runs the project.")
    String lastLeaves(String owner);

    @Message("Whoever is the last {roles} stays, until somebody else is.")
    String lastRuns(String roles);

    @Message("If the organization chooses so.")
    String ifChosen();

    @Message("At most {most}.")
    String atMost(String most);

    @Message("As many as one likes.")
    String unlimited();

    @Message("by the role {role} in the organization")
    String byRole(String role);

    @Message("as a collaborator")
    String byCollaboration();

    @Message("as the project is public")
    String byPublicity();

    @Message("by an invitation")
    String byInvitation();

    @Message("no access to this project")
    String noAccessHere();

    @Message("{roles}, together")
    String together(String roles);

    @Message("no access to anything in {organization}")
    String noAccessIn(String organization);

    @Message("{role}, with a role of their own in {n} project{#if n != 1}s{/if}")
    String staysOutside(String role, long n);

    @Message("nobody: no role here has it")
    String nobodyHasIt();

    @Message("{role} is only handed over, by whoever has it")
    String onlyHandedOver(String role);

    @Message("{roles} of the project")
    String ofProject(String roles);

    @Message("{roles} of the project, or {above} of the organization")
    String ofProjectOrOrganization(String roles, String above);

    @Message("You cannot give the role {role}.")
    String cannotGive(String role);

    @Message("Somebody was faster: {person} is {is} now. You saw {seen}, and chose {chosen}.")
    String fasterRole(String person, String is, String seen, String chosen);

    @Message("another role")
    String anotherRole();

    @Message("your role")
    String yourRole();

    @Message("your role in some projects")
    String yourRoleInSome();

    @Message("your role in public projects")
    String yourRoleInPublic();

    @Message("your role in every project")
    String yourRoleInEvery();

    @Message("Write a date such as 2027-03-31, or a number of days from 1 to {most}.")
    String lastsUnclear(int most);

    @Message("This day is over. Choose a later one, or leave it empty.")
    String lastsOver();

    @Message("Choose a day within the next ten years, or leave it empty.")
    String lastsLong();

    @Message("no longer ends by itself")
    String noLongerEnds();

    @Message("ends after {day}")
    String endsAfter(String day);

    @Message("Somebody was faster: the access of {person} now lasts {lasts}.")
    String fasterEnd(String person, String lasts);

    @Message("without an end")
    String withoutEnd();

    @Message("until {day}")
    String untilDay(String day);

    @Message("for {#if days == 1}one day{#else}{days} days{/if} after joining")
    String forDays(int days);

    @Message("There is no such access model.")
    String noSuchModel();

    @Message("This organization follows that model itself.")
    String sameModel();

    @Message("Choose two of the roles of this organization.")
    String chooseTwoRoles();

    @Message("Choose two different roles.")
    String chooseDifferentRoles();

    @Message("{one} and {other} may do the same.")
    String sameRights(String one, String other);

    @Message("Access was changed in {n} project{#if n != 1}s{/if}.")
    String changedInProjects(int n);

    @Message("Choose a role for each project.")
    String chooseRoles();

    @Message("Who may do what")
    String whoMayWhat();

    @Message(
            "{organization} follows the model “{model}”. This page is made from the rules by which the program decides.")
    String follows(String organization, String model);

    @Message("Only the rights in which {roles} differ.")
    String onlyDiffering(String roles);

    @Message("Show all roles and rights")
    String showAll();

    @Message("Roles and rights")
    String rolesAndRights();

    @Message("What each role may do")
    String whatRolesMay();

    @Message("In the organization")
    String inTheOrganization();

    @Message("In a project")
    String inAProject();

    @Message("Whoever has the role may …")
    String may();

    @Message("Yes")
    String yes();

    @Message("No")
    String no();

    @Message("in every project")
    String inEveryProject();

    @Message("Compare")
    String compare();

    @Message("One role")
    String oneRole();

    @Message("with another")
    String withAnother();

    @Message("Compare the roles")
    String compareRoles();

    @Message("The rules besides")
    String rulesBesides();

    @Message("Access, compared")
    String compared();

    @Message("“{model}” and “{other}”")
    String twoModels(String model, String other);

    @Message("Only what differs. {organization} follows “{model}”.")
    String onlyWhatDiffers(String organization, String model);

    @Message("Show all its roles and rights")
    String showAllOfIt();

    @Message("Rules that differ")
    String differingRules();

    @Message("Rules that differ between the two models")
    String differingBetween();

    @Message("Question")
    String aQuestion();

    @Message("Question or right")
    String questionOrRight();

    @Message("Rights only in “{model}”")
    String rightsOnlyIn(String model);

    @Message("This model with")
    String thisModelWith();

    @Message("Compare the models")
    String compareModels();

    @Message("None.")
    String none();

    @Message("About")
    String about();

    @Message("Permission")
    String right();

    @Message("Access of {name}")
    String accessOf(String name);

    @Message("What {#if self}you have{#else}{name} has{/if} access to, and why")
    String whatAndWhy(boolean self, String name);

    @Message("Who")
    String who();

    @Message("you")
    String you();

    @Message("Role in the organization")
    String roleHere();

    @Message("What it gives there")
    String givesThere();

    @Message("Nothing by itself.")
    String nothing();

    @Message("What it gives in projects")
    String givesInProjects();

    @Message("The rights of {role}, in every project.")
    String rightsEverywhere(String role);

    @Message("A look at every project.")
    String seesEverywhere();

    @Message("Nothing by itself: only the projects below.")
    String onlyBelow();

    @Message("All roles and rights")
    String allRolesAndRights();

    @Message("In {place}")
    String inPlace(String place);

    @Message(
            "{#if self}You are no member. You are here as long as you work on a project, and no longer.{#else}{name} is no member, and is here as long as they work on a project, and no longer.{/if}")
    String noMember(boolean self, String name);

    @Message(
            "Nobody joins {organization} without agreeing: {name} gets an invitation, and keeps the projects either way.")
    String nobodyJoinsSo(String organization, String name);

    @Message("Invite to the organization")
    String inviteHere();

    @Message("Member: {role}")
    String memberAs(String role);

    @Message("Invited: {role}")
    String invitedAs(String role);

    @Message("not yet")
    String notYet();

    @Message("Change the end")
    String changeEnd();

    @Message("Set an end")
    String setEnd();

    @Message("in {project}")
    String inProject(String project);

    @Message("Without this one, {#if self}you{#else}they{/if} would still have: {rest}.")
    String without(boolean self, String rest);

    @Message("It counts once {#if self}you{#else}they{/if} accept.")
    String countsOnce(boolean self);

    @Message("In projects")
    String inProjects();

    @Message(
            "{#if self}You have access to no project.{#else if all}{name} has access to no project.{#else}{name} has access to no project that you may see.{/if}")
    String noProject(boolean self, String name, boolean all);

    @Message("Projects, by name, with every grant")
    String projectsWithGrants();

    @Message("Project")
    String project();

    @Message("Projects")
    String projects();

    @Message("Role there")
    String roleThere();

    @Message("Through")
    String through();

    @Message("Public")
    String isPublic();

    @Message("decides")
    String decides();

    @Message("Previous projects")
    String previousProjects();

    @Message("More projects")
    String moreProjects();

    @Message("Ended")
    String ended();

    @Message(
            "Access that came to its end by itself. Renewing it means a new invitation, which {#if self}you have{#else}{name} has{/if} to accept.")
    String endedBySelf(boolean self, String name);

    @Message("These are the last {n}.")
    String last(int n);

    @Message("Change the roles in these projects")
    String changeRoles();

    @Message(
            "All changes are made at once, or none. Each takes effect with the next click{#if self}.{#else}, and {name} gets a mail about it.{/if}")
    String allOrNone(boolean self, String name);

    @Message("No access")
    String noAccess();

    @Message("Change the roles")
    String changeTheRoles();

    @Message("Where")
    String place();

    @Message("Role")
    String role();

    @Message("Given by")
    String givenBy();

    @Message("Since")
    String since();

    @Message("Ends")
    String ends();

    @Message("Counts")
    String counts();
}
