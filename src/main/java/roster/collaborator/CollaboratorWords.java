package roster.collaborator;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of collaborators say. */
@MessageBundle("collaborator")
public interface CollaboratorWords {
    @Message("Collaborators")
    String collaborators();

    @Message("Collaborators of {project}")
    String collaboratorsOf(String project);

    @Message(
            "This project is public: everybody in {organization} works on it. Roles of single people are given in private projects only.")
    String openToAll(String organization);

    @Message("New collaborators are invited by those who run the project.")
    String invitedByOthers();

    @Message("Nobody was added to this project")
    String nobodyAdded();

    @Message("Whoever works on it does so by their role in the organization.")
    String byTheirRole();

    @Message("Collaborators of {project}, by name")
    String byName(String project);

    @Message("Name")
    String name();

    @Message("Username")
    String username();

    @Message("Address")
    String address();

    @Message("Role in the organization")
    String roleHere();

    @Message("Role in the project")
    String roleInProject();

    @Message("Since")
    String since();

    @Message("Granted by")
    String grantedBy();

    @Message("Action")
    String action();

    @Message("you")
    String you();

    @Message("Role of {name}")
    String roleOf(String name);

    @Message("Change the role of {name}")
    String changeRoleOf(String name);

    @Message("Leave")
    String leave();

    @Message("Remove")
    String remove();

    @Message("{name} from {project}")
    String removeWhom(String name, String project);

    @Message("Change the end")
    String changeEnd();

    @Message("Set an end")
    String setEnd();

    @Message("of the access of {name}")
    String ofAccessOf(String name);

    @Message("Previous collaborators")
    String previous();

    @Message("More collaborators")
    String more();

    @Message("Ended by itself")
    String endedByItself();

    @Message("By their role in the organization")
    String byOrganizationRole();

    @Message("These people are in every project of {organization}. Their access ends with their role there.")
    String inEveryProject(String organization);

    @Message("These are the first 50 by name.")
    String firstFifty();

    @Message("See all members")
    String seeMembers();

    @Message("End of access of {name}")
    String endOf(String name);

    @Message("When the access of {name} ends in {project}")
    String whenEnds(String name, String project);

    @Message("When it ends, they work on {project} no longer.")
    String endMeans(String project);

    @Message("When it ends, they work on {project} no longer, but as {role} of {organization}.")
    String endMeansByRole(String project, String role, String organization);

    @Message(
            "When it ends, they work on {project} no longer; if this is their only project here, they are in {organization} no longer.")
    String endMeansOutside(String project, String organization);

    @Message("Roles in {project} that ended")
    String rolesEnded(String project);

    @Message("Leave {project}")
    String leaveProject(String project);

    @Message("Remove {name}")
    String removePerson(String name);

    @Message("Leave the project {project}?")
    String leaveQuestion(String project);

    @Message("Remove {name} from {project}?")
    String removeQuestion(String name, String project);

    @Message("Back to the collaborators")
    String back();

    @Message("Who")
    String who();

    @Message("{role}, since")
    String roleSince(String role);

    @Message("What happens")
    String whatHappens();

    @Message("{#if self}You keep{#else}They keep{/if} access to the project as {role} of {organization}.")
    String keepAccess(boolean self, String role, String organization);

    @Message("{#if self}You lose{#else}They lose{/if} access to the project with the next click.")
    String loseAccess(boolean self);

    @Message(
            "{#if self}If this is your only project here, you are no longer in {organization} at all.{#else}If this is their only project here, they are no longer in {organization} at all.{/if}")
    String onlyProject(boolean self, String organization);

    @Message("{#if self}You stay{#else}They stay{/if} {role} of {organization}.")
    String stayIn(boolean self, String role, String organization);

    @Message("Open invitations to the project that {#if self}you{#else}they{/if} sent no longer offer it.")
    String offersEnd(boolean self);

    @Message("To come back, you need a new invitation.")
    String comeBack();

    @Message("They get a mail about it. You can invite them again at any time.")
    String inviteAgain();

    @Message("Stay")
    String stay();

    @Message("Keep {name}")
    String keep(String name);

    @Message("Change the role of {name} in {project}")
    String changeIn(String name, String project);

    @Message("{name} is {role}{#if outside}, and no member of {organization}{/if}. They get a mail about the change.")
    String isNow(String name, String role, boolean outside, String organization);

    @Message("Role")
    String role();

    @Message("{role} is not offered: somebody who is {member} cannot have it.")
    String notOffered(String role, String member);

    @Message("Keep {role}")
    String keepRole(String role);

    @Message("Change the role")
    String changeRole();

    @Message("Username or mail address")
    String usernameOrAddress();

    @Message("Mail address")
    String mailAddress();

    @Message("Ends")
    String ends();

    @Message("A date, or days")
    String dateOrDays();

    @Message("Add a collaborator")
    String add();

    @Message("Add collaborator")
    String addNow();

    @Message("They get an invitation, and work on the project as soon as they accept it.")
    String theyAgree();

    @Message("Only people of {organization} can be added.")
    String onlyPeopleOf(String organization);

    @Message(
            "Nobody is left to add: only people of {organization} work on its projects, and each of them works on this one or is invited to it.")
    String nobodyLeft(String organization);

    @Message("Invite somebody to the organization, with this project.")
    String inviteSomebody();

    @Message("First somebody has to join the organization: ask those who invite people to it.")
    String firstJoin();

    @Message("The only {role} stays. Add somebody else first, or delete the project.")
    String onlyOneStays(String role);

    @Message("The last {role} stays, or nobody would run the project. Make somebody else {role} first.")
    String lastOneStays(String role);

    @Message(
            "This project is public: everybody in the organization has {#if role}{role}{#else}access{/if}. Roles are given in private projects only.")
    String allHave(String role);

    @Message("Only who runs the project can change this.")
    String onlyWhoRuns();

    @Message("The role {role} has rights that yours has not.")
    String moreRights(String role);

    @Message("Choose one of the roles of projects here.")
    String chooseRole();

    @Message("They do not work on {project}. Nobody joins without agreeing: send an invitation.")
    String notWorking(String project);

    @Message("{name} is {member} here, and cannot be {role}.")
    String cannotBe(String name, String member, String role);

    @Message("Somebody was faster: the role in {project} is {role} now.")
    String faster(String project, String role);

    @Message("{email} is invited to {project}, and works on it as soon as they agree.")
    String invited(String email, String project);

    @Message("The access of {name} to {project} no longer ends by itself.")
    String endsNoMore(String name, String project);

    @Message("The access of {name} to {project} ends after {day}.")
    String endsAfter(String name, String project, String day);

    @Message("The role of {name} in {project} is {role} now.")
    String roleNow(String name, String project, String role);

    @Message("{name} no longer works on {project}.")
    String worksNoLonger(String name, String project);

    @Message("You have left the project {project}.")
    String left(String project);
}
