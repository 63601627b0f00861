package roster.joinlink;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.util.List;

/** What the pages of the join link say. */
@MessageBundle("joinlink")
public interface JoinLinkWords {
    @Message("Join link")
    String joinLink();

    @Message(
            "One link by which people join {organization} who were not invited by name. It is off until somebody makes it.")
    String about(String organization);

    @Message("QR code of the join link, to open it with a camera")
    String qrCode();

    @Message("The present link")
    String present();

    @Message("Nobody can join by it:")
    String nobodyCanJoin();

    @Message(
            "{creator}, who answers for it, can no longer give the role {role}. Save it below to answer for it yourself.")
    String notFounded(String creator, String role);

    @Message("It has expired.")
    String hasExpired();

    @Message("Choose a later day below, or switch it off.")
    String laterDay();

    @Message("It is all used up.")
    String isUsedUp();

    @Message("Allow more uses below, or switch it off.")
    String allowMore();

    @Message("Used")
    String used();

    @Message("{uses}{#if most} of {most}{/if} time{#if uses != 1 || most}s{/if}")
    String times(int uses, Integer most);

    @Message("Gives the role")
    String gives();

    @Message("{role}, once somebody has agreed")
    String onceAgreed(String role);

    @Message("Works until")
    String worksUntil();

    @Message("it is switched off")
    String untilOff();

    @Message("For addresses at")
    String forAddresses();

    @Message("any domain")
    String anyDomain();

    @Message("Made")
    String made();

    @Message("{name} answers for it")
    String answersFor(String name);

    @Message("Show the link")
    String show();

    @Message("Make a new link")
    String makeNew();

    @Message("Switch off")
    String switchOff();

    @Message("A new link replaces this one, which then leads nowhere, and counts from zero. Who has joined stays.")
    String newReplaces();

    @Message("You cannot give the role {role}, so this link is not yours to show or change.")
    String notYours(String role);

    @Message("A link gives at most what {role} may do, and you can give no such role.")
    String noneToGive(String role);

    @Message("Change it")
    String changeIt();

    @Message("Make a link")
    String makeLink();

    @Message(
            "Whoever has the link can join, or ask to, without being named by anybody. You answer for it: everybody who joins by it is noted with your name, and you get a mail about each.")
    String youAnswer();

    @Message("Role")
    String role();

    @Message("A link gives at most what {role} may do.")
    String atMost(String role);

    @Message("How many can join")
    String howMany();

    @Message("From 1 to 1000. Empty: any number.")
    String howManyHint();

    @Message("Last day")
    String lastDay();

    @Message("Within a year. Empty: it works until it is switched off.")
    String lastDayHint();

    @Message("Mail domains")
    String domains();

    @Message(
            "Only people with a verified address at one of these can join, such as example.org; with commas or lines between them. Domains below one do not count as it. Empty: any verified address.")
    String domainsHint();

    @Message("Approval")
    String approval();

    @Message("Somebody has to agree first")
    String agreeFirst();

    @Message("Who opens the link asks to join, and waits until somebody who could give the role has answered.")
    String agreeFirstMeans();

    @Message("Save")
    String save();

    @Message("Make the link")
    String makeTheLink();

    @Message("Unknown link")
    String unknown();

    @Message("This link leads nowhere")
    String leadsNowhere();

    @Message("It may be cut off, or switched off, or another one may have replaced it.")
    String whyNowhere();

    @Message("Ask the person who gave it to you for the present one.")
    String askForPresent();

    @Message("Go to Roster")
    String goHome();

    @Message("Join {organization}")
    String join(String organization);

    @Message("Join {organization}?")
    String joinQuestion(String organization);

    @Message("You have come by a link that {creator} has made.")
    String cameBy(String creator);

    @Message("Joining is asking here: somebody of {organization} has to agree first.")
    String askingHere(String organization);

    @Message("You join at once.")
    String atOnce();

    @Message("Link made by")
    String madeBy();

    @Message("Your role")
    String yourRole();

    @Message("Open until")
    String openUntil();

