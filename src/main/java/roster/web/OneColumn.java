package roster.web;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

/** Statements in SQL whose rows have one column. */
public final class OneColumn {
    private OneColumn() {}

    /**
     * The statement, of which each row is a value of the type that PostgreSQL's driver has for the column. Hibernate, told of
     * the type itself, would plan the statement anew each time, and keep all those plans.
     *
     * @param type of the values, for the compiler only
     */
    @SuppressWarnings("unchecked")
    public static <T> TypedQuery<T> of(EntityManager database, String sql, Class<T> type) {
        return (TypedQuery<T>) database.createNativeQuery(sql);
    }
}
