import { expect, test } from 'vitest';
import { NotConfirmedError } from '../../src/errors/plan/confirmation-errors.ts';
import type { Declined } from '../../src/errors/plan/declined.ts';
import { parseCommandLine } from '../support/documents/parse-command-line.ts';

interface Case {
  readonly declined: Declined;
  readonly command: string;
  readonly hint: string;
}

/** One case for each kind of question: the compiler asks for a new one. */
const CASES: { readonly [Asked in Declined['asked']]: Case } = {
  run: {
    declined: { asked: 'run', look: '--check' },
    command: 'seed --env production',
    hint: 'See what it would do: migrate seed --env production --check',
  },
  plan: {
    declined: { asked: 'plan', revisions: ['a1', 'b1'] },
    command: 'downgrade -1 --env production',
    hint: 'See what would run: migrate downgrade -1 --env production --plan',
  },
  'fleet-plan': {
    declined: { asked: 'fleet-plan', fleet: 'tenants', targets: ['base'], down: true },
    command: 'fleet downgrade tenants base --env production',
    hint: 'See what would run in each tenant: migrate fleet plan tenants base --downgrade --env production',
  },
  fleet: {
    declined: { asked: 'fleet', fleet: 'tenants' },
    command: 'fleet pause tenants --env production',
    hint: 'See its tenants: migrate fleet status tenants --env production',
  },
  stamp: {
    declined: { asked: 'stamp' },
    command: 'stamp heads --env production',
    hint: 'See what is recorded now: migrate current --env production',
  },
  repair: {
    declined: { asked: 'repair', revision: 'a1' },
    command: 'repair forget a1 --env production',
    hint: 'See what happened to it: migrate log --revision a1 --env production',
  },
  batches: {
    declined: { asked: 'batches' },
    command: 'batches work --env production',
    hint: 'See how far they are: migrate batches --env production',
  },
  state: {
    declined: { asked: 'state' },
    command: 'ensure-version --env production',
    hint: 'Read the SQL that it would run: migrate ensure-version --sql',
  },
  amend: {
    declined: { asked: 'amend' },
    command: 'amend',
    hint: 'Leave it as it is, and write the change as a new revision: migrate revision -m "…"',
  },
  squash: {
    declined: { asked: 'squash', revisions: ['a1', 'b1'] },
    command: 'squash --unpublished',
    hint: 'They stay separate. Read what each does: migrate show a1 b1',
  },
  'lint-fix': {
    declined: { asked: 'lint-fix' },
    command: 'lint a1 --fix',
    hint: 'List the findings without changing files: migrate lint a1',
  },
  reset: {
    declined: { asked: 'reset' },
    command: 'db reset',
    hint: 'Stop the server and keep the data: migrate db stop',
  },
  prune: {
    declined: { asked: 'prune' },
    command: 'db prune',
    hint: 'See which databases there are: migrate db list --env production',
  },
  draft: {
    declined: { asked: 'draft' },
    command: 'dev --once',
    hint: 'To keep the data, restore what the schema no longer declares. If it was renamed: migrate dev --once --rename "old=new" --env production',
  },
  discard: {
    declined: { asked: 'discard' },
    command: 'dev discard',
    hint: 'Keep them as revisions: migrate dev commit -m "…" --env production',
  },
};

const errorOf = ({ declined, command }: Case, byAgent: boolean): NotConfirmedError =>
  new NotConfirmedError({ question: 'Do it?', declined, command, databaseOption: '--env production', byAgent });

test.each(Object.values(CASES))('$declined.asked: a person who said no is shown what else to do', async (asked) => {
  const { hint = '' } = errorOf(asked, false);
  expect(hint).toBe(asked.hint);
  expect(hint).not.toMatch(/--yes|--confirm/);
  const [, command = ''] = /migrate (.*)$/.exec(hint) ?? [];
  const words = command.match(/"[^"]*"|\S+/g) ?? [];
  expect(await parseCommandLine(words.map((word) => word.replaceAll('"', '')))).toBeUndefined();
});

test('an agent is told not to try again, and of a draft only that it was not applied', () => {
  expect(errorOf(CASES.stamp, true).hint).toMatch(/^A person said no, so do not run it again\. See/);
  expect(errorOf(CASES.draft, false).message).toBe('Not confirmed. This change was not applied.');
  expect(errorOf(CASES.stamp, false).message).toBe('Not confirmed. Nothing was changed.');
});

test('a plan file was read before, and excludes --plan', () => {
  const asked = { ...CASES.plan, command: 'upgrade --plan-file plan.json' };
  expect(errorOf(asked, false).hint).toBe('Read what they do: migrate show a1 b1');
});
