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
}
