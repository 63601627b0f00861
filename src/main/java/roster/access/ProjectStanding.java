package roster.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One project, and what one person was made in it.
 *
 * @param isPublic whether everybody of the organization works on it
 * @param creator who created it, as they were called then
 * @param revision counts the changes of the settings
 * @param collaborator the id of the collaboration, or null if the person has none
 * @param role the role of that collaboration, or null
 */
public record ProjectStanding(
        UUID id,
        String slug,
        String name,
        String description,
        List<String> tags,
        boolean isPublic,
        UUID creatorId,
        String creator,
        Instant created,
        int revision,
        UUID collaborator,
        AccessModel.Role role) {}
