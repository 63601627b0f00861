package roster.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What stands on every page, and how moments and the fields of forms are called. */
@MessageBundle("web")
public interface WebWords {
    @Message("Skip to content")
    String skip();

    @Message("You are here")
    String whereYouAre();

    @Message("Sign out")
    String signOut();

    @Message("Project {name}")
    String projectNamed(String name);

    @Message("Project")
    String project();

    @Message("Projects")
    String projects();

    @Message("Collaborators")
    String collaborators();

    @Message("Overview")
    String overview();

    @Message("Members")
    String members();

    @Message("Invitations")
    String invitations();

    @Message("Requests")
    String requests();

    @Message("Access")
    String access();

    @Message("History")
    String history();

    @Message("Settings")
    String settings();

    @Message("All times are in {zone}.")
    String times(String zone);

    @Message("Coordinated Universal Time (UTC)")
    String utc();

    @Message("Keys")
    String keys();

    @Message("Go to the search field")
    String keysSearch();

    @Message("Show these keys")
    String keysShow();

    @Message("Go to: {place}")
    String keysGo(String place);

    @Message("your home page")
    String home();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("Link to copy")
    String linkToCopy();

    @Message("Download as CSV")
    String download();

    @Message("Pages")
    String pages();

    @Message("This was not saved. {#if fields == 1}One field needs{#else}{fields} fields need{/if} another look:")
    String notSaved(int fields);

    @Message("{field}: {sentence}")
    String problem(String field, String sentence);

    @Message("just now")
    String justNow();

    @Message("in {n} {#if n == 1}minute{#else}minutes{/if}")
    String inMinutes(long n);

    @Message("in {n} {#if n == 1}hour{#else}hours{/if}")
    String inHours(long n);

    @Message("in {n} {#if n == 1}day{#else}days{/if}")
    String inDays(long n);

    @Message("in {n} {#if n == 1}month{#else}months{/if}")
    String inMonths(long n);

    @Message("{n} {#if n == 1}minute{#else}minutes{/if} ago")
    String minutesAgo(long n);

    @Message("{n} {#if n == 1}hour{#else}hours{/if} ago")
    String hoursAgo(long n);

    @Message("{n} {#if n == 1}day{#else}days{/if} ago")
    String daysAgo(long n);

    @Message("{n} {#if n == 1}month{#else}months{/if} ago")
    String monthsAgo(long n);

    @Message("ended")
    String ended();

    @Message("until")
    String until();

    @Message("ends {away}")
    String ends(String away);

    @Message("d MMM yyyy, HH:mm z")
    String momentPattern();

    @Message("EEEE, d MMM yyyy, HH:mm:ss z")
    String exactPattern();

    @Message("d MMMM yyyy")
    String dayPattern();

    @Message("d MMMM yyyy, HH:mm z")
    String dayMomentPattern();

    @Message("(optional)")
    String optional();

    /** What forms call the field of this name. */
    @Message(
            "{#switch name}{#case 'keep'}Role from outside{#case 'successor'}Successor{#case 'slug'}Address name{#case 'model'}Access model{#case 'emails'}Mail addresses{#case 'lasts'}Ends{#case 'scope'}What ends{#case 'who'}Person{#case 'uses'}How many can join{#case 'expires'}Last day{#case 'domains'}Mail domains{#case 'confirm'}Confirmation{#case 'account'}Next owner{#case 'heir'}Who runs it then{#case 'then'}Your own role{#case 'to'}Organization{#case 'name'}Name{#case 'description'}Description{#case 'role'}Role{#case 'message'}Message{#case 'project'}Project{#case 'tags'}Tags{#case 'visibility'}Visibility{#case 'rows'}Rows{#case 'file'}File{#case 'page'}Page{#case 'term'}Term{#case 'reason'}Reason{#case 'kind'}Kind{#else}{name}{/switch}")
    String field(String name);

    @Message("{some} or {last}")
    String either(String some, String last);

    @Message("{some} and {last}")
    String both(String some, String last);

    @Message("Go to your home page")
    String goHome();

    @Message("Back to {place}")
    String backTo(String place);

    @Message("There is nothing here")
    String nothingHere();

