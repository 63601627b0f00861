package roster.mail;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What mails say, the same in their HTML and their text; and why one has not gone out. */
@MessageBundle("letter")
public interface MailWords {
    @Message("{n} {#if n == 1}hour{#else}hours{/if}")
    String leftHours(long n);

    @Message("{n} {#if n == 1}day{#else}days{/if}")
    String leftDays(long n);

    @Message("Go to {place}")
    String goTo(String place);

    @Message("Answer")
    String answer();

    @Message("See the invitation")
    String seeInvitation();

    @Message("See the invitations")
    String seeInvitations();

    @Message("See the expired invitations")
    String seeExpired();

    @Message("See the members")
    String seeMembers();

    @Message("See the projects")
    String seeProjects();

    @Message("See who has access")
    String seeAccess();

    @Message("See what you may do")
    String seeRights();

    @Message("Look at the offer")
    String lookAtOffer();

    @Message("Go to the ownership of {organization}")
    String goToOwnership(String organization);

    @Message("Invitation to {organization}")
    String invitationTo(String organization);

    @Message("Invitation: {actor} invites you to {organization}")
    String subjectInvites(String actor, String organization);

    @Message("{actor} invites you to {organization}")
    String invites(String actor, String organization);

    @Message(
            "{who} would like you to {#if role.isEmpty}work on projects of {organization}{#else}join {organization} as {role}{#if !lasting.isEmpty}, {lasting}{/if}{/if}.")
    String wouldLike(String who, String organization, String role, String lasting);

    @Message("Projects, each with your role in it:")
    String yourProjects();

    @Message("Projects, each with their role in it:")
    String theirProjects();

    @Message("Or copy this address into your browser:")
    String copyAddress();

    @Message("The link works for {left}, until {until}.")
    String linkWorks(String left, String until);

    @Message("Opening it does not join anything: you decide on the page.")
    String openingIsHarmless();

    @Message(
            "You get this mail because {actor} typed your address, {recipient}, into Roster. If you do not know why, do nothing: the invitation ends by itself. Do not pass the link on.")
    String whyInvited(String actor, String recipient);

    @Message("Reminder: your invitation to {organization} ends soon")
    String subjectReminder(String organization);

    @Message("Your invitation to {organization} ends soon")
    String invitationEnds(String organization);

    @Message("The link works for {left} more, until {until}.")
    String linkWorksStill(String left, String until);

    @Message("There you can also say no. This is the only reminder.")
    String onlyReminder();

    @Message("Expired: {n} {#if n == 1}invitation{#else}invitations{/if} of yours")
    String subjectLapsed(int n);

    @Message("Expired invitations")
    String expiredInvitations();

    @Message("{#if n == 1}An invitation of yours has expired{#else}Invitations of yours have expired{/if}")
    String haveExpired(int n);

    @Message("Nobody has answered in time:")
    String nobodyAnswered();

    @Message("{named}, to {organization}, until {until}")
    String lapsed(String named, String organization, String until);

    @Message("and {n} more")
    String andMore(int n);

    @Message("You can renew them, each with a new link and a full term, or take them off the list.")
    String canRenew();

    @Message("You get this mail, at most once a day, because you, {recipient}, have invited people.")
    String whyInviter(String recipient);

    @Message("Your role in {place} is now {role}")
    String subjectRole(String place, String role);

    @Message("Your role in {place} has changed")
    String roleChanged(String place);

    @Message("{actor} has made you {role} of {place}{#if !was.isEmpty}; you were {was}{/if}.")
    String madeYou(String actor, String role, String place, String was);

    @Message("You get this mail because you, {recipient}, belong to {place}.")
    String whyBelongs(String recipient, String place);

    @Message("Your access to {place} has changed")
    String accessChanged(String place);

    @Message("You are no longer a member of {organization}")
    String noMember(String organization);

    @Message("You no longer work on {place}")
    String noCollaborator(String place);

    @Message("{actor} has removed you from {place}, where you were {was}. You no longer have access to it.")
    String removed(String actor, String place, String was);

    @Message("{actor} has ended your access to {place}, where you were {was}, but for these projects:")
    String removedBut(String actor, String place, String was);

    @Message("If you think that is a mistake, write to {who}.")
    String perhapsMistake(String who);

    @Message("You get this mail because you, {recipient}, had access to it.")
    String whyHadAccess(String recipient);

    @Message("You have access to {place} again")
    String restored(String place);

    @Message("{actor} has undone your removal. You are {role} of {place}, as before.")
    String undone(String actor, String role, String place);

    @Message("You work on:")
    String youWorkOn();

    @Message("Joined: {actor} {#if member}is now a member of{#else}now works on projects of{/if} {organization}")
    String subjectJoined(String actor, String organization, boolean member);

    @Message("{actor} has joined {organization}")
    String joined(String actor, String organization);

    @Message("{who} accepted your invitation{#if !role.isEmpty} and is now {role} of {organization}{/if}.")
    String accepted(String who, String role, String organization);

