import { type Facts, MigratorError } from '../migrator-error.ts';

/** The files do not make a graph: thrown when it is built, listed all at once by `check`. */
export abstract class BrokenGraphError<F extends Facts = Facts> extends MigratorError<F> {}

/** Names in messages: quoted, cut, without control characters. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
