package roster.batch;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.util.List;

/** What the pages of batches say. */
@MessageBundle("batch")
public interface BatchWords {
    @Message("Many at once")
    String manyAtOnce();

    @Message("Invite many")
    String inviteMany();

    @Message("What you prepared to do with many invitations, and how far it has come. Only you see this list.")
    String listAbout();

    @Message("Nothing here yet")
    String nothingHere();

    @Message(
            "Paste or upload a table of people to invite, or select invitations in their list to renew or revoke them together.")
    String pasteOrSelect();

    @Message("See the invitations")
    String seeInvitations();

    @Message("Prepared")
    String prepared();

    @Message("Newer")
    String newer();

    @Message("Older")
    String older();

    @Message("What")
    String what();

    @Message("State")
    String state();

    @Message("Confirmed")
    String confirmed();

    @Message("Ended")
    String ended();

    @Message("Paste a table or choose a CSV file. You see what would happen with each row before anything is sent.")
    String formAbout();

    @Message("Rows")
    String rows();

    @Message("One person a row, at most 5,000; addresses alone are fine.")
    String onePersonARow();

    @Message("What is beyond that waits, and goes out as the limits allow.")
    String beyondWaits();

    @Message("File")
    String file();

    @Message("(in place of pasted rows)")
    String inPlaceOfRows();

    @Message("CSV in UTF-8, with commas, semicolons or tabs; at most 1 MB.")
    String fileHint();

    @Message("Role for rows that name neither a role nor projects")
    String roleForRows();

    @Message("None: such rows are a mistake")
    String noRoleForRows();

    @Message("See what would happen")
    String seeWhatWould();

    @Message("Columns")
    String columns();

    @Message("With a row of titles, in any order; without one, in this order. All but the first can be empty.")
    String columnsAbout();

    @Message("Where the invitation goes.")
    String aboutAddress();

    @Message("The role in the organization: {roles}.")
    String aboutRole(String roles);

    @Message(
            "Pairs of a project’s address name and a role in it, with a space, ; or | between them, such as {example}. Roles: {roles}.")
    String aboutProjects(String example, String roles);

    @Message("Plain text, up to 1000 characters, which stands in the mail under your name.")
    String aboutMessage();

    @Message("How long the link works: from 1 hour to 30 days, such as 7 days.")
    String aboutTerm();

    @Message("When access ends by itself: a date such as 2027-03-31, or days after joining, such as 30.")
    String aboutEnds();

    @Message("Example")
    String example();

    @Message("Save the example as a file")
    String saveExample();

    @Message("Invite {n} {#if n == 1}person{#else}people{/if}")
    String invitePeople(int n);

    @Message("Renew {n} {#if n == 1}invitation{#else}invitations{/if}")
    String renewInvitations(int n);

    @Message("Revoke {n} {#if n == 1}invitation{#else}invitations{/if}")
    String revokeInvitations(int n);

    @Message("Invite {n}")
    String inviteNow(long n);

    @Message("Renew {n}")
    String renewNow(long n);

    @Message("Revoke {n}")
    String revokeNow(long n);

    @Message("Stopped")
    String stopped();

    @Message("Finished")
    String finished();

    @Message("Not confirmed")
    String notConfirmed();

    @Message("Running")
    String running();

    @Message("Waiting")
    String waiting();

    @Message("Nothing has been done yet")
    String nothingDone();

    @Message("No row can be done as it is. Correct what is wrong, and read the table again.")
    String noneAsItIs();

    @Message(
            "{#if open == 1}One row{#else}{open} rows{/if} can be done as shown{#if failed > 0}; {#if failed == 1}one with a problem is{#else}{failed} with problems are{/if} left out{/if}.")
    String asShown(long open, long failed);

    @Message("The rest waits, and goes out as the limits allow.")
    String restWaits();

    @Message("Discard")
    String discard();

    @Message("Save the rows with problems (CSV)")
    String saveProblems();

    @Message(
            "{settled} of {size} done{#if failed > 0}, {failed} of them failed{/if}{#if undone > 0}; {undone} not done{/if}")
    String howFar(long settled, int size, long failed, long undone);

    @Message("{settled} of {size}")
    String of(long settled, int size);

    @Message("{n} wait{#if n == 1}s{/if}.")
    String someWait(long n);

