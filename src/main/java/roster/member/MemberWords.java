package roster.member;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of members say. */
@MessageBundle("member")
public interface MemberWords {
    @Message("Members")
    String members();

    @Message("Invite people")
    String invitePeople();

    @Message("New members are invited by people whose role may do so.")
    String invitedByOthers();

    @Message(
            "Members belong to {organization} and have a role in it. External people work only on projects that they were invited to.")
    String whoMembersAre(String organization);

    @Message("Name, username or address")
    String search();

    @Message("Role")
    String role();

    @Message("Any role")
    String anyRole();

    @Message("Apply")
    String apply();

    @Message("Show all")
    String showAll();

    @Message("No member fits")
    String nobodyFits();

    @Message("Nobody in {organization} matches what you asked for.")
    String nobodyFitsThis(String organization);

    @Message("Show all members")
    String showAllMembers();

    @Message("Members of {organization}")
    String membersOf(String organization);

    @Message("Name")
    String name();

    @Message("Username")
    String username();

    @Message("Address")
    String address();

    @Message("Projects")
    String projects();

    @Message("Since")
    String since();

    @Message("Given by")
    String grantedBy();

    @Message("Ends")
    String ends();

    @Message("Last seen")
    String lastSeen();

    @Message("Action")
    String action();

    @Message("you")
    String you();

    @Message("Role of {name}")
    String roleOf(String name);

    @Message("Change my role")
    String changeMyRole();

    @Message("Leave")
    String leave();

    @Message("Change the role of {name}")
    String changeRoleOf(String name);

    @Message("Invite to join")
    String inviteToJoin();

    @Message("Remove")
    String remove();

    @Message("{name} from {organization}")
    String removeWhom(String name, String organization);

    @Message("Change the end")
    String changeEnd();

    @Message("Set an end")
    String setEnd();

    @Message("of the access of {name}")
    String ofAccessOf(String name);

    @Message("Previous members")
    String previousMembers();

    @Message("More members")
    String moreMembers();

    @Message("Ended by itself")
    String endedByItself();

    @Message("Removed in the last 30 days")
    String removedLately();

    @Message("Who")
    String who();

    @Message("Had")
    String had();

    @Message("Removed")
    String removed();

    @Message("by {actor}")
    String removedBy(String actor);

    @Message(
            "Undoing a removal gives back exactly what was taken, and the person gets a mail. Who left by themselves is not here: they need a new invitation.")
    String removalsLead();

    @Message("Nobody was removed")
    String nobodyRemoved();

    @Message("Whoever is removed from {organization} stands here for 30 days, so that it can be undone.")
    String nobodyRemovedFrom(String organization);

    @Message("Removed from {organization} in the last 30 days, newest first")
    String removedFrom(String organization);

    @Message("Undone")
    String undone();

    @Message("Undo")
    String undo();

    @Message("the removal of {name}")
    String undoWhom(String name);

    @Message("Newer removals")
    String newerRemovals();

    @Message("Older removals")
    String olderRemovals();

    @Message("{name} has everything back.")
    String everythingBack(String name);

    @Message("{name} is back, but not with all. {why}")
    String backNotWithAll(String name, String why);

    @Message("This was undone.")
    String wasUndone();

    @Message("This was undone meanwhile.")
    String undoneMeanwhile();

    @Message("The 30 days are over. Send an invitation instead.")
    String tooLateToUndo();

    @Message("There is no such role any more. Send an invitation instead.")
    String roleIsGone();

    @Message("Their access has ended by itself meanwhile. Send an invitation instead.")
    String endedMeanwhile();

    @Message("They are a member again, as {role}.")
    String memberAgain(String role);

    @Message("Nothing is left to give back. {why}")
    String nothingToGiveBack(String why);

    @Message("There is always exactly one {role}, and there is one already.")
    String oneAlready(String role);

    @Message("{project} was deleted.")
    String projectDeleted(String project);

    @Message("Their access to {project} has ended by itself meanwhile.")
    String projectEndedMeanwhile(String project);

    @Message("{project} is public now: everybody here works on it.")
    String projectPublic(String project);

    @Message("Their role in {project} can no longer be given to them.")
    String projectRoleIsGone(String project);

