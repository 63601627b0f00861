package roster.invitation;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of invitations say, on both sides of them. */
@MessageBundle("invitation")
public interface InvitationWords {
    @Message("Invitations")
    String invitations();

    @Message("{#if n == 0}Nobody was invited{#else if n == 1}One person was invited{#else}{n} people were invited{/if}")
    String wereInvited(long n);

    @Message("Invite somebody")
    String inviteSomebody();

    @Message("Many at once")
    String manyAtOnce();

    @Message("Invite people")
    String invitePeople();

    @Message("To let people in whom you cannot name, there is the")
    String toLetIn();

    @Message("join link")
    String joinLink();

    @Message("Mail is switched off in this installation. Show each person’s link and hand it over yourself.")
    String showEachLink();

    @Message("Invitations by state")
    String byState();

    @Message("All")
    String all();

    @Message(
            "{#switch state}{#case 'pending'}Pending{#case 'expired'}Expired{#case 'accepted'}Accepted{#case 'declined'}Declined{#case 'revoked'}Revoked{#else}Dismissed{/switch}")
    String state(String state);

    @Message("Invited person")
    String invitedPerson();

    @Message("Search")
    String search();

    @Message("Show all")
    String showAll();

    @Message("Nobody has been invited yet")
    String nobodyYet();

    @Message("No such invitations")
    String noSuch();

    @Message(
            "Here you see every invitation, what became of it, and what you can do about it, until you take it off the list.")
    String aboutList();

    @Message("Invitations to {place}, newest first")
    String listOf(String place);

    @Message("Invited")
    String invited();

    @Message("State")
    String stateColumn();

    @Message("Mail")
    String mail();

    @Message("Actions")
    String actions();

    @Message("Invited on")
    String invitedOn();

    @Message("Ended")
    String ended();

    @Message("Select the invitation of {named}")
    String select(String named);

    @Message("{content}, invited by {inviter}")
    String offeredBy(String content, String inviter);

    @Message("since")
    String since();

    @Message("“{text}”")
    String quoted(String text);

    @Message("Not delivered")
    String notDelivered();

    @Message("Show the link and hand it over instead.")
    String showInstead();

    @Message("No mail")
    String noMail();

    @Message("Renew")
    String renew();

    @Message("Revoke")
    String revoke();

    @Message("Dismiss")
    String dismiss();

    @Message("the invitation of {named}")
    String theInvitationOf(String named);

    @Message("Show link")
    String showLink();

    @Message("for {named}")
    String forWhom(String named);

    @Message("Renew selected")
    String renewSelected();

    @Message("Revoke selected")
    String revokeSelected();

    @Message("Renew all expired")
    String renewAllExpired();

    @Message("Revoke all expired")
    String revokeAllExpired();

    @Message("You see what would happen before anything is done.")
    String seenBefore();

    @Message("Newer invitations")
    String newer();

    @Message("Older invitations")
    String older();

    @Message("{n} {#if n == 1}project{#else}projects{/if} that you do not see")
    String hiddenProjects(int n);

    @Message("Mail handed to the mail server.")
    String mailHandedOver();

    @Message("Mail handed to the mail server. It may have arrived twice.")
    String mailMaybeTwice();

    @Message("Mail is waiting to go out.")
    String mailWaits();

    @Message("{problem}; tried {n} {#if n == 1}time{#else}times{/if}.")
    String mailTried(String problem, int n);

    @Message("{problem}.")
    String mailFailed(String problem);

    @Message("I have invited you to {organization}. This link is for you only:")
    String draftInvited(String organization);

    @Message("You decide on the page whether to join.")
    String draftDecide();

    @Message("Invitation for {named}")
    String invitationFor(String named);

    @Message("Hand over the link")
    String handOver();

    @Message("It works for {named} only, until")
    String worksForUntil(String named);

    @Message("Copy it above, let them scan it, or write to them with your own mail program.")
    String copyOrScan();

    @Message("Write a mail with it")
    String writeMail();

    @Message("Offers")
    String offers();

    @Message("Mail is switched off in this installation. Show the link and hand it over yourself.")
    String showItYourself();

    @Message("Edit")
    String edit();

    @Message("Take off the list")
    String takeOff();

