package roster.organization;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the first page of an organization says. */
@MessageBundle("overview")
public interface OverviewWords {
    @Message("Overview")
    String overview();

    @Message("Invite people")
    String invitePeople();

    @Message("{name} offers you ownership")
    String offersOwnership(String name);

    @Message("You can become {role} of {organization}.")
    String canBecome(String role, String organization);

    @Message("The offer is open until")
    String openUntil();

    @Message("Look at the offer")
    String lookAtOffer();

    @Message("Your role")
    String yourRole();

    @Message("Member since")
    String memberSince();

    @Message("Here since")
    String hereSince();

    @Message("Access model")
    String accessModel();

    @Message("Founded")
    String founded();

    @Message("What you may do here")
    String whatYouMay();

    @Message("You may {sentence}.")
    String youMay(String sentence);

    @Message("What you have access to here, and why")
    String yourAccess();

    @Message("Who has access to which project")
    String accessMap();

    @Message("Leave {organization}")
    String leave(String organization);

    @Message("As a table")
    String asTable();

    @Message("{what}: {number}")
    String each(String what, String number);

    @Message("Role")
    String role();

    @Message("Members by role")
    String membersByRole();

    @Message("Number")
    String number();

    @Message("Invitations by state")
    String invitationsByState();

    @Message("Nobody has been invited yet.")
    String noInvitations();

    @Message("State")
    String state();

    @Message(
            "{#switch state}{#case 'pending'}Pending{#case 'expired'}Expired{#case 'accepted'}Accepted{#case 'declined'}Declined{#else}Revoked{/switch}")
    String stateNamed(String state);

    @Message("{number}+")
    String more(String number);

    @Message("Joined and left, the last 12 months")
    String comingAndGoing();

    @Message("Joined")
    String joined();

    @Message("Left")
    String left();

    @Message("Month")
    String month();

    @Message("MMM")
    String monthPattern();

    @Message("In the last 12 months, joined: {joined}; left: {left}.")
    String joinedAndLeft(String joined, String left);

    @Message("Access that ends soon")
    String endsSoon();

    @Message("No access ends within the next 30 days.")
    String nothingEnds();

    @Message("{role} of {organization}")
    String inOrganization(String role, String organization);

    @Message("{role} in {project}")
    String inProject(String role, String project);

    @Message("you")
    String you();

    @Message("These are the first {n}.")
    String theFirst(int n);

    @Message("Projects without a second administrator")
    String loneProjects();

    @Message("If the only person who decides who works on a project is away, nobody else can.")
    String whyLone();

    @Message("At least two people run each project.")
    String noLone();

    @Message("Only {name} runs it.")
    String onlyRuns(String name);

    @Message("Only you run it.")
    String onlyYouRun();

    @Message("Nobody runs it for good.")
    String nobodyRuns();

    @Message("First steps")
    String firstSteps();

    @Message("Nobody but you is in {organization} so far. These steps bring it to life.")
    String aloneSoFar(String organization);

    @Message("Invite a colleague")
    String stepInvite();

    @Message("Everybody gets a link of their own, and joins with one click.")
    String stepInviteAbout();

    @Message("Create a project")
    String stepProject();

    @Message("Projects hold the work. Each has its own people and roles.")
    String stepProjectAbout();

    @Message("Say what it is for")
    String stepSettings();

    @Message("A description in the settings tells people where they are. The rules say who may do what.")
    String stepSettingsAbout();

    @Message("Create project")
    String createProject();

    @Message("Open settings")
    String openSettings();

    @Message("Read the rules")
    String readRules();

    @Message("Done")
    String done();

    @Message("Only you can manage members")
    String onlyYouManage();

    @Message(
            "If you are ill or away, nobody in {organization} can change a role, remove access or help somebody who is locked out.")
    String whySecond(String organization);

    @Message("Somebody is invited who could. Until they accept, it is only you.")
    String secondIsInvited();

    @Message("Invite somebody as {role}")
    String inviteAs(String role);

    @Message("Change a member’s role")
    String changeRole();
}
