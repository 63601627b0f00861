package roster.organization;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of organizations say. */
@MessageBundle("organization")
public interface OrganizationWords {
    @Message("Found an organization")
    String found();

    @Message("Step 1 of 2.")
    String stepOne();

    @Message("Step 2, which you can skip, invites people.")
    String stepTwo();

    @Message(
            "An organization has members, and decides what each may do. You will be its first member, with every right in it.")
    String foundLead();

    @Message("Name")
    String name();

    @Message("Address name")
    String slug();

    @Message("Lower-case letters, digits and hyphens, as in")
    String slugHint();

    @Message("Left empty, it is made from the name.")
    String slugLeftEmpty();

    @Message("Description")
    String description();

    @Message("Access model")
    String model();

    @Message("The organization’s constitution: which roles there are and what each may do. It cannot be changed later.")
    String modelHint();

    @Message("As in {origin}.")
    String asIn(String origin);

    @Message("Found organization")
    String foundIt();

    @Message("The organization is founded.")
    String founded();

    @Message("Choose how people work together here.")
    String chooseModel();

    @Message("Settings")
    String settings();

    @Message(
            "When it changes, old addresses of this organization’s pages lead nowhere. Links in mails that invite people go on working.")
    String slugChange();

    @Message("People who join")
    String joiners();

    @Message("Give everybody who joins a private project of their own")
    String projectForJoiners();

    @Message("It is named after them, and they run it.")
    String projectForJoinersHint();

    @Message("People without access")
    String strangers();

    @Message("People without access may ask to join")
    String takesRequests();

    @Message(
            "Whoever meets an address of this organization can send a request to those who could let them in. Nobody learns from it whether the organization exists.")
    String takesRequestsHint();

    @Message("Mails that invite people")
    String invitingMails();

    @Message("Replies go to the inviter")
    String replyToInviter();

    @Message("If their address is verified. Otherwise replies go to the sender of this installation.")
    String replyToInviterHint();

    @Message("Save settings")
    String save();

    @Message("The settings are saved.")
    String saved();

    @Message("The link by which people join who were not invited by name")
    String joinLink();

    @Message("Hand over ownership")
    String handOver();

    @Message("Somebody else becomes {role} as soon as they accept it. You become {former}.")
    String handOverHint(String role, String former);

    @Message("Hand over {organization}…")
    String handOverName(String organization);

    @Message("Delete this organization")
    String delete();

    @Message("It ends everybody’s access and deletes all projects, and cannot be undone.")
    String deleteHint();

    @Message("Delete {organization}…")
    String deleteNext(String organization);

    @Message("Delete {organization}")
    String deleteName(String organization);

    @Message("Delete {organization}?")
    String deleteQuestion(String organization);

    @Message("Deleting an organization")
    String deleteAnew();

    @Message("Nothing was deleted:")
    String notDeleted();

    @Message("Nothing was changed:")
    String notChanged();

    @Message("your session is too old for it. Sign in anew first.")
    String sessionTooOld();

    @Message("What is lost")
    String whatIsLost();

    @Message("Members")
    String members();

    @Message("{members}{#if members == 1}, you alone{#else}, you included{/if}")
    String membersYouAmong(long members);

    @Message("External people")
    String external();

    @Message("Projects")
    String projects();

    @Message("Open invitations")
    String openInvitations();

    @Message("What happens")
    String whatHappens();

    @Message(
            "Everybody loses access with their next click, you too. Nobody gets a mail about it, and mails that still wait are not sent.")
    String allLose();

    @Message("Links that invite people no longer lead anywhere.")
    String linksDie();

    @Message("The address name {slug} is free: another organization may take it.")
    String slugIsFree(String slug);

    @Message("Nothing of this can be undone.")
    String noUndo();

    @Message("Type {slug} to confirm")
    String typeSlug(String slug);

    @Message("Keep the organization")
    String keep();

    @Message("The organization {organization} is deleted.")
    String deleted(String organization);

    @Message("Type {slug} to delete this organization.")
    String typeToDelete(String slug);

    @Message("Ownership")
    String ownership();

    @Message("Ownership of {organization}")
    String ownershipOf(String organization);

    @Message("Go to the members")
    String toMembers();

    @Message("You are {role}. Ownership is offered to {name}.")
    String ownerLead(String role, String name);

