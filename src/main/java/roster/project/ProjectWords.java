package roster.project;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of projects say. */
@MessageBundle("project")
public interface ProjectWords {
    @Message("Projects")
    String projects();

    @Message("Create a project")
    String create();

    @Message("Your role here, {role}, creates no projects.")
    String createsNone(String role);

    @Message("Name or tag")
    String nameOrTag();

    @Message("Visibility")
    String visibility();

    @Message("Any")
    String any();

    @Message("Public")
    String openToAll();

    @Message("Private")
    String closed();

    @Message("Tag")
    String tag();

    @Message("Apply")
    String apply();

    @Message("Show all")
    String showAll();

    @Message("No project fits")
    String noneFits();

    @Message("None of the projects that you have access to matches what you asked for.")
    String noneFitsThis();

    @Message("Show all projects")
    String showAllProjects();

    @Message("No projects yet")
    String noneYet();

    @Message(
            "{organization} has no project that you have access to. Create the first one, and add the people who work on it.")
    String createFirst(String organization);

    @Message("You have no project yet")
    String youHaveNone();

    @Message(
            "As {role} you work on {#if everybodys}public projects and on {/if}those you were given access to, and there is none so far.")
    String youWorkOn(String role, boolean everybodys);

    @Message("Ask somebody who runs the organization: the members page says who does.")
    String askWhoRuns();

    @Message("See the members")
    String seeMembers();

    @Message("Ask the person who invited you.")
    String askWhoInvited();

    @Message("Projects of {organization} that you have access to, by name")
    String ofThatYouReach(String organization);

    @Message("Name")
    String name();

    @Message("Your access")
    String yourAccess();

    @Message("Collaborators")
    String collaborators();

    @Message("Previous projects")
    String previous();

    @Message("More projects")
    String more();

    @Message("Address name")
    String addressName();

    @Message("Lower-case letters, digits and hyphens. Left empty, it is made from the name.")
    String addressNameHint();

    @Message("Description")
    String description();

    @Message("Tags")
    String tags();

    @Message("Up to 10, with commas between them.")
    String tagsHint();

    @Message("Created")
    String made();

    @Message("Created by")
    String madeBy();

    @Message("by {name}")
    String by(String name);

    @Message("You will run it as {role}.")
    String youRunIt(String role);

    @Message("{role} of {organization} sees every project.")
    String ownerSeesAll(String role, String organization);

    @Message("Nobody else sees it until you add them.")
    String nobodySees();

    @Message("Who works on it")
    String whoWorks();

    @Message(
            "Only those who are given access, each with a role of their own, and those whose role reaches every project.")
    String closedMeans();

    @Message("Everybody in {organization} has the same role in it.")
    String openMeans(String organization);

    @Message("Create project")
    String createProject();

    @Message("Delete {project}")
    String delete(String project);

    @Message("Delete {project}?")
    String deleteQuestion(String project);

    @Message("What happens")
    String whatHappens();

    @Message(
            "Everybody loses access to the project at once. Whoever was only in this project is no longer in {organization} at all.")
    String deletionEnds(String organization);

    @Message("Open invitations no longer offer it; those that offered nothing else are revoked.")
    String deletionWithdraws();

    @Message("The history keeps what was done.")
    String historyKeeps();

    @Message("Nothing of this can be undone.")
    String noUndo();

    @Message("Type {slug} to confirm")
    String typeToConfirm(String slug);

    @Message("Keep the project")
    String keepProject();

    @Message("Transfer {project}")
    String transfer(String project);

    @Message("Transfer {project} to {organization}?")
    String transferQuestion(String project, String organization);

    @Message("Nothing was transferred:")
    String nothingTransferred();

    @Message("your session is too old for it. Sign in anew first.")
    String tooOld();

    @Message(
            "The project belongs to {organization}, with its settings, and its old address leads nowhere. You run it there as {role}.")
    String moveMeans(String organization, String role);

    @Message("It is private there. You can make it public afterwards.")
    String closedThere();