    @Message("All invitations")
    String allInvitations();

    @Message("What has happened")
    String whatHappened();

    @Message("The link expired")
    String linkExpired();

    @Message(
            "{#switch kind}{#case 'reminder'}The reminder{#case 'invitation'}The mail with the link{#else}A mail{/switch}")
    String whichMail(String kind);

    @Message("{mail} was handed to the mail server")
    String wasHandedOver(String mail);

    @Message("{mail} was not sent")
    String wasNotSent(String mail);

    @Message("{mail} is waiting to go out")
    String isWaiting(String mail);

    @Message("It may have arrived twice")
    String maybeTwice();

    @Message("Tried {n} times")
    String tried(int n);

    @Message("The link was opened, by a person or by a program that checks mail")
    String opened();

    @Message("The link was opened by somebody with another account")
    String openedByOther();

    @Message("And again, {n} times in all")
    String openedAgain(int n);

    @Message("Edit an invitation")
    String editAn();

    @Message("Edit the invitation for {named}")
    String editThe(String named);

    @Message(
            "The link stays as it is and shows the new offer, also to whoever has opened it already. You answer for all of it from then on. No mail goes out; renew the invitation to send it again.")
    String editMeans();

    @Message("the link stays open as long as it is")
    String termStays();

    @Message("Save the offer")
    String saveOffer();

    @Message("Offer other projects, by name")
    String otherProjects();

    @Message("Find")
    String find();

    @Message("Step 2 of 2, optional:")
    String stepTwo();

    @Message("bring in the people who belong to {organization}, each with a role. You can do so later as well.")
    String bringIn(String organization);

    @Message("Mail is switched off here: hand each person their link yourself.")
    String handEachLink();

    @Message("Everybody gets a mail with a link of their own.")
    String mailEachLink();

    @Message("It works for {term}, unless you say otherwise, once, and only for the address it was made for.")
    String linkWorks(String term);

    @Message("Mail addresses")
    String mailAddresses();

    @Message("Mail addresses or usernames")
    String mailAddressesOrUsernames();

    @Message("One or many, separated by commas, spaces or lines; pasted from a mail program is fine.")
    String mailAddressesHint();

    @Message("Somebody who has signed in here before can be named by username.")
    String usernamesHint();

    @Message("Make invitations")
    String makeInvitations();

    @Message("Send invitations")
    String sendInvitations();

    @Message("Skip for now")
    String skip();

    @Message("Specific projects")
    String specificProjects();

    @Message("No role in the organization: only the projects chosen below.")
    String noRole();

    @Message("{role} is not offered: there is exactly one, who can hand ownership over.")
    String ownerNotOffered(String role);

    @Message("Ends")
    String ends();

    @Message(
            "When this role ends by itself: a date such as 2027-03-31, or a number of days after joining, such as 30. Empty: it does not.")
    String endsHint();

    @Message(
            "With the role in each, and when it ends, if it does: a date, or a number of days after joining. All of it is offered in one invitation, and given when it is accepted.")
    String projectsHint();

    @Message("Not all projects fit here: look for others by name below.")
    String notAllFit();

    @Message("No access")
    String noAccess();

    @Message("Ends, in {project}")
    String endsIn(String project);

    @Message("No end")
    String noEnd();

    @Message("Message")
    String yourMessage();

    @Message("Plain text, up to 1000 characters. It stands in the mail under your name.")
    String messageHint();

    @Message("The link works for")
    String linkWorksFor();

    @Message("From 1 hour to 30 days, such as 12 hours or 7 days. Empty: {usual}.")
    String termHint(String usual);

    @Message("Reminder")
    String reminder();

    @Message("Send no reminder")
    String noReminder();

    @Message("Otherwise one mail goes out two days before the link expires.")
    String reminderMeans();

    @Message("QR code of the link, to open it with a camera")
    String qr();

    @Message("{role}{#if projects == 1} and one project{#else if projects > 1} and {projects} projects{/if}")
    String roleAndProjects(String role, long projects);

    @Message("{#if n == 1}one project{#else if n > 1}{n} projects{/if}")
    String projectCount(long n);

    @Message("Invitation to {organization}")
    String invitationTo(String organization);

    @Message("Join {organization}?")
    String joinQuestion(String organization);

