import type { UsageTable } from './usage-table.ts';

/** Options that do not fit together, or have a value that they cannot have. */
export interface OptionUsage {
  readonly 'options-exclude': { readonly options: readonly [string, string] };
  readonly 'slices-chosen-twice': { readonly options: readonly [string, string] };
  /** `--base` without the option that it is for. */
  readonly 'base-alone': {
    readonly command: 'check' | 'validate' | 'merge';
    readonly needs: string;
    readonly base: string;
  };
  readonly 'fix-staged': object;
  readonly 'affected-and-revisions': object;
  readonly 'seed-not-a-number': { readonly value: string };
  /** An option that only scripts have. */
  readonly 'only-for-scripts': { readonly option: string };
  readonly 'start-said-twice': object;
  readonly 'reason-empty': { readonly action: string; readonly revision: string };
  readonly 'unproven-without-reason': object;
  readonly 'nothing-to-rename': { readonly option: string };
  readonly 'message-not-one-line': { readonly command: 'revision' | 'merge' | 'amend' | 'squash' | 'dev commit' };
  readonly 'note-not-one-line': { readonly option: string };
  /** The configuration requires the note, or another `value` of it. */
  readonly 'note-required': {
    readonly command: 'revision' | 'merge' | 'dev commit';
    readonly name: string;
    readonly value?: string;
    readonly pattern?: string;
  };
  readonly 'alters-unreadable': { readonly value: string };
  /** `--batch` for schemas in which no column of the table becomes NOT NULL or gets another type. */
  readonly 'batch-unused': { readonly batch: string };
  readonly 'batch-unreadable': { readonly value: string };
  /** `--head` or `--rev-id`, which are for one revision. */
  readonly 'several-slices-changed': { readonly slices: readonly string[] };
  readonly 'several-revisions-needed': object;
  readonly 'slice-has-several-heads': { readonly slice: string };
  /** `slice`: the one that was named. */
  readonly 'nothing-unpublished': { readonly command: 'amend' | 'squash'; readonly slice?: string };
  readonly 'nothing-to-squash': { readonly count: number };
  readonly 'not-a-squash-range': { readonly range: string };
  readonly 'squash-unpublished': object;
  /** What a person says about one change, to `migrate dev` that watches for many. */
  readonly 'dev-option-needs-once': { readonly option: string };
}

export const optionUsage: UsageTable<OptionUsage> = {
  'dev-option-needs-once': ({ option }) => ({
    message: `${option} is about one change, and migrate dev watches for many.`,
    hint: 'Leave it out and answer when you are asked, or apply that change alone: migrate dev --once',
  }),
  'options-exclude': ({ options: [first, second] }) => ({
    message: `${first} and ${second} cannot be used together.`,
    hint: 'Use one of them.',
  }),
  'slices-chosen-twice': ({ options: [first, second] }) => ({
    message: `${first} and ${second} both say which slices are checked.`,
    hint: 'Use one of them.',
  }),
  'base-alone': ({ command, needs, base }) => ({
    message: `--base is for ${needs}.`,
    hint: `migrate ${command} ${needs} --base ${base}`,
  }),
  'fix-staged': () => ({
    message: '--fix changes files that are staged already.',
    hint: 'Run migrate check --fix, then stage them.',
  }),
  'affected-and-revisions': () => ({
    message: '--affected chooses the revisions itself.',
    hint: 'Leave the revisions out, or --affected.',
  }),
  'seed-not-a-number': ({ value }) => ({
    message: `--seed takes a whole number, not ${JSON.stringify(value)}.`,
    hint: 'migrate validate --seed 7',
  }),
  'only-for-scripts': ({ option }) => ({
    message: `${option} is only for scripts: without --sql, the database itself says where it is.`,
    hint: 'Add --sql, or leave it out.',
  }),
  'start-said-twice': () => ({
    message: 'The start of the script is given more than once.',
    hint: 'Give one range (from:to), or targets with either --from or --from-file.',
  }),
  'reason-empty': ({ action, revision }) => ({
    message: 'The reason is empty.',
    hint: `migrate repair ${action} ${revision} --reason "…"`,
  }),
  'unproven-without-reason': () => ({
    message: '--unproven needs a reason.',
    hint: '--unproven "needs an extension that the scratch server lacks"',
  }),
  'nothing-to-rename': ({ option }) => ({
    message: `${option} compares no schemas, so there is nothing to rename.`,
    hint: 'Leave --rename and --new out.',
  }),
  'message-not-one-line': ({ command }) =>
    command !== 'merge'
      ? {
          message: 'A revision needs a message of one line.',
          hint: `migrate ${command}${command === 'squash' ? ' --unpublished' : ''} -m "add title to events"`,
        }
      : {
          message: 'A merge needs a message of one line, or none.',
          hint: 'migrate merge events -m "join the branches"',
        },
  'note-not-one-line': ({ option }) => ({
    message: `${option} needs a text of one line.`,
    hint: `${option} "…"`,
  }),
  'note-required': ({ command, name, value, pattern }) => ({
    message:
      value === undefined
        ? `The configuration requires a ${name} for new revisions (revisions.require).`
        : `The ${name} ${JSON.stringify(value)} does not match ${pattern} (revisions.ticketPattern).`,
    hint: `Add it: migrate ${command} --${name} "…"`,
  }),
  'alters-unreadable': ({ value }) => ({
    message: `--alters ${value} does not name slices and a reason.`,
    hint: `--alters 'common "the column moves to events"'`,
  }),
  'batch-unused': ({ batch }) => ({
    message: `--batch ${JSON.stringify(batch)} has nothing to do: no column of this table becomes NOT NULL or gets another type.`,
    hint: `For a revision by hand add --data (TypeScript) or --empty (SQL): migrate revision --empty --batch ${JSON.stringify(batch)} -m "…"`,
  }),
  'batch-unreadable': ({ value }) => ({
    message: `--batch ${JSON.stringify(value)} does not name a table and its key.`,
    hint: '--batch "orders(id)", or with several columns --batch "lines(order_id, line)"',
  }),
  'several-slices-changed': ({ slices }) => ({
    message: `Several slices have changed: ${slices.join(', ')}.`,
    hint: 'Say which one is meant with --slice, or leave --head and --rev-id out.',
  }),
  'several-revisions-needed': () => ({
    message: 'The change needs several revisions.',
    hint: 'Leave --rev-id out.',
  }),
  'nothing-unpublished': ({ slice }) =>
    slice === undefined
      ? {
          message: 'The newest revision of every slice is published, or there is none.',
          hint: 'Write a new one: migrate revision -m "…"',
        }
      : {
          message: `Slice ${slice} has no revision yet.`,
          hint: `Write its first one: migrate revision -m "…" --slice ${slice}`,
        },
  'nothing-to-squash': ({ count }) => ({
    message: `There ${count === 1 ? 'is one unpublished revision' : 'are no unpublished revisions'}, and a squash needs at least two.`,
    hint: 'migrate history shows the revisions; migrate amend writes the newest one again.',
  }),
  'not-a-squash-range': ({ range }) => ({
    message: `${JSON.stringify(range)} does not name revisions of one slice that follow each other, each with one parent.`,
    hint: 'Name what is below the first one and the last one, as git does: migrate squash 51aa..events@head --unpublished',
  }),
  'squash-unpublished': () => ({
    message: 'Only unpublished revisions can be squashed.',
    hint: 'If nobody else has them: migrate squash --unpublished',
  }),
  'slice-has-several-heads': ({ slice }) => ({
    message: `Slice ${slice} has several heads.`,
    hint: `Merge them first: migrate merge ${slice}`,
  }),
};