    @Message("It goes on")
    String goesOn();

    @Message(", or as soon as there is room again.")
    String orSooner();

    @Message("{n} wait{#if n == 1}s{/if} until")
    String waitUntil(long n);

    @Message(": enough mail for today went to {#if n == 1}this address{#else}these addresses{/if}.")
    String enoughMail(long n);

    @Message("Look again")
    String lookAgain();

    @Message("Stop refreshing this page")
    String stopRefreshing();

    @Message("Look again, and keep this page fresh")
    String lookAndRefresh();

    @Message("Stop")
    String stop();

    @Message("Save what failed (CSV)")
    String saveFailed();

    @Message("Read a corrected table")
    String readCorrected();

    @Message("You can close this page; the work goes on without it.")
    String canClose();

    @Message("All")
    String all();

    @Message("Done")
    String done();

    @Message("With problems")
    String withProblems();

    @Message("Failed")
    String failed();

    @Message("Not done")
    String notDone();

    @Message("Fine")
    String fine();

    @Message("To do")
    String toDo();

    @Message("No such rows")
    String noSuchRows();

    @Message("Show all rows")
    String showAllRows();

    @Message("{title}, row by row")
    String rowByRow(String title);

    @Message("What would happen")
    String wouldHappen();

    @Message("What happened")
    String happened();

    @Message("Row {number}")
    String row(int number);

    @Message("Left out")
    String leftOut();

    @Message("Not done.")
    String rowNotDone();

    @Message("Waits until")
    String rowWaits();

    @Message("To do.")
    String rowToDo();

    @Message("Rows before")
    String rowsBefore();

    @Message("More rows")
    String moreRows();

    @Message("Address")
    String address();

    @Message("Role")
    String role();

    @Message("Projects")
    String projects();

    @Message("Message")
    String text();

    @Message("Link works for")
    String term();

    @Message("Access ends")
    String ends();

    @Message("This is stopped. What was done before stays done; nothing more is.")
    String stoppedNow();

    @Message("Choose to invite, to renew or to revoke.")
    String chooseKind();

    @Message("Choose a file or paste rows, not both.")
    String notBoth();

    @Message("Choose one of these roles, or none.")
    String chooseRole();

    @Message("This address is in row {row} already.")
    String twin(int row);

    @Message("No invitation is selected.")
    String noneSelected();

    @Message("This was stopped. Prepare it anew.")
    String stoppedBefore();

    @Message("No row of this can be done.")
    String noneCanBeDone();

    @Message("All of this is done already.")
    String allDone();

    @Message("This was stopped already.")
    String stoppedAlready();

    @Message("You do not belong to this organization any more.")
    String belongNoMore();

    @Message("You do not have the permission {permission} any more.")
    String mayNoMore(String permission);

    @Message("There is no such invitation any more.")
    String noInvitation();

    @Message("Roster failed at this row, which is our fault. Try it again.")
    String ourFault();

    @Message("This can have at most {most} characters.")
    String cellTooLong(int most);

    @Message("Write pairs of a project’s address name and a role, such as {example}.")
    String writePairs(String example);

    @Message("There is no role “{named}”. Write {#for role in roles}{role}{#if role_hasNext} or {/if}{/for}.")
    String noRole(String named, List<String> roles);

    @Message("A file can have at most 1 MB.")
    String fileTooLong();

    @Message("This file is not in UTF-8. Save it as “CSV UTF-8”, and choose it again.")
    String fileNotUtf8();

    @Message("At most 1 MB can be read at once.")
    String textTooLong();

    @Message("This is no text. Save the table as “CSV UTF-8”.")
    String noText();

    @Message("There is nothing in this.")
    String nothingInThis();

    @Message("At most 5,000 rows go at once; this has more. Divide it.")
    String tooManyRows();

    @Message("There is no row in this.")
    String noRow();

    @Message(
            "The quotation marks do not fit, in line {line} or the next. Put a cell that holds one between two, and write it twice.")
    String quotationMarks(long line);

    @Message("There is no column “{name}” here. Write {columns}; take others out.")
    String noColumn(String name, String columns);

    @Message("The column “{name}” is there twice.")
    String columnTwice(String name);

    @Message("This row has more cells than there are columns.")
    String surplusCells();

    @Message("There is no such page of this list.")
    String noSuchPage();
}