    @Message("{inviter} invites you.")
    String invitesYou(String inviter);

    @Message(
            "{inviter} invites you to work on {#if n == 1}a project{#else}projects{/if} of theirs, without becoming a member.")
    String invitesYouToWork(String inviter, int n);

    @Message("{inviter} invites you and writes:")
    String invitesAndWrites(String inviter);

    @Message("Invited by")
    String invitedBy();

    @Message("Your role")
    String yourRole();

    @Message("Open until")
    String openUntil();

    @Message("You join as")
    String youJoinAs();

    @Message("For")
    String isFor();

    @Message("Join {organization}")
    String join(String organization);

    @Message("Sign in or register to join")
    String signInToJoin();

    @Message("Use {named}: the invitation works for that address only.")
    String useAddress(String named);

    @Message("Use {named}: the invitation works for that person only.")
    String usePerson(String named);

    @Message("I do not want to join")
    String notJoin();

    @Message("Reason")
    String reason();

    @Message("{inviter} will read it.")
    String willReadIt(String inviter);

    @Message("Decline")
    String decline();

    @Message(
            "People of {organization} will see your name, username and address. Not you? Sign out above and open the link again.")
    String willSeeYou(String organization);

    @Message("Joined")
    String joined();

    @Message("Welcome to {organization}")
    String welcome(String organization);

    @Message("You have joined as {role}.")
    String joinedAs(String role);

    @Message("As {role}")
    String asRole(String role);

    @Message("Go to {place}")
    String goTo(String place);

    @Message("Already a member")
    String alreadyMember();

    @Message("You are a member already")
    String youAreMember();

    @Message("You have all of this already")
    String youHaveAll();

    @Message(
            "You are in {organization} with all that this invitation offers, so there is nothing to join. Your roles stay as they are.")
    String nothingToJoin(String organization);

    @Message("This invitation was declined")
    String wasDeclined();

    @Message("Nobody joins anything with it. Who sent it has been told.")
    String declinedMeans();

    @Message("Have you changed your mind?")
    String changedMind();

    @Message("This invitation has expired")
    String hasExpired();

    @Message("Links of invitations work for some days only, so that they do not lie around in old mails.")
    String expiredMeans();

    @Message("This invitation was taken back")
    String takenBack();

    @Message("The link no longer leads anywhere. Nothing was changed for you.")
    String takenBackMeans();

    @Message("If you think that is a mistake, ask {inviter}, who sent it.")
    String askSender(String inviter);

    @Message("Used")
    String used();

    @Message("This invitation was used already")
    String wasUsed();

    @Message("Each link works once, and with this one somebody has joined.")
    String usedMeans();

    @Message("If that was you, sign in with the same account as then. If it was not, tell {inviter}, who sent it.")
    String wasItYou(String inviter);

    @Message("Unknown link")
    String unknownLink();

    @Message("This link leads to no invitation")
    String leadsNowhere();

    @Message("It may be cut off, or a newer mail to you may have replaced it.")
    String maybeCutOff();

    @Message("Look for the latest mail and open the whole link. Or ask the person who invited you for a new one.")
    String lookForLatest();

    @Message("Address not verified")
    String notVerified();

    @Message("Your address is not verified yet")
    String notVerifiedYet();

    @Message(
            "The invitation is for {email}, and you sign in with it, but your sign-in provider has not yet seen proof that it is yours. Look for its mail and follow the link in it.")
    String proveAddress(String email);

    @Message("Then sign out, sign in again, and open the invitation once more. It stays open meanwhile.")
    String thenSignIn();

    @Message("Go to your organizations")
    String goToOrganizations();

    @Message("For another address")
    String otherAddress();

    @Message("This invitation is for another address")
    String isForOther();

    @Message("You are signed in as {name}.")
    String signedInAs(String name);

    @Message("You are signed in as {name} with {email}.")
    String signedInAsWith(String name, String email);

    @Message("The invitation was made for {named}.")
    String madeFor(String named);

    @Message("If you have that address too, sign in with it. The invitation stays open meanwhile.")
    String haveItToo();

    @Message("Sign out and switch account")
    String switchAccount();

    @Message("It is for you, but at the wrong address")
    String wrongAddress();

