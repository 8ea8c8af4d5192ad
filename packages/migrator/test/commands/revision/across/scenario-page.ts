import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Scenario } from './scenario.ts';
import type { Tried } from './try-scenario.ts';

const PAGE = resolve(import.meta.dirname, '../../../../../../docs/cross-slice.md');
const TEXT = `# Changes that span slices

What \`migrate revision\` writes when two slices change together and one uses what the other changes. \`npm run docs:cross-slice\` tries all of them and writes
this page; the test \`packages/migrator/test/commands/revision/across/across.db.test.ts\` tries them on every run and fails when this page says otherwise.

Each change is made twice, under names of slices that sort one way and the other, on tables with rows. Every revision is proven up, down and up again on what is
below it. Then the developer's database is upgraded, and an empty one gets all revisions: both have the same catalog, and so do the two alphabets. After the downgrade
the catalog and every row are what they were; \`lossy\` means that a column with its rows is dropped on the way, which the marker says.

\`x\`, \`y\` and \`z\` are the slices; the revisions are in the order in which they depend on each other. A slice that comes twice makes way first, or brings what
another one needs, and its first message ends in \`(ahead of <slice>)\`. See [Several slices](autogenerate.md#several-slices).

| change | revisions | round trip |
| --- | --- | --- |
`;

/** What the page says of a scenario. */
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