    @Message("You join as")
    String joinAs();

    @Message("Ask to join {organization}")
    String askToJoin(String organization);

    @Message(
            "People of {organization} will see your name, username and address. Not you? Sign out above and open the link again.")
    String theyWillSee(String organization);

    @Message("Sign in or register to join")
    String signIn();

    @Message("You are a member already")
    String memberAlready();

    @Message("You belong to {organization}, so there is nothing to join. Your role stays as it is.")
    String nothingToJoin(String organization);

    @Message("Go to {organization}")
    String goTo(String organization);

    @Message("You have asked to join {organization}")
    String youHaveAsked(String organization);

    @Message(
            "Somebody there decides. You are in as soon as they agree{#if !silent}, and get a mail with the answer{/if}.")
    String somebodyDecides(boolean silent);

    @Message("{organization} has not let you in")
    String notLetIn(String organization);

    @Message("You have asked, and somebody there has refused. If you think that is a mistake, ask {creator} in person.")
    String wasRefused(String creator);

    @Message("After seven days you can ask again by this link.")
    String askAgain();

    @Message("That link has expired")
    String thatExpired();

    @Message("It worked until")
    String workedUntil();

    @Message("Ask the person who gave it to you for a new one.")
    String askForNew();

    @Message("That link is all used up")
    String thatUsedUp();

    @Message("As many people have joined by it as could.")
    String asManyAsCould();

    @Message("Ask the person who gave it to you for a new one, or for an invitation of your own.")
    String askForNewOrOwn();

    @Message("This link is for other addresses")
    String otherAddresses();

    @Message("You are signed in as {name} with {email}.")
    String signedInAs(String name, String email);

    @Message(
            "With this link one joins {organization} with an address at {#for domain in domains}{domain}{#if domain_hasNext} or {/if}{/for}.")
    String joinsWith(String organization, List<String> domains);

    @Message(
            "Sign out, sign in with such an address, and open the link again. Or ask {creator} for an invitation to the address you use.")
    String signInOtherwise(String creator);

    @Message("Sign out and switch account")
    String switchAccount();

    @Message("Go to your organizations")
    String yourOrganizations();

    @Message("Your address is not verified yet")
    String notVerified();

    @Message(
            "One joins {organization} with a verified address only, and your sign-in provider has not yet seen proof that {email} is yours. Look for its mail and follow the link in it.")
    String needsProof(String organization, String email);

    @Message("One joins {organization} with a verified address only, and your sign-in provider names none.")
    String needsAddress(String organization);

    @Message("Then sign out, sign in again, and open the link once more.")
    String thenOnceMore();

    @Message("Sign out")
    String signOut();

    @Message("The join link is saved.")
    String saved();

    @Message("There is a new join link. The one before it no longer works.")
    String replaced();

    @Message("The join link is switched off. Nobody can join by it any more.")
    String switchedOff();

    @Message("Give this link only to people who may join. The history notes that you have seen it.")
    String giveOnly();

    @Message("You have joined as {role}.")
    String joined(String role);

    @Message("What this link gives was changed meanwhile. Open it once more and look.")
    String changedMeanwhile();

    @Message("The last place was taken at the same moment.")
    String lastPlaceTaken();

    @Message("Somebody was faster: the link was changed, made anew or switched off meanwhile.")
    String faster();

    @Message("The link is switched off.")
    String isOff();

    @Message("Choose one of the roles that a link can give.")
    String chooseRole();

    @Message("{used} {#if used == 1}has{#else}have{/if} joined already. Write at least that, or make a new link.")
    String joinedAlready(int used);

    @Message("Write a number from 1 to {most}, or leave it empty.")
    String numberTo(int most);

    @Message("This day is over. Choose a later one.")
    String dayOver();

    @Message("Choose a day within a year.")
    String withinYear();

    @Message("Write a date such as 2027-03-31, or leave it empty.")
    String writeDate();

    @Message("“{word}” is no domain such as example.org.")
    String noDomain(String word);

    @Message("At most {most} domains fit here.")
    String mostDomains(int most);
}