    @Message("They work on {project} again, as {role}.")
    String worksAgain(String project, String role);

    @Message("End of access of {name}")
    String endOf(String name);

    @Message("When the access of {name} ends")
    String whenEnds(String name);

    @Message(
            "When it ends, they are no member any more. On projects whose roles people from outside can have, they stay.")
    String endOfMembership();

    @Message("When it ends, they are in {organization} no longer, nor on any of its projects.")
    String endOfEverything(String organization);

    @Message("since")
    String sinceMoment();

    @Message("Not by itself")
    String notByItself();

    @Message(
            "The last day, such as 2027-03-31, or a number of days from now, such as 30. Empty: it does not end by itself.")
    String endHint();

    @Message("What happens")
    String whatHappens();

    @Message(
            "They get a mail about the change. If the end is further away, they and whoever gave the role are told 7 days before.")
    String endIsTold();

    @Message("The access of {name} {#if day.isEmpty}no longer ends by itself{#else}ends after {day}{/if}.")
    String endBecame(String name, String day);

    @Message("Roles in {place} that ended")
    String endedRoles(String place);

    @Message(
            "Access that was given until a day, or for some days, and is over. Renewing it means a new invitation: nobody gets access without agreeing.")
    String endedLead();

    @Message("Nothing has ended")
    String nothingEnded();

    @Message("Whoever had a role in {place} until it ended by itself stands here.")
    String nothingEndedIn(String place);

    @Message("Back to the members")
    String backToMembers();

    @Message("Back to the collaborators")
    String backToCollaborators();

    @Message("Access that ended by itself, newest first")
    String endedOnes();

    @Message("Was")
    String was();

    @Message("Ended")
    String ended();

    @Message("Newer")
    String newer();

    @Message("Older")
    String older();

    @Message("Renew")
    String renew();

    @Message("{role} for {person}")
    String renewWhat(String role, String person);

    @Message("Has access again.")
    String hasAccessAgain();

    @Message("The project is public: everybody here works on it.")
    String isPublic();

    @Message("Who runs the project can give it again.")
    String whoRunsRenews();

    @Message("Whoever may invite members can give it again.")
    String whoInvitesRenews();

    @Message("The role {role} is not yours to give.")
    String notYoursToGive(String role);

    @Message("Leave {organization}?")
    String leaveQuestion(String organization);

    @Message("Leave {organization}")
    String leaveOrganization(String organization);

    @Message("You are {role}.")
    String youAre(String role);

    @Message("Back to {place}")
    String backTo(String place);

    @Message("You lose access to {organization} and all its projects at once.")
    String leavingEnds(String organization);

    @Message("Open invitations that you sent are revoked, or no longer offer what only you offered.")
    String leavingRevokes();

    @Message("Open invitations to you are revoked.")
    String leavingRefuses();

    @Message("To come back, you need a new invitation.")
    String comeBack();

    @Message("Stay")
    String stay();

    @Message("You have left {organization}.")
    String haveLeft(String organization);

    @Message("Remove {name}")
    String removeName(String name);

    @Message("Remove {name} from {organization}?")
    String removeQuestion(String name, String organization);

    @Message("Keep {name}")
    String keepName(String name);

    @Message("What ends")
    String whatEnds();

    @Message("Everything")
    String everything();

    @Message("They are in {organization} no longer, in no way.")
    String everythingEnds(String organization);

    @Message("All but some projects")
    String allButSome();

    @Message("They stay from outside on the projects that you choose below, and belong to nothing else here.")
    String allButSomeEnds();

    @Message("Projects on which they stay")
    String keptProjects();

    @Message("They are {role}, which nobody from outside can be.")
    String notFromOutside(String role);

    @Message("Ends")
    String projectEnds();

    @Message("Stays, as {role}")
    String projectStays(String role);

    @Message("They lose access with their next click.")
    String removalEnds();

    @Message("Open invitations that they sent are revoked, or no longer offer what only they offered.")
    String removalRevokes();

    @Message("Open invitations to them are revoked, so that they do not come back through one.")
    String removalRefuses();

    @Message("They get a mail about it. For 30 days you can undo it.")
    String removalIsTold();

