import { fileURLToPath } from 'node:url';
import { psqlPath } from './psql.mjs';

/** @typedef {import('./write-history.mjs').WrittenHistory} WrittenHistory */

/**
 * How a tool is called on a history; undefined for what it cannot do.
 *
 * @typedef {object} Tool
 * @property {string} name
 * @property {boolean} peer whether it is a tool of Node that we are to beat; psql and the bare process are yardsticks
 * @property {(history: WrittenHistory, url: string) => readonly string[]} up
 * @property {(history: WrittenHistory, url: string) => readonly string[]} [down] all the way back
 * @property {(history: WrittenHistory, url: string) => readonly string[]} [noOp] `up` when absent
 */

const path = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));
/** Makes what calls a script with this Node. @param {string} file */
function node(file) {
  const script = path(file);
  return (/** @type {readonly string[]} */ ...args) => [process.execPath, script, ...args];
}

const migrate = node('../../../packages/migrator/bin/migrate.cjs');
const drizzle = node('peers/drizzle.mjs');
const umzug = node('peers/umzug.mjs');
const nodePgMigrate = node('peers/node-pg-migrate.mjs');
const psql = (/** @type {string} */ url, /** @type {string} */ file) => [
  psqlPath ?? 'psql',
  '-X',
  '-q',
  '-v',
  'ON_ERROR_STOP=1',
  '-f',
  file,
  url,
];

/** @type {Tool} */
export const braid = {
  name: 'migrate',
  peer: false,
  up: ({ braid: workspace }, url) => migrate('-C', workspace, '--quiet', '--url', url, 'upgrade', 'heads'),
  down: ({ braid: workspace }, url) => migrate('-C', workspace, '--quiet', '--url', url, 'downgrade', 'base'),
};

/** @type {Tool} */
export const bareNode = {
  name: 'bare Node process',
  peer: false,
  up: ({ psqlUp }, url) => node('peers/bare-apply.cjs')(url, psqlUp),
  down: ({ psqlDown }, url) => node('peers/bare-apply.cjs')(url, psqlDown),
  noOp: ({ braid: workspace }, url) => node('peers/bare-no-op.cjs')(url, workspace),
};

/** @type {Tool} */
const psqlTool = {
  name: 'psql',
  peer: false,
  up: ({ psqlUp }, url) => psql(url, psqlUp),
  down: ({ psqlDown }, url) => psql(url, psqlDown),
};

/** What applying is measured against: psql with a transaction and a row for each revision; a bare Node process where there is no psql. */
export const floor = psqlPath === undefined ? bareNode : psqlTool;

/** @type {readonly Tool[]} */
export const peers = [
  { name: 'drizzle-orm', peer: true, up: (history, url) => drizzle(url, history.drizzle) },
  {
    name: 'umzug',
    peer: true,
    up: (history, url) => umzug(url, history.umzug, 'up'),
    down: (history, url) => umzug(url, history.umzug, 'down'),
  },
  {
    name: 'node-pg-migrate',
    peer: true,
    up: (history, url) => nodePgMigrate(url, history.nodePgMigrate, 'up'),
    down: (history, url) => nodePgMigrate(url, history.nodePgMigrate, 'down'),
  },
];
