package roster.request;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of requests say, to those who ask and to those who answer. */
@MessageBundle("request")
public interface RequestWords {
    @Message("Waiting for you")
    String waiting();

    @Message("Requests by kind")
    String byKind();

    @Message("All")
    String all();

    @Message("Show all")
    String showAll();

    @Message("{#switch kind}{#case 'new_link'}New link{#case 'readdress'}Other address{#else}To join{/switch}")
    String kind(String kind);

    @Message("Nothing waits for you")
    String nothingWaits();

    @Message(
            "Here you find what people ask for that you could give: a new link, an invitation to another address, or to join.")
    String aboutList();

    @Message("Requests that you can answer, the longest waiting first")
    String list();

    @Message("Who")
    String who();

    @Message("Address")
    String address();

    @Message("Asks for")
    String asksFor();

    @Message("Offers")
    String offers();

    @Message("Invited")
    String invited();

    @Message("Since")
    String since();

    @Message("Answer")
    String answer();

    @Message("A new link of the invitation, which no longer works")
    String newLink();

    @Message("{content}. It goes to the same address.")
    String sameAddress(String content);

    @Message("To join")
    String toJoin();

    @Message("As {role}")
    String as(String role);

    @Message("The invitation for {invited}, at this address")
    String otherAddress(String invited);

    @Message("{content}. Agree only if you know that this is the person you mean.")
    String onlyIfKnown(String content);

    @Message("Role of {name}")
    String roleOf(String name);

    @Message("Send a new link")
    String sendNewLink();

    @Message("Let in")
    String letIn();

    @Message("Send it there")
    String sendThere();

    @Message("Refuse")
    String refuse();

    @Message("what {name} asks for")
    String whatTheyAsk(String name);

    @Message("Waiting longer")
    String longer();

    @Message("Waiting less long")
    String shorter();

    @Message("{name} gets a new link.")
    String getsNewLink(String name);

    @Message("The invitation goes to {email} now.")
    String goesTo(String email);

    @Message("{name} has joined.")
    String hasJoined(String name);

    @Message("Refused. {name} gets a mail that says so.")
    String refused(String name);

    @Message("There is nothing here")
    String nothingHere();

    @Message(
            "The address may be wrong, or what it names may be gone, or it is not for the account you are signed in with.")
    String maybeWrong();

    @Message("Go back, or start from your home page.")
    String goBack();

    @Message("Go to your home page")
    String goHome();

    @Message("Ask for access")
    String askForAccess();

    @Message("Message")
    String yourMessage();

    @Message("If the organization exists and takes requests, those who decide get your name, your address and this.")
    String messageHint();

    @Message("Your address is not verified yet. Follow the mail of your sign-in provider, sign in again, and ask then.")
    String verifyToAsk();

    @Message("You have asked often enough today. Try again tomorrow.")
    String enoughToday();

    @Message("If this organization exists and takes requests, the people who decide have been told.")
    String maybeTold();

    @Message("This invitation is no longer one to ask a new link for.")
    String noNewLink();

    @Message("This invitation is no longer open.")
    String notOpen();

    @Message("The invitation is for this address already.")
    String sameAlready();

    @Message("You are a member already.")
    String memberAlready();

    @Message("This was refused lately. You can ask again {days} days after that.")
    String refusedLately(int days);

    @Message("Choose one of the roles of this organization.")
    String chooseRole();

    @Message("This has settled itself: what was asked about has changed meanwhile.")
    String settled();

    @Message("You have {#if approved}approved{#else}refused{/if} this already.")
    String youAnswered(boolean approved);

    @Message("{who} has {#if approved}approved{#else}refused{/if} this already.")
    String answered(String who, boolean approved);

    @Message("What the invitation offers was changed meanwhile. Look at it again.")
    String offerChanged();

    @Message("{name} no longer has the address {email}. Refuse this; they can ask again.")
    String otherAddressNow(String name, String email);

    @Message("There is a newer link. Look for the latest mail about this invitation.")
    String newerLink();

    @Message("Your address is not verified yet. Follow the mail of your sign-in provider, and sign in again.")
    String notVerified();

    @Message("You have asked for {n} things in 24 hours. Try again tomorrow.")
    String enoughAsked(int n);
}
