package roster.account;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of one’s own account say, and those of nobody’s. */
@MessageBundle("account")
public interface AccountWords {
    @Message("Home")
    String home();

    @Message("Your organizations")
    String yourOrganizations();

    @Message("Found an organization")
    String found();

    @Message("Invitations to you")
    String invitations();

    @Message("As {role}")
    String asRole(String role);

    @Message("To work on projects")
    String onProjects();

    @Message("invited by {name}")
    String invitedBy(String name);

    @Message("open until")
    String openUntil();

    @Message("expired")
    String expired();

    @Message("A new link was refused")
    String linkRefused();

    @Message("A new link was asked for on {moment}")
    String linkAsked(String moment);

    @Message("Decline")
    String decline();

    @Message("the invitation to {organization}")
    String declineWhat(String organization);

    @Message("Reason")
    String reason();

    @Message("Join")
    String join();

    @Message("Look closer")
    String lookCloser();

    @Message("at the invitation to {organization}")
    String lookCloserAt(String organization);

    @Message("Ask for a new link")
    String askForLink();

    @Message("to {organization}")
    String askForLinkTo(String organization);

    @Message("Waiting for you")
    String waiting();

    @Message("{n} request{#if n != 1}s{/if} in {organization}")
    String waitingIn(long n, String organization);

    @Message("Ownership offered to you")
    String ownership();

    @Message("Offered by {name}, open until")
    String offeredBy(String name);

    @Message("Look at it")
    String lookAt();

    @Message("the ownership of {organization}")
    String lookAtWhat(String organization);

    @Message("You belong to no organization yet")
    String noOrganization();

    @Message(
            "Found one of your own. Or ask somebody to invite you{#if !address.isEmpty} at {address}{/if}: the invitation appears here.")
    String askSomebody(String address);

    @Message("Organizations")
    String organizations();

    @Message("You")
    String you();

    @Message("Name")
    String name();

    @Message("Address")
    String address();

    @Message("none")
    String none();

    @Message("not verified")
    String notVerified();

    @Message("Invitations to this address wait until your sign-in provider has verified it.")
    String notVerifiedHint();

    @Message("Sessions")
    String sessions();

    @Message("End my other sessions")
    String endOthers();

    @Message(
            "{#if n == 0}You have no other sessions.{#else if n == 1}Your other session is over.{#else}Your {n} other sessions are over.{/if}")
    String othersEnded(int n);

    @Message("Signed out")
    String signedOut();

    @Message("You are signed out")
    String youAreOut();

    @Message("Your session has ended.")
    String sessionEnded();

    @Message("Sign in")
    String signIn();

    @Message("Go on with an invitation")
    String goOn();

    @Message("Welcome")
    String welcome();

    @Message("Who belongs here, and what each may do")
    String welcomeTitle();

    @Message(
            "Roster keeps the members of your organizations, invites new ones by mail, and shows who may do what, and why.")
    String welcomeLead();

    @Message("I was invited, but found no mail")
    String noMail();

    @Message(
            "Look among unwanted mails, and at the other addresses you have. Or sign in with the address that was invited: open invitations to it are on your first page. Otherwise ask the person who invited you to renew the invitation, or to give you its link.")
    String noMailHint();

    @Message("Sign in anew")
    String anew();

    @Message("Sign in anew first")
    String anewFirst();

    @Message(
            "{deed} needs a session that began at most 10 minutes ago, and yours is older. Your sign-in provider asks who you are, and then you come back to this page.")
    String anewWhy(String deed);
}