    @Message("Offered to")
    String offeredTo();

    @Message("Since")
    String since();

    @Message("Open until")
    String openUntil();

    @Message("As soon as {name} accepts, {name} becomes {role} and you become {former}.")
    String whenAccepted(String name, String role, String former);

    @Message("Until then nothing changes, and you can withdraw the offer.")
    String untilThen();

    @Message("Leave it open")
    String leaveOpen();

    @Message("Withdraw the offer to {name}")
    String withdraw(String name);

    @Message("The offer to {name} expired unanswered. Nothing has changed.")
    String offerUnanswered(String name);

    @Message(
            "The member you choose gets a mail, and 7 days to accept. Before they can, their sign-in provider asks them again who they are.")
    String chosenIsAsked();

    @Message(
            "As soon as they accept, they become {role} of {organization}, and you, {you}, become {former}. Open invitations that {former} may not send are revoked.")
    String chosenBecomes(String role, String organization, String you, String former);

    @Message("Until then you stay {role}, and can withdraw the offer.")
    String youStay(String role);

    @Message("After that you cannot take ownership back yourself: the new {role} would have to offer it to you.")
    String noTakingBack(String role);

    @Message("Name, username or address")
    String search();

    @Message("Search")
    String find();

    @Message("Show all")
    String showAll();

    @Message("No member fits")
    String nobodyFits();

    @Message("Nobody else in {organization} matches what you asked for.")
    String nobodyFitsThis(String organization);

    @Message("You are the only member")
    String onlyYou();

    @Message("Ownership can be offered to a member only. Invite somebody first.")
    String onlyToMembers();

    @Message("Invite people")
    String invitePeople();

    @Message("Who becomes {role}")
    String whoBecomes(String role);

    @Message("These are the first 50 by name. Search for anybody else.")
    String firstFifty();

    @Message("Stay {role}")
    String stayRole(String role);

    @Message("Offer ownership")
    String offer();

    @Message("{name} is offered ownership, and gets a mail about it.")
    String offered(String name);

    @Message("The offer to {name} is withdrawn.")
    String withdrawn(String name);

    @Message("You are now {role} of {organization}.")
    String nowYouAre(String role, String organization);

    @Message("You have refused ownership. Nothing else has changed.")
    String refused();

    @Message("Become {role}")
    String become(String role);

    @Message("Become {role} of {organization}")
    String becomeOf(String role, String organization);

    @Message("Become {role} of {organization}?")
    String becomeQuestion(String role, String organization);

    @Message("Offered by")
    String offeredBy();

    @Message("You become")
    String youBecome();

    @Message("you are {role} now")
    String youAreNow(String role);

    @Message("{name} becomes")
    String otherBecomes(String name);

    @Message("Both roles change in the same moment, as soon as you accept. {name} gets a mail about it.")
    String bothChange(String name);

    @Message(
            "There is always exactly one {role}. To give it up again, you hand {organization} over to somebody who accepts it.")
    String alwaysOne(String role, String organization);

    @Message("Until you accept, everything stays as it is.")
    String allStays();

    @Message("Taking over an organization")
    String takingOver();

    @Message("Decide later")
    String later();

    @Message("Refuse the offer")
    String refuse();

    @Message("Several people can be {role} here. To make somebody {role}, change their role on the members page.")
    String severalOwners(String role);

    @Message("Only the {role} hands ownership over.")
    String onlyOwnerHandsOver(String role);

    @Message("Ownership is offered to {name} already. Withdraw that offer first.")
    String offeredAlready(String name);

    @Message("Choose a member of this organization.")
    String chooseMember();

    @Message("No offer of ownership is open any more.")
    String noOffer();

    @Message("This offer has expired. {name} can make it again.")
    String offerExpired(String name);

    @Message("No address name can be made from this name. Type one, such as acme-labs.")
    String noSlugFromName();

    @Message("The address name “{slug}” is taken. Choose another.")
    String slugTaken(String slug);

    @Message("An address name has {shortest} to {longest} characters.")
    String slugLength(int shortest, int longest);

    @Message("Use lower-case letters, digits, and single hyphens between them, such as acme-labs.")
    String slugForm();

    @Message("The word “{slug}” is reserved. Choose another.")
    String slugReserved(String slug);

    @Message("/organizations/acme-labs")
    String slugExample();
}
