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

    @Message("External")
    String external();

    @Message("Role of {name}")
    String roleOf(String name);

    @Message("Continue")
    String proceed();

    @Message("Cancel")
    String cancel();

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
}
