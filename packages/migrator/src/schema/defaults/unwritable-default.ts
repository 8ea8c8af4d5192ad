/**
 * Thrown for a JavaScript value that no literal of the column's type stands for; whoever knows the column says which
 * one.
 */
export class UnwritableDefault extends TypeError {}
