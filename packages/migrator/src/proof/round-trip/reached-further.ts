/** A revision changed a table that its words do not say: rows go into all tables then. Never leaves `proof/`. */
export class ReachedFurther extends Error {}