    @Message("You get this mail because you, {recipient}, sent the invitation.")
    String whyInvitedThem(String recipient);

    @Message("{who} opened your join link and is now {role} of {organization}.")
    String openedLink(String who, String role, String organization);

    @Message("You get this mail because you, {recipient}, answer for the join link.")
    String whyJoinLink(String recipient);

    @Message("Declined: {actor} will not join {organization}")
    String subjectDeclined(String actor, String organization);

    @Message("{actor} will not join {organization}")
    String willNotJoin(String actor, String organization);

    @Message(
            "{actor} declined your invitation to {organization}{#if !role.isEmpty} as {role}{/if}{#if !projects.isEmpty} ({projects}){/if}.")
    String declined(String actor, String organization, String role, String projects);

    @Message("Invitation to {organization} taken back")
    String takenBack(String organization);

    @Message("Your invitation to {organization} was taken back")
    String wasTakenBack(String organization);

    @Message(
            "{who} has taken back the invitation to {organization}. Its link no longer works. You do not need to do anything.")
    String hasTakenBack(String who, String organization);

    @Message("You get this mail because you, {recipient}, were invited.")
    String whyWereInvited(String recipient);

    @Message("Public: you can work on {place}")
    String subjectPublic(String place);

    @Message("{project} is public now")
    String nowPublic(String project);

    @Message(
            "{who} has made the project {project} public in {organization}. Everybody there works on it as {role}, and so do you:")
    String madePublic(String who, String project, String organization, String role);

    @Message("Private: you no longer have access to {place}")
    String subjectPrivate(String place);

    @Message("{project} is private now")
    String nowPrivate(String project);

    @Message(
            "{who} has made the project {project} of {organization} private. You worked on it because it was public, and no longer have access to it. If you need it, write to {actor}.")
    String madePrivate(String who, String project, String organization, String actor);

    @Message("You get this mail because you, {recipient}, are a member of {organization}.")
    String whyMember(String recipient, String organization);

    @Message("Ownership: {actor} offers you {organization}")
    String subjectOffered(String actor, String organization);

    @Message("{actor} offers you ownership of {organization}")
    String offersOwnership(String actor, String organization);

    @Message("{who} offers to make you {role} of {organization}, where you are {was}.")
    String offersToMakeYou(String who, String role, String organization, String was);

    @Message("Nothing changes unless you accept, after signing in anew, until {until}.")
    String unlessYouAccept(String until);

    @Message("Ownership: {actor} no longer offers you {organization}")
    String subjectWithdrawn(String actor, String organization);

    @Message("You are no longer offered ownership of {organization}")
    String noLongerOffered(String organization);

    @Message(
            "{who} no longer offers to make you {role} of {organization}. Your role stays as it is. You do not need to do anything.")
    String withdrawn(String who, String role, String organization);

    @Message("You get this mail because you, {recipient}, were offered ownership.")
    String whyOffered(String recipient);

    @Message("Ownership: {actor} has refused {organization}")
    String subjectRefused(String actor, String organization);

    @Message("{actor} has refused ownership of {organization}")
    String refusedOwnership(String actor, String organization);

    @Message(
            "{who} has refused to become {role} of {organization}. You stay {role}, and can offer it to somebody else.")
    String refused(String who, String role, String organization);

    @Message("You get this mail because you, {recipient}, made the offer.")
    String whyOfferer(String recipient);

    @Message("Ownership: {actor} has taken over {organization}")
    String subjectTaken(String actor, String organization);

    @Message("{actor} has taken over {organization}")
    String takenOver(String actor, String organization);

    @Message("{who} has accepted your offer and is now {was} of {organization}. You are now {role}.")
    String acceptedOffer(String who, String was, String organization, String role);

    @Message("Your access to {place} ends soon")
    String accessEnds(String place);

    @Message("Somebody’s access to {place} ends soon")
    String subjectTheirEnds(String place);

    @Message("Access to {place} ends soon")
    String theirAccessEnds(String place);

    @Message("Access that you gave ends soon")
    String givenEnds();

    @Message(
            "You are {role} of {place} until {end}. Then this access ends by itself. If you need it for longer, ask somebody there who may change that.")
    String youAreUntil(String role, String place, String end);

    @Message(
            "{person} is {role} of {place} until {end}. You gave this access. If they need it for longer, change its end before then.")
    String theyAreUntil(String person, String role, String place, String end);

    @Message("You get this mail because you, {recipient}, have this access.")
    String whyHave(String recipient);

    @Message("You get this mail because you, {recipient}, gave this access.")
    String whyGave(String recipient);

    @Message("You get this mail because you, {recipient}, had this access.")
    String whyHad(String recipient);

    @Message("Your access to {place} has ended")
    String accessEnded(String place);

    @Message("Somebody’s access to {place} has ended")
    String subjectTheirEnded(String place);

    @Message("Access to {place} has ended")
    String theirAccessEnded(String place);

