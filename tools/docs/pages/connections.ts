// `npm run docs:connections`: names databases to psql and to Braid in every way of the table, and writes what they did to docs/connections.md.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { askBraid, askPsql } from '../../../packages/migrator/test/adapters/pg/connection/matrix/ask-both.ts';
import { CONNECTION_CASES } from '../../../packages/migrator/test/adapters/pg/connection/matrix/cases.ts';
import {
  type ConnectionOutcome,
  caseName,
  connectionsTable,
} from '../../../packages/migrator/test/adapters/pg/connection/matrix/connections-page.ts';
import { openConnectionLab } from '../../../packages/migrator/test/adapters/pg/connection/matrix/servers.ts';

const page = fileURLToPath(new URL('../../../docs/connections.md', import.meta.url));
const golden = fileURLToPath(
  new URL('../../../packages/migrator/test/adapters/pg/connection/matrix/outcomes.golden.json', import.meta.url),
);
const outcomes: Record<string, ConnectionOutcome> = {};
const lab = await openConnectionLab();
try {
  for (const each of CONNECTION_CASES) {
    outcomes[caseName(each)] = { psql: askPsql(each, lab), braid: await askBraid(each, lab) };
  }
} finally {
  await lab.close();
}
writeFileSync(golden, `${JSON.stringify(outcomes, null, 2)}\n`);
const { stdout } = spawnSync('psql', ['--version'], { encoding: 'utf8' });
const version = /\d+\.\d+/.exec(stdout)?.[0] ?? '?';
const text = readFileSync(page, 'utf8')
  .replace(
    /(<!-- table -->\n)[\s\S]*(<!-- end of table -->)/,
    (_, start, end) => `${start}\n${connectionsTable(CONNECTION_CASES, outcomes)}\n\n${end}`,
  )
  .replace(/\(psql [\d.]+\)/, `(psql ${version})`);
writeFileSync(page, text);