    @Message(
            "Your address is not verified yet. Follow the mail of your sign-in provider, sign out and sign in again; then you can ask for the invitation at that address.")
    String verifyToAsk();

    @Message(
            "{who} was asked for it on {moment}. If they agree, they hand you a link of your own; you find the invitation on your home page, too.")
    String readdressAsked(String who, String moment);

    @Message(
            "{who} was asked for it on {moment}. If they agree, you get a mail with a link of your own at {email}; you find the invitation on your home page, too.")
    String readdressAskedByMail(String who, String moment, String email);

    @Message("You asked for it on {moment}, and it was refused. Speak with {inviter} if you think that is a mistake.")
    String readdressRefused(String moment, String inviter);

    @Message("Ask to re-address this to {email}")
    String askToReaddress(String email);

    @Message("{who} is asked, and sees your name and address.")
    String isAsked(String who);

    @Message("It is not for you")
    String notForYou();

    @Message("Not me")
    String notMe();

    @Message(
            "{inviter} is told that the mail has reached somebody else, and the history notes your name. The invitation stays open for {named}.")
    String misdelivered(String inviter, String named);

    @Message("{who} was asked for a new link on {moment}. If they agree, they hand you a new one.")
    String newLinkAsked(String who, String moment);

    @Message(
            "{who} was asked for a new link on {moment}. If they agree, a mail with it goes to {to}. There is nothing more to do.")
    String newLinkAskedByMail(String who, String moment, String to);

    @Message("A new link was asked for on {moment}, and refused. Speak with {inviter} if you think that is a mistake.")
    String newLinkRefused(String moment, String inviter);

    @Message("Ask for a new link")
    String askForNewLink();

    @Message("{who} is asked. If they agree, they hand you a new link.")
    String newLinkMeans(String who);

    @Message("{who} is asked. If they agree, a mail with a new link goes to {to}, the address that was invited.")
    String newLinkMeansMail(String who, String to);

    @Message("Whoever can renew it")
    String whoeverCan();

    @Message("The offer has become a smaller one. Look at it again.")
    String smallerOffer();

    @Message("You have joined {organization}.")
    String youHaveJoined(String organization);

    @Message(
            "Thank you. Who sent the invitation is told that it has not reached the right person. This browser has forgotten the link.")
    String thanks();

    @Message("The invitation for {named} is changed. Its link stays, and shows the new offer.")
    String isChanged(String named);

    @Message("The invitation for {named} is renewed. The link before it no longer works.")
    String isRenewed(String named);

    @Message("The invitation for {named} is revoked. Its link no longer works.")
    String isRevoked(String named);

    @Message("The invitation for {named} no longer offers this project.")
    String isReduced(String named);

    @Message("Give this link only to the person it is for. The history notes that you have seen it.")
    String giveLink();

    @Message("The invitation is off the list. The history keeps it.")
    String isDismissed();

    @Message(
            "{#switch outcome}{#case 'INVITED'}Invited.{#case 'RENEWED'}Invited anew: an earlier invitation had expired.{#case 'ADDED'}Had an open invitation; this was added to it, and the link sent anew.{#case 'ALREADY_INVITED'}Has an open invitation already; nothing was sent. Renew that one to send it again.{#case 'ALREADY_MEMBER'}Is a member already; nothing was sent.{#case 'ALREADY_COLLABORATOR'}Has all of this already; nothing was sent.{#case 'SENT_ANEW'}Renewed: a new link was sent.{#else}Revoked. Its link no longer works.{/switch}")
    String outcome(String outcome);

    @Message(
            "{#switch outcome}{#case 'INVITED'}Will be invited.{#case 'RENEWED'}Will be invited anew: an earlier invitation has expired.{#case 'ADDED'}Has an open invitation; this will be added to it, and the link sent anew.{#case 'ALREADY_INVITED'}Has an open invitation already; nothing will be sent.{#case 'ALREADY_MEMBER'}Is a member already; nothing will be sent.{#case 'ALREADY_COLLABORATOR'}Has all of this already; nothing will be sent.{#case 'SENT_ANEW'}Will be renewed: a new link is sent, the one before ends.{#else}Will be revoked. Its link stops working.{/switch}")
    String foreseen(String outcome);