    @Message("Access that you gave has ended")
    String givenEnded();

    @Message(
            "You were {role} of {place} until {end}. This access has ended by itself, as it was given to you. If you still need it, ask for a new invitation.")
    String youWereUntil(String role, String place, String end);

    @Message("With it, your access to these projects has ended:")
    String endedWithIt();

    @Message(
            "{person} was {role} of {place} until {end}. You gave this access, and it has ended by itself. If they still need it, you can renew it: they get an invitation.")
    String theyWereUntil(String person, String role, String place, String end);

    @Message("Your access to {place} {#if ends}has another end{#else}no longer ends by itself{/if}")
    String anotherEnd(String place, boolean ends);

    @Message(
            "{actor} has changed how long you are {role} of {place}: {#if end.isEmpty}it has no end by time now{#else}until {end}, and then this access ends by itself{/if}.")
    String endChanged(String actor, String role, String place, String end);

    @Message("Asked: {actor} needs a new link to {organization}")
    String subjectLinkAsked(String actor, String organization);

    @Message("{actor} needs a new link")
    String needsLink(String actor);

    @Message(
            "The invitation for {named} to {organization}{#if !role.isEmpty} as {role}{/if}{#if !projects.isEmpty} ({projects}){/if} no longer works, and somebody who has its link asks for a new one.")
    String linkAsked(String named, String organization, String role, String projects);

    @Message("If you agree, a new link goes to the same address, and the old one stays dead.")
    String ifNewLink();

    @Message("You get this mail because you, {recipient}, can answer.")
    String whyCanAnswer(String recipient);

    @Message("Asked: {actor} wants an invitation to {organization}")
    String subjectReaddressAsked(String actor, String organization);

    @Message("{actor} asks for an invitation to another address")
    String wantsReaddress(String actor);

    @Message(
            "{who} has the link of the invitation for {named} to {organization}{#if !role.isEmpty} as {role}{/if}{#if !projects.isEmpty} ({projects}){/if}, and asks to have it sent to {address}.")
    String readdressAsked(String who, String named, String organization, String role, String projects, String address);

    @Message(
            "If you agree, a new link goes to that address, and the old one dies. Agree only if you know that this is the person you mean.")
    String ifReaddress();

    @Message("Asked: {actor} wants to join {organization}")
    String subjectJoinAsked(String actor, String organization);

    @Message("{actor} asks to join {organization}")
    String wantsToJoin(String actor, String organization);

    @Message("{who} asks to join {organization} as {role}.")
    String joinAsked(String who, String organization, String role);

    @Message("If you agree, they are a member at once.")
    String ifMember();

    @Message("Welcome: you have joined {organization}")
    String subjectApproved(String organization);

    @Message("You have joined {organization}")
    String youHaveJoined(String organization);

    @Message("{actor} has let you in. You are {role} of {organization} now.")
    String letIn(String actor, String role, String organization);

    @Message("You get this mail because you, {recipient}, asked to join.")
    String whyAsked(String recipient);

    @Message("Refused: what you asked of {organization}")
    String subjectRequestRefused(String organization);

    @Message("This was refused")
    String wasRefused();

    @Message(
            "{actor} of {organization} has not agreed to {#switch kind}{#case 'JOIN'}let you join{#case 'READDRESS'}send you an invitation at this address{#else}send you a new link of your invitation{/switch}.")
    String requestRefused(String actor, String organization, String kind);

    @Message("If you think that is a mistake, ask them in person.")
    String askInPerson();

    @Message("You get this mail because it was asked for with the address {recipient}.")
    String whyAskedFor(String recipient);

    @Message("Misdelivered: your invitation to {organization}")
    String subjectMisdelivered(String organization);

    @Message("Your invitation reached somebody else")
    String reachedOther();

    @Message(
            "The link that was made for {named} has reached somebody with another account, who says that they are not that person.")
    String misdelivered(String named);

    @Message(
            "They could not join with it, and it is still open for {named}. Check the address: if it is wrong, revoke the invitation and send a new one.")
    String stillOpen(String named);

    @Message("Roster could not write the mail")
    String unwritten();

    @Message("It was no longer true when its turn came")
    String untrue();

    @Message("Mail is switched off")
    String off();

    @Message("The organization was deleted")
    String organizationDeleted();

    @Message("The mail server takes no mail for the address now")
    String addressBusy();

    @Message("The mail server asks to try later")
    String later();

    @Message("The mail server refuses the address")
    String addressRefused();

    @Message("The mail server refuses the mail")
    String mailRefused();

    @Message("The mail server takes no mail from Roster")
    String rosterRefused();

    @Message("The mail server broke off without saying whether it took the mail, which may have arrived")
    String brokenOff();

    @Message("The mail server cannot be reached")
    String unreachable();

    @Message("The mail server does not answer")
    String silent();

    @Message("The connection to the mail server fails")
    String failing();

    @Message("{problem}; given up after {attempts} attempts")
    String givenUp(String problem, int attempts);
}