    @Message("Open invitations of {organization} no longer offer it; those that offered nothing else are revoked.")
    String moveWithdraws(String organization);

    @Message("Both organizations note it in their history. To bring it back, it has to be transferred again.")
    String bothNote();

    @Message("Who keeps access")
    String whoKeeps();

    @Message("Nobody but you.")
    String nobodyButYou();

    @Message("{name}, as {role}{#if outside}, from outside: no member of {organization}{/if}")
    String keepsAs(String name, String role, boolean outside, String organization);

    @Message("They get a mail about where the project is.")
    String whereItIs();

    @Message("Who loses access")
    String whoLoses();

    @Message("Nobody.")
    String nobody();

    @Message("{name}, {role} now, who is no member there")
    String losesNoMember(String name, String role);

    @Message("{name}, {role} now, who cannot be {role} as {member} there")
    String losesIneligible(String name, String role, String member);

    @Message("{name}, by their role in {organization}{#if everybodys} or because the project is public{/if}")
    String losesByRole(String name, String organization, boolean everybodys);

    @Message("Who has a role of their own now gets a mail about it.")
    String ownRoleMail();

    @Message("Who gains access")
    String whoGains();

    @Message("{name}, by their role in {organization}")
    String gainsByRole(String name, String organization);

    @Message("Whoever reaches every project of {organization} by their role there.")
    String whoeverReaches(String organization);

    @Message("Address name in {organization}")
    String addressNameIn(String organization);

    @Message("Keep the project here")
    String keepHere();

    @Message("Transferring a project to another organization")
    String movingIt();

    @Message("Project")
    String project();

    @Message("This project is public: everybody in {organization} works on it.")
    String openHere(String organization);

    @Message("Nobody was added to it.")
    String nobodyAdded();

    @Message("you")
    String you();

    @Message("See {n} more")
    String seeMore(long n);

    @Message("See who has access, and why")
    String seeWhoAndWhy();

    @Message("Leave this project")
    String leaveProject();

    @Message("Project settings")
    String settings();

    @Message("Settings of {project}")
    String settingsOf(String project);

    @Message("Save settings")
    String saveSettings();

    @Message("Public: everybody in {organization} works on it.")
    String openNow(String organization);

    @Message("Make it private…")
    String makeItClosed();

    @Message("Private: only those who were given access, and those whose role reaches every project.")
    String closedNow();

    @Message("Make it public…")
    String makeItOpen();

    @Message("Transfer")
    String handover();

    @Message("Somebody else who works on {project} runs it, or it goes to another organization of yours.")
    String handoverMeans(String project);

    @Message("Transfer {project}…")
    String transferIt(String project);

    @Message("Delete this project")
    String deleteThis();

    @Message("It ends everybody’s access to it, and cannot be undone.")
    String deletionMeans();

    @Message("Delete {project}…")
    String deleteIt(String project);

    @Message("To somebody else")
    String toSomebody();

    @Message(
            "The project is public: everybody in {organization} works on it, and nobody has a role of their own. Make it private first.")
    String nobodysOwn(String organization);

    @Message(
            "Only somebody who works on the project already can be handed it at once: nobody else has agreed to. There is nobody who could be {role}. Add somebody first.")
    String noHeirs(String role);

    @Message("Add somebody")
    String addSomebody();

    @Message(
            "Whoever you choose is {role} with the next click, and gets a mail. Only somebody who works on the project already can be chosen: nobody else has agreed to.")
    String heirRuns(String role);

    @Message("Who runs {project} then")
    String whoRunsThen(String project);

    @Message("Choose somebody")
    String chooseSomebody();

    @Message("And you")
    String andYou();

    @Message("Stay as {role}")
    String stayAs(String role);

    @Message("Leave the project")
    String leaveIt();

    @Message("You still reach it as {role} of {organization}.")
    String reachIt(String role, String organization);

    @Message("You lose access to it, and come back by invitation only.")
    String loseIt();

    @Message("Keep it")
    String keepIt();

