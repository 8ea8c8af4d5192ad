/**
 * Thrown for a JavaScript value without a literal of the column's type; the caller that knows the column says which
 * one.
 */
export class UnwritableDefault extends TypeError {}
