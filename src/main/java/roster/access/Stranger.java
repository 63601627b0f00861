package roster.access;

import jakarta.ws.rs.NotFoundException;

/** Somebody asked for an organization that does not exist, or in which they are nobody. */
public class Stranger extends NotFoundException {}