    @Message(
            "The address may be wrong, or what it names may be gone, or it is not for the account you are signed in with.")
    String nothingHereWhy();

    @Message("Go back, or start from your home page.")
    String nothingHereNext();

    @Message("This form is out of date")
    String formOutdated();

    @Message("It was made for another session, or it waited too long. Nothing was changed.")
    String formOutdatedWhy();

    @Message("Go back, reload the page, and send the form again.")
    String formOutdatedNext();

    @Message("This address does not work")
    String addressFails();

    @Message("Go back and try again.")
    String tryAgain();

    @Message("This cannot be read")
    String unreadable();

    @Message("Something in the form or in the address is there twice, or is no text. Nothing was changed.")
    String unreadableWhy();

    @Message("This cannot be done now")
    String notNow();

    @Message("Nothing was changed. Go back and look at how things stand.")
    String notNowNext();

    @Message("Somebody was faster")
    String tooLate();

    @Message("The same thing was changed at the same moment. Your change was not made.")
    String tooLateWhy();

    @Message("Go back and look at how things stand.")
    String tooLateNext();

    @Message("This does not work")
    String noSuchRequest();

    @Message("Roster does not answer this kind of request here.")
    String noSuchRequestWhy();

    @Message("Roster failed")
    String failed();

    @Message("This is our fault. What you sent was not saved. The failure has the number {number}.")
    String failedWhy(String number);

    @Message("Try again; if it fails again, tell the people who run this installation the number.")
    String failedNext();

    @Message("Roster can’t answer at the moment")
    String unavailable();

    @Message("Nothing was changed. Try again in a few seconds; you are still signed in.")
    String unavailableWhy();

    @Message("This address is not one of ours")
    String oddAddress();

    @Message("It is spelled in a way that Roster never writes.")
    String oddSpelling();

    @Message("Something in it is there twice, or cannot be read.")
    String oddQuery();

    @Message("This form was sent from another site")
    String foreignForm();

    @Message("Open Roster itself and try again there. Nothing was changed.")
    String foreignFormWhy();

    @Message("This is no form")
    String noForm();

    @Message("Roster reads forms as browsers send them. Nothing was changed.")
    String noFormWhy();

    @Message("Not allowed")
    String notAllowed();

    @Message("You may not do this")
    String youMayNot();

    @Message("You are {role} of {place}.")
    String youAre(String role, String place);

    @Message("You are {role} of {place}, and have no access to this project.")
    String youAreButNotHere(String role, String place);

    @Message("In {project} you are {roles}.")
    String youAreIn(String roles, String project);

    @Message("To {action}, one needs the permission")
    String needsPermission(String action);

    @Message("Smallest role with it")
    String smallestRole();

    @Message("none")
    String noRole();

    @Message("Who can grant it")
    String whoGrants();

    @Message("{granters}, such as {people}")
    String whoGrantsNamed(String granters, String people);

    @Message("Continue")
    String proceed();

    @Message("Cancel")
    String cancel();

    @Message("External")
    String external();

    @Message("Who may do what here")
    String whoMayWhat();

    @Message("There is no such page of this list.")
    String noSuchPage();

    @Message(
            "Meanwhile somebody has {#if now.isEmpty}emptied{#else}changed to “{now}”{/if}. Here is what you typed; save again to replace theirs.")
    String meanwhile(String now);

    @Message("At most {most} marks can stand on one letter.")
    String tooManyMarks(int most);

    @Message("This contains a character that cannot be seen. Type it again, without pasting.")
    String invisible();

    @Message("This cannot be empty.")
    String empty();

    @Message("This needs at least {min} characters.")
    String tooShort(int min);

    @Message("This can have at most {max} characters; it has {length}.")
    String tooLong(int max, int length);

    @Message("Too many people at once")
    String busy();

    @Message("Roster has more to do than it can do at once. Nothing was changed. Try again in a few seconds.")
    String busyWhy();

    @Message("Roster cannot reach its data")
    String unreachable();

    @Message(
            "Its database does not answer, for now. If you sent a form, look whether it counted before you send it again.")
    String unreachableWhy();

    @Message("One or two letters are looked for only at the beginnings of words.")
    String fewLetters();
}