    @Message("The role {role} is not yours to give.")
    String roleNotYours(String role);

    @Message("The role {role} in one of its projects is not yours to give.")
    String roleInOneOfIts(String role);

    @Message("The role {role} in {project} is not yours to give.")
    String roleInProject(String role, String project);

    @Message("The role {role} in one of the projects is not yours to give.")
    String roleInSomeProject(String role);

    @Message("You cannot give the role {role}.")
    String cannotGive(String role);

    @Message("This invitation has ended; invite the person again.")
    String inviteAgain();

    @Message("This invitation has ended meanwhile.")
    String endedMeanwhile();

    @Message("Only an expired or declined invitation can be taken off the list.")
    String onlyEnded();

    @Message("This invitation is no longer open; renew it first.")
    String notOpen();

    @Message("The projects of this invitation are gone; invite the person again.")
    String projectsGone();

    @Message("This person has all of this already.")
    String hasAll();

    @Message("This person is a member already.")
    String isMember();

    @Message("There is a newer invitation to this address.")
    String newerInvitation();

    @Message("There is an invitation to this address already.")
    String addressInvited();

    @Message("Some of the access that it offers is over already; invite the person again.")
    String accessOver();

    @Message("Some of the access that this invitation offers is over already. Ask {inviter} to change it.")
    String accessOverAsk(String inviter);

    @Message("Somebody has changed this invitation meanwhile. Look at it again.")
    String changedMeanwhile();

    @Message("This invitation is not one for somebody else.")
    String notMisdelivered();

    @Message("This invitation was changed or renewed meanwhile. Open the link in the newest mail about it.")
    String newestMail();

    @Message("The project {project} is public: everybody in the organization works on it.")
    String isPublic(String project);

    @Message("There is no project “{slug}” that you can see.")
    String noSuchProject(String slug);

    @Message("Choose a role.")
    String chooseRole();

    @Message("Choose a role, or a role in at least one project.")
    String chooseRoleOrProject();

    @Message("Choose one of the roles of projects here.")
    String chooseProjectRole();

    @Message("Each project needs a role beside it.")
    String eachNeedsRole();

    @Message("One invitation holds at most {n} projects.")
    String mostProjects(int n);

    @Message("An {role} has no end by time. Leave this empty.")
    String ownerEndless(String role);

    @Message("Choose from 1 hour to 30 days, such as 12 hours or 7 days.")
    String termLimits();

    @Message("Name one person.")
    String nameOne();

    @Message("Write one mail address, such as jana@example.org.")
    String writeOne();

    @Message("Enter at least one mail address.")
    String enterOne();

    @Message(
            "Not a mail address, nor a username known here: {words}{#if more > 0} and {more} more{/if}. Nothing was sent.")
    String notAddresses(String words, int more);

    @Message("{named} is a member already. Offer a project too, or revoke the invitation.")
    String memberNeedsProject(String named);

    @Message("This person {predicate}")
    String thisPerson(String predicate);

    @Message(
            "is not in the organization. Here only its own people work on projects: invite them to the organization first, with this project.")
    String notInOrganization();

    @Message("cannot be {role} as {held}. Choose another role, or invite them to the organization too.")
    String cannotBe(String role, String held);

    @Message(
            "You can send {own} more {#if own == 1}invitation{#else}invitations{/if} today, this organization {shared}; {open} more can be open at once.")
    String left(long own, long shared, long open);

    @Message("You can send {limit} invitations in 24 hours; {left} {#if left == 1}is{#else}are{/if} left.")
    String inviterLimit(long limit, long left);

    @Message(
            "This organization can send {limit} invitations in 24 hours; {left} {#if left == 1}is{#else}are{/if} left.")
    String organizationLimit(long limit, long left);

    @Message("At most {limit} invitations can be open at once. Revoke some, or wait for answers.")
    String openLimit(long limit);

    @Message("Enough mail for today went to {people}. Leave them out, or try again tomorrow.")
    String addressLimit(String people);

    @Message("{limit} Nothing was sent.")
    String limitReached(String limit);

    @Message("{n} {#if n == 1}day{#else}days{/if}")
    String days(int n);

    @Message("{n} {#if n == 1}hour{#else}hours{/if}")
    String hours(int n);
}