    @Message("{name} works only on the projects that you chose.")
    String worksOnlyOnChosen(String name);

    @Message("{name} no longer works on anything in {organization}.")
    String worksOnNothing(String name, String organization);

    @Message("{name} is no longer a member of {organization}.")
    String isNoMember(String name, String organization);

    @Message("Leaving ends everything.")
    String leavingIsWhole();

    @Message("Choose what ends.")
    String chooseScope();

    @Message("Projects are chosen below on which the person stays. Choose that they stay, or choose none.")
    String scopeContradicts();

    @Message("Choose the projects on which the person stays, or that everything ends.")
    String scopeIsEmpty();

    @Message("Nobody would run {project}. Choose who is {role} then.")
    String needsSuccessor(String project, String role);

    @Message("This would end nothing.")
    String nothingWouldEnd();

    @Message("They do not work on one of the chosen projects.")
    String notTheirProject();

    @Message("Choose one of the roles of projects here.")
    String chooseProjectRole();

    @Message("Somebody from outside cannot be {role}.")
    String notOutside(String role);

    @Message("{role} has rights that they do not have in {project} now.")
    String wouldRise(String role, String project);

    @Message("Choose one role.")
    String chooseOneRole();

    @Message("One of the chosen projects needs nobody in their place.")
    String noSuccessorNeeded();

    @Message("Choose somebody from the list for {project}.")
    String chooseFromList(String project);

    @Message("Choose one person.")
    String chooseOnePerson();

    @Message("Change your own role")
    String changeOwnRole();

    @Message("You are {role} of {organization}.")
    String yourRole(String role, String organization);

    @Message("If you give up rights, you cannot take them back yourself:")
    String givingUp();

    @Message(
            "somebody who still has them must do it. Your open invitations to roles that you then may not grant are revoked.")
    String givingUpWhy();

    @Message("Keep {role}")
    String keepRole(String role);

    @Message("Change the role")
    String changeTheRole();

    @Message("The role of {name} is now {role}; it was {was}.")
    String roleChanged(String name, String role, String was);

    @Message("The role of {name} was {role} already.")
    String roleSame(String name, String role);

    @Message("Choose one of the roles of this organization.")
    String chooseRole();

    @Message("{name} is no member yet. Nobody joins without agreeing: send an invitation.")
    String noMemberYet(String name);

    @Message("Only {roles} can change or remove members.")
    String onlyManagers(String roles);

    @Message("The one {role} stays: there is always exactly one, who can hand ownership over.")
    String oneOwnerStays(String role);

    @Message("The last {role} stays. Make somebody else {role} first.")
    String lastOwnerStays(String role);

    @Message("The role {role} has rights that yours has not.")
    String hasMoreRights(String role);

    @Message("Nobody extends their own access. Somebody else has to change when yours ends.")
    String ownEnd();

    @Message("The access of an {role} has no end by time.")
    String ownerHasNoEnd(String role);

    @Message("Whoever is from outside has an end in each project, if any.")
    String outsideEnds();

    @Message("You cannot give the role {role}.")
    String cannotGive(String role);

    @Message("Nobody would run {project} then. Have somebody run it first whose access has no end.")
    String nobodyWouldRun(String project);

    @Message("Every way in")
    String waysIn();

    @Message("Organization")
    String organization();

    @Message("None")
    String none();

    @Message("Open invitations sent")
    String invitationsSent();

    @Message("Open invitations received")
    String invitationsReceived();

    @Message("From {name}")
    String invitedBy(String name);

    @Message("Ownership")
    String ownership();

    @Message("Offered, and not accepted yet")
    String ownershipOffered();

    @Message("Who runs these projects then")
    String successors();

    @Message("Nobody else runs it. Whoever you choose becomes {role}, and gets a mail.")
    String successorRequired(String role);

    @Message(
            "Nobody else works on it. Whoever you choose becomes {role}; without anybody, {reaching} still reaches it.")
    String successorOffered(String role, String reaching);

    @Message("Choose somebody")
    String chooseSomebody();

    @Message("Nobody")
    String nobody();

    @Message("Removed by")
    String removedWho();
}