    @Message("Hand over {project}")
    String handOver(String project);

    @Message("To another organization")
    String toOrganization();

    @Message("You belong to no other organization. Found one, or have somebody invite you, and come back.")
    String noOther();

    @Message("Found an organization")
    String found();

    @Message("It goes with those who work on it. You see first what becomes of everybody.")
    String goesWith();

    @Message("Look at it")
    String lookAtIt();

    @Message("the transfer to {organization}")
    String transferTo(String organization);

    @Message("Make {project} private?")
    String makeClosedQuestion(String project);

    @Message("Make {project} public?")
    String makeOpenQuestion(String project);

    @Message(
            "Everybody who is in the project only because it is public loses access, but for those whom you keep here. They get a mail about it.")
    String closingEnds();

    @Message("The creator{#if roles}, {roles}{/if}: they keep the access they have.")
    String creatorKeeps(String roles);

    @Message("Nobody: there is nobody whose access depends on it.")
    String nobodyDepends();

    @Message("Loses access")
    String losesAccess();

    @Message("Stays as {role}")
    String staysAs(String role);

    @Message("And {n} more, who do not fit here and lose access. Invite those who need it afterwards.")
    String moreLose(long n);

    @Message("Everybody in {organization} has {role} here: {description}")
    String everybodyIs(String organization, String role, String description);

    @Message("Roles of single people end, but for the creator’s. Open invitations no longer offer the project.")
    String ownRolesEnd();

    @Message("Everybody whose access changes gets a mail.")
    String changeMail();

    @Message("Nobody: there is nobody who would have more than now.")
    String nobodyGains();

    @Message("{name}, who is {role} now")
    String whoIs(String name, String role);

    @Message("And up to {n} more.")
    String upToMore(long n);

    @Message("Who has less than now")
    String whoHasLess();

    @Message("Keep it public")
    String keepOpen();

    @Message("Keep it private")
    String keepClosed();

    @Message("Make {project} private")
    String makeClosed(String project);

    @Message("Make {project} public")
    String makeOpen(String project);

    @Message("The project is created. Next: add the people who work on it.")
    String created();

    @Message("The settings of the project are saved.")
    String saved();

    @Message("{project} is public now: everybody here works on it.")
    String isOpen(String project);

    @Message("{project} is private now.")
    String isClosed(String project);

    @Message("Choose public or private.")
    String chooseVisibility();

    @Message("The project {project} is deleted.")
    String deleted(String project);

    @Message("Type {slug} to delete this project.")
    String typeToDelete(String slug);

    @Message("An organization has at most {most} projects, and this one has them all.")
    String allThere(int most);

    @Message("Choose who sees the project.")
    String chooseWhoSees();

    @Message("This organization’s access model has no public projects.")
    String noneOpenHere();

    @Message("A project has at most {most} tags.")
    String mostTags(int most);

    @Message("This project is public: everybody works on it. Make it private first.")
    String openAndNobodys();

    @Message("Choose somebody who works on the project.")
    String chooseHeir();

    @Message("Choose whether you stay.")
    String chooseThen();

    @Message("It follows another access model, “{model}”, in which the roles of this project do not exist.")
    String otherModel(String model);

    @Message("You only work on projects there, and are no member.")
    String outsideThere();

    @Message("Your role there, {role}, creates no projects.")
    String createsNoneThere(String role);

    @Message("Choose another organization of which you are a member.")
    String chooseTarget();

    @Message("Type {slug} to transfer this project.")
    String typeToTransfer(String slug);

    @Message("The project {project} is handed over.")
    String handedOver(String project);

    @Message("The project {project} is here now.")
    String isHere(String project);

    @Message("This project is public already.")
    String openAlready();

    @Message("This project is private already.")
    String closedAlready();

    @Message("One of these people is no longer in the organization.")
    String goneFromHere();

    @Message("Choose one of the roles of projects here.")
    String chooseRole();

    @Message("Choose people from the list.")
    String chooseFromList();
}
