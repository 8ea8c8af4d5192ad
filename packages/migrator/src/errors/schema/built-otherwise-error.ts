import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

/**
 * PostgreSQL accepts a declaration of the schema without an error, but builds something else.
 * @cause It silently merges, reduces or ignores some things: the precision of a `timestamp(9)`, the other roles of a
 * policy for `public`.
 * @repair Declare in the schema file what PostgreSQL builds, as shown in the message.
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
      message: `PostgreSQL accepts these declarations without an error, but builds something else:\n${shown.join('\n')}${rest}\nNothing was written.`,
      hint: 'Declare in the schema file what PostgreSQL builds, or remove the declaration, and run the command again.',
    });
  }
}
