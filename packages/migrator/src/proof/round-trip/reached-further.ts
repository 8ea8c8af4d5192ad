/**
 * Thrown when a revision changed a table that its words do not name: then rows go into all tables. Never leaves
 * `proof/`.
 */
export class ReachedFurther extends Error {}
