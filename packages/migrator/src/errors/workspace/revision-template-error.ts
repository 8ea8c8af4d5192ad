import { MigratorError } from '../migrator-error.ts';

type Direction = 'upgrade' | 'downgrade';

export type RevisionTemplateFault = { readonly file: string } & (
  | { readonly problem: 'missing' }
  | ({ readonly line: number } & (
      | { readonly problem: 'unknown-token'; readonly token: string; readonly known: readonly string[] }
      | { readonly problem: 'token-in-code'; readonly token: string; readonly known: readonly string[] }
      | { readonly problem: 'header-key'; readonly key: string }
      | { readonly problem: 'statement' | 'marker' | 'control' }
      | { readonly problem: 'no-section' | 'no-place' | 'no-function'; readonly direction: Direction }
      | { readonly problem: 'unreadable'; readonly said: string }
    ))
);

/**
 * A template of new revisions (`revisions.template`) is missing, or a revision written from it would not be right.
 * @cause The template lacks a section, the line `%(upgrade)` or a function, has an SQL statement or a line of the
 * header, or has an unknown token.
 * @repair Correct the line that the message names. Nothing was written.
 */
export class RevisionTemplateError extends MigratorError<RevisionTemplateFault> {
  readonly code = 'revision-template';
  constructor(facts: RevisionTemplateFault, options: ErrorOptions = {}) {
    const place = facts.problem === 'missing' ? facts.file : `${facts.file}:${facts.line}`;
    super(facts, {
      message: `${place}: ${explain(facts)}`,
      hint:
        facts.problem === 'missing'
          ? 'Correct revisions.template in the configuration. Nothing was written.'
          : 'Correct the template and run it again. Nothing was written.',
      cause: options.cause,
    });
  }
}

function explain(facts: RevisionTemplateFault): string {
  switch (facts.problem) {
    case 'missing':
      return 'the template of new revisions does not exist.';
    case 'unknown-token':
      return `%(${facts.token}) is unknown; there are ${listed(facts.known)}.`;
    case 'token-in-code':
      return `%(${facts.token}) may be in the comments at the top only; code may have ${listed(facts.known)}.`;
    case 'header-key':
      return `"${facts.key}" is a line of the header, which Braid writes; the template must not have it.`;
    case 'statement':
      return 'a template has line comments (--), section markers, %(upgrade) and %(downgrade), and nothing else.';
    case 'marker':
      return 'the markers are "-- migrate:upgrade", then "-- migrate:downgrade", each once and without options.';
    case 'control':
      return 'a template must not have control characters.';
    case 'no-section':
      return `the template has no section "-- migrate:${facts.direction}".`;
    case 'no-place':
      return `the section migrate:${facts.direction} needs the line %(${facts.direction}), once.`;
    case 'no-function':
      return `the template exports no function ${facts.direction}.`;
    case 'unreadable':
      return `a revision written from the template could not be read back: ${facts.said}`;
  }
}

function listed(tokens: readonly string[]): string {
  return tokens.map((token) => `%(${token})`).join(' ');
}
