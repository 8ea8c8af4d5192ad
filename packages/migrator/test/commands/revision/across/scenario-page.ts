import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Scenario } from './scenario.ts';
import type { Tried } from './try-scenario.ts';

const PAGE = resolve(import.meta.dirname, '../../../../../../docs/cross-slice.md');
const TEXT = `# Changes that span slices

When two slices change together and one uses what the other changes, \`migrate revision\` may write several revisions for each. This page shows which. \`npm run docs:cross-slice\` tries all the changes below and writes
this page; the test \`packages/migrator/test/commands/revision/across/across.db.test.ts\` tries them on every run and fails when this page says otherwise.

Each change is made twice, on tables with rows: the second time the slices have names that sort the other way round. Every revision is proven up, down and up again on what is
below it. Then the developer's database is upgraded, and an empty one gets all revisions: both have the same catalog, whichever way the names sort. After the downgrade
the catalog and every row are what they were; \`lossy\` means that a column is dropped with its data, which the marker says.

\`x\`, \`y\` and \`z\` are the slices; the revisions are in the order in which they depend on each other. A slice that appears twice first removes what is in the way, or creates what
another one needs, and the message of that revision ends in \`(ahead of <slice>)\`. See [Several slices](autogenerate.md#several-slices).

| change | revisions | round trip |
| --- | --- | --- |
`;

/** What the page says about a scenario. */
export function scenarioRow({ name, loses }: Scenario, { order }: Tried): string {
  const revisions = [...order].map((letter) => `\`${letter}\``).join(', ');
  return `| ${name} | ${revisions} | ${loses === true ? 'lossy' : 'yes'} |`;
}

export function rowsOfPage(): readonly string[] {
  const [, table = ''] = readFileSync(PAGE, 'utf8').split('| --- | --- | --- |\n');
  return table.split('\n').filter((line) => line !== '');
}

export function writeScenarioPage(rows: readonly string[]): void {
  writeFileSync(PAGE, `${TEXT}${rows.join('\n')}\n`);
}
