/** Thrown for a JavaScript value that has no literal of the column's type; the caller adds the name of the column. */
export class UnwritableDefault extends TypeError {}
