import { shellWord } from '../shell-word.ts';
import type { UsageTable } from './usage-table.ts';

/** The words of a command line. */
export interface CommandUsage {
  readonly 'no-command': object;
  readonly 'nul-in-argument': object;
  /** The variable that replaces the arguments. */
  readonly 'command-variable': { readonly variable: string; readonly value: string; readonly why: string };
  /** What the parser of the command line said; `command`: the command that was to run, where it could be told. */
  readonly unparsable: { readonly said: string; readonly command?: string; readonly suggestions?: readonly [string] };
  /** `migrate db strat`. */
  readonly 'unknown-action': {
    readonly command: string;
    readonly typed: string;
    readonly known: readonly string[];
    readonly suggestions?: readonly [string];
  };
  /** `migrate fleet pause tenants --only t42`; `actions`: those that the option is for. */
  readonly 'option-of-others': {
    readonly command: string;
    readonly action: string;
    readonly option: string;
    readonly actions: readonly string[];
  };
  /** `migrate fleet status tenants t42`. */
  readonly 'word-too-many': { readonly command: string; readonly action: string; readonly words: readonly string[] };
  /** `migrate help target`. */
  readonly 'unknown-topic': {
    readonly typed: string;
    readonly topics: readonly string[];
    readonly suggestions?: readonly [string];
  };
  readonly 'target-missing': object;
  /** A downgrade has one target. */
  readonly 'several-targets': { readonly hint: 'oldest' | 'plan' };
  readonly 'slice-and-branch': { readonly slice: string; readonly target: string; readonly rest: string };
  readonly 'plan-file-has-target': object;
  readonly 'other-direction': { readonly file: string; readonly direction: 'upgrade' | 'downgrade' };
  /** `migrate db` where another database is named. */
  readonly 'embedded-only': { readonly action: string; readonly named: string };
  /** `migrate db branch` between branches. */
  readonly 'no-branch': object;
  readonly 'no-branch-database': { readonly branch: string; readonly known: readonly string[] };
  readonly 'switch-embedded-only': object;
  readonly 'hook-taken': { readonly file: string; readonly command: string };
  /** `migrate batches pause` without a revision. */
  readonly 'batches-needs': { readonly action: string; readonly needs: string };
  /** `migrate fleet provision tenants` without a tenant. */
  readonly 'fleet-needs': { readonly action: string; readonly fleet: string; readonly needs: string };
  readonly 'not-one-revision': { readonly revisions: readonly string[] };
  readonly 'two-connections': object;
}

const didYouMean = (suggestions: readonly string[] = []): string =>
  suggestions.length === 0 ? '' : `Did you mean ${suggestions.join(' or ')}? `;

export const commandUsage: UsageTable<CommandUsage> = {
  'no-command': () => ({
    message: 'No command was given.',
    hint: 'migrate --help lists the commands; migrate upgrade heads is the usual one.',
  }),
  'command-variable': ({ variable, value, why }) => ({
    message: `${variable} cannot be split into words: ${JSON.stringify(value)} has ${why}.`,
    hint: `No shell reads it. Quote what is meant as text, and name one command: ${variable}="upgrade heads"`,
  }),
  'nul-in-argument': () => ({
    message: 'An argument contains a NUL character.',
    hint: 'Remove it: no name and no path can hold one.',
  }),
  unparsable: ({ said, command, suggestions }) => ({
    message: sentence(said),
    hint: `${didYouMean(suggestions)}${
      command === undefined
        ? 'migrate --help lists commands and options.'
        : `migrate ${command} --help lists arguments and options.`
    }`,
  }),
  'unknown-action': ({ command, typed, known, suggestions }) => ({
    message: `"migrate ${command} ${typed}" is not a command.`,
    hint: `${didYouMean(suggestions)}Use one of: ${known.join(', ')}.`,
  }),
  'option-of-others': ({ command, action, option, actions }) => ({
    message: `${option} is for migrate ${command} ${actions.join(', ')}, and has no effect on ${action}.`,
    hint: `Leave ${option} out; migrate ${command} --help says what each option is for.`,
  }),
  'word-too-many': ({ command, action, words }) => ({
    message: `migrate ${command} ${action} takes no ${words.map((word) => JSON.stringify(word)).join(' ')}.`,
    hint: `Leave it out; migrate ${command} --help lists what each action takes.`,
  }),
  'unknown-topic': ({ typed, topics, suggestions }) => ({
    message: `There is no command and no topic "${typed}".`,
    hint: `${didYouMean(suggestions)}Topics are ${topics.join(', ')}; migrate --help lists the commands.`,
  }),
  'target-missing': () => ({ message: 'A target is missing.', hint: 'migrate downgrade -1' }),
  'several-targets': ({ hint }) => ({
    message: 'A downgrade has one target.',
    hint: hint === 'plan' ? 'migrate plan --downgrade -1' : 'Name the oldest of them.',
  }),
  'slice-and-branch': ({ slice, target, rest }) => ({
    message: `--slice ${slice} and ${target} name two branches.`,
    hint: `Leave --slice out, or name the target without a branch: ${rest}.`,
  }),
  'plan-file-has-target': () => ({
    message: 'A plan file has its target in it.',
    hint: 'Leave out the target, or --plan-file.',
  }),
  'other-direction': ({ file, direction }) => ({
    message: `${file} is the plan of ${direction === 'upgrade' ? 'an upgrade' : 'a downgrade'}.`,
    hint: `migrate ${direction} --plan-file ${file}`,
  }),
  'embedded-only': ({ action, named }) => ({
    message: `"migrate db ${action}" has no effect on the database of ${named}.`,
    hint: `Leave out ${named}: migrate db is only for the embedded PostgreSQL of the workspace.`,
  }),
  'no-branch': () => ({
    message: 'No git branch is checked out, so it is unclear which database is meant.',
    hint: 'Name it: migrate db branch <name>',
  }),
  'no-branch-database': ({ branch, known }) => ({
    message: `The branch ${JSON.stringify(branch)} has no database of its own.`,
    hint: `Create one: migrate db branch ${shellWord(branch)}${known.length === 0 ? '' : `, or name one that has: ${known.join(', ')}`}`,
  }),
  'switch-embedded-only': () => ({
    message: 'Commands follow the branch on the embedded PostgreSQL only, and another database is named.',
    hint: 'Name the database of the branch where that one is named; migrate db list shows what it is called.',
  }),
  'hook-taken': ({ file, command }) => ({
    message: 'The repository has a post-checkout hook that was not written by Braid.',
    hint: `Add this line to ${file}: ${command}`,
  }),
  'batches-needs': ({ action, needs }) => ({
    message: `migrate batches ${action} needs more arguments.`,
    hint: `Write: migrate batches ${action} ${needs}`,
  }),
  'fleet-needs': ({ action, fleet, needs }) => ({
    message: `fleet ${action} needs ${needs}.`,
    hint: `Write: migrate fleet ${action} ${fleet} t42`,
  }),
  'not-one-revision': ({ revisions }) => ({
    message:
      revisions.length === 0
        ? 'That names no revision.'
        : `That names ${revisions.length} revisions: ${revisions.join(', ')}.`,
    hint: 'Name one revision: migrate edit events@head',
  }),
  'two-connections': () => ({
    message: 'Both a client and a pool were given.',
    hint: 'Give createMigrator one of `client` and `pool`.',
  }),
};

/** The parser begins its messages in lower case, and ends most of them without a period. */
function sentence(said: string): string {
  const text = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
