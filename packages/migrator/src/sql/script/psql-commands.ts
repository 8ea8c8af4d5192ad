import { PsqlCommandError, type PsqlLine } from '../../errors/files/psql-command-error.ts';
import type { SourceFile } from '../source-place.ts';

/** As many are named; a script of psql may have thousands. */
const NAMED = 20;

/** The lines of a text that are commands of psql, collected so that one error names all that are to be deleted. */
export class PsqlCommands {
  readonly #source: SourceFile;
  readonly #lines: PsqlLine[] = [];
  #count = 0;

  constructor(source: SourceFile) {
    this.#source = source;
  }

  /** `text` begins with the backslash. Only its word is kept: what follows may be a password. */
  add(text: string, place: { readonly line: number; readonly column: number }): void {
    this.#count += 1;
    if (this.#lines.length >= NAMED) return;
    const command = /^\\(?:[A-Za-z_]+|[^\s\w])?/.exec(text)?.[0] ?? '\\';
    this.#lines.push({ ...place, command });
  }

  /** Scans. What the text between such lines looks like counts less than they do. */
  whileCollecting<Result>(scan: () => Result): Result {
    try {
      const result = scan();
      this.check();
      return result;
    } catch (error) {
      this.check();
      throw error;
    }
  }

  /** Throws the error for what was found so far. */
  check(): void {
    const [first, ...rest] = this.#lines;
    if (first === undefined) return;
    const { line, column } = first;
    throw new PsqlCommandError({ ...this.#source, line, column, lines: [first, ...rest], count: this.#count });
  }
}
