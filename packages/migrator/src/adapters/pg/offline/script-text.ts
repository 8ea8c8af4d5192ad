import { printStatement } from '../../../sql/script/print-statement.ts';
import type { StatementText } from '../../../sql/script/statement.ts';

/** SQL text for people and programs: statements with their semicolons, comments, and one empty line between parts. */
export class ScriptText {
  readonly #lines: string[] = [];

  /** A new part of the script. */
  part(title: string): this {
    if (this.#lines.length > 0) this.#lines.push('');
    return this.comment(title);
  }

  comment(text: string): this {
    // Whatever is in a message or a file name must not become a statement.
    this.#lines.push(`-- ${text.replace(/[\r\n\u2028\u2029\0]+/g, ' ')}`);
    return this;
  }

  add(...statements: readonly string[]): this {
    for (const sql of statements) this.#lines.push(`${sql};`);
    return this;
  }

  /** Statements of a revision, with the data of COPY. */
  addStatements(statements: readonly StatementText[]): this {
    for (const statement of statements) this.#lines.push(printStatement(statement));
    return this;
  }

  /** If a COPY is refused, a client that continues would run its data as statements. */
  forPsql(): this {
    this.part('There is COPY with data below: only psql can run this, and must stop at the first error.');
    this.#lines.push('\\set ON_ERROR_STOP on');
    return this;
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

/** A PL/pgSQL body as a literal, in quotes that nothing in it can close. */
export function body(text: string): string {
  let tag = '$braid$';
  for (let n = 1; text.includes(tag); n += 1) tag = `$braid${n}$`;
  return `${tag}\n${text}\n${tag}`;
}

/** An anonymous PL/pgSQL block. */
export function block(text: string): string {
  return `do ${body(text)}`;
}
