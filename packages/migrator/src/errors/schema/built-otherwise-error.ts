import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

/**
 * PostgreSQL takes what the schema declares without an error, and makes something else of it.
 * @cause It merges, lowers or ignores some things in silence: the precision of a `timestamp(9)`, the other roles of a
 * policy that is for `public`.
 * @repair Declare in the schema file what the message says that PostgreSQL makes of it.
 */
export class BuiltOtherwiseError extends MigratorError<{
  /** `policy posts.mine: its roles: public (declared: app, public)`. */
  readonly things: readonly string[];
}> {
  readonly code = 'built-otherwise';
  constructor(facts: { readonly things: readonly string[] }) {
    const { things } = facts;
    const shown = things.slice(0, 5).map((thing) => quoteForMessage(thing, 300).slice(1, -1));
    const rest = things.length > shown.length ? `\n… and ${things.length - shown.length} more` : '';
    super(facts, {
      message: `PostgreSQL makes something else of what the schema declares, without an error:\n${shown.join('\n')}${rest}\nNothing was written.`,
      hint: 'Declare it in the schema file as PostgreSQL makes it, or leave it out, and run it again.',
    });
  }
}
