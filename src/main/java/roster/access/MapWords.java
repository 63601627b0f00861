package roster.access;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the map of access says. */
@MessageBundle("map")
public interface MapWords {
    @Message("Access map")
    String title();

    @Message("Who has which role in which project of {organization}, by the rules by which the program decides.")
    String lead(String organization);

    @Message("You see the projects that you have access to yourself.")
    String onlyVisible();

    @Message("You see your own row. Those of others are for people who may see the members: {roles}.")
    String onlyYou(String roles);

    @Message("All roles and rights")
    String backToAccess();

    @Message("Person")
    String person();

    @Message("Name, username or address")
    String personSearch();

    @Message("Project")
    String project();

    @Message("Project name or tag")
    String projectSearch();

    @Message("Role")
    String role();

    @Message("Any role")
    String anyRole();

    @Message("In the organization")
    String inOrganization();

    @Message("In a project")
    String inProjects();

    @Message("Apply")
    String apply();

    @Message("Show all")
    String showAll();

    @Message("Letters")
    String letters();

    @Message("Through")
    String ways();

    @Message("as a collaborator")
    String direct();

    @Message("by the role in the organization")
    String reached();

    @Message("as the project is public")
    String publicly();

    @Message("no access")
    String noAccess();

    @Message("you")
    String you();

    @Message("Public")
    String isPublic();

    @Message("People and their roles in projects, both by name")
    String caption();

    @Message("Through")
    String through();

    @Message("{role}, {way}")
    String roleThrough(String role, String way);

    @Message("Nobody fits")
    String nobodyFits();

    @Message("Nobody in {organization} matches what you asked for.")
    String nobodyFitsThis(String organization);

    @Message("No project fits")
    String noProjectFits();

    @Message("None of the projects that you may see matches what you asked for.")
    String noProjectFitsThis();

    @Message("No projects yet")
    String noProjects();

    @Message("As soon as {organization} has a project that you may see, the map shows who works on it.")
    String noProjectsAbout(String organization);

    @Message("Create a project")
    String createProject();

    @Message("Pages of people")
    String peoplePages();

    @Message("Previous people")
    String previousPeople();

    @Message("More people")
    String morePeople();

    @Message("Pages of projects")
    String projectPages();

    @Message("Previous projects")
    String previousProjects();

    @Message("More projects")
    String moreProjects();
}
