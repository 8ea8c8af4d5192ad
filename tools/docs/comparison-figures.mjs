// `npm run docs`: writes the figures of docs/comparison.md from the pages that programs wrote and from what benches recorded. A test fails when they are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../docs/', import.meta.url));

/** @param {string} name */
const page = (name) => readFileSync(folder + name, 'utf8');

/**
 * The cells of the first row of a page that begins so.
 * @param {string} text
 * @param {string} first
 */
function row(text, first) {
  const line = text.split('\n').find((each) => each.startsWith(`| ${first}`));
  if (line === undefined) throw new Error(`no table has the row "${first}"`);
  return line.split('|').map((cell) => cell.replaceAll('*', '').trim());
}

/** A bench that has not been recorded yet, in a cell. */
const UNKNOWN = 'not recorded yet';

/**
 * A cell of what a bench recorded (tools/bench/record.mjs).
 *
 * @param {string} bench
 * @param {string} title of the table
 * @param {string} first cell of the row
 * @param {string} column
 */
function recorded(bench, title, first, column) {
  const file = fileURLToPath(new URL(`../bench/results/${bench}.json`, import.meta.url));
  if (!existsSync(file)) return UNKNOWN;
  /** @type {import('../bench/record.mjs').Recorded} */
  const { tables } = JSON.parse(readFileSync(file, 'utf8'));
  const table = tables.find(({ columns: [head = ''] }) => head.replaceAll('*', '') === title);
  const cells = table?.rows.find(([head]) => head === first);
  const cell = cells?.[table?.columns.indexOf(column) ?? -1];
  if (cell === undefined)
    throw new Error(
      `${bench}.json has no cell "${column}" of "${first}" in "${title}": BRAID_RECORD_BENCH=1 npm run bench:${bench}`,
    );
  return cell;
}

/** The rows of the comparison that hold figures, by their first cell. */
function figures() {
  const [kinds, pairs] = [page('kinds.md'), page('merge-pairs.md')];
  const total = /of (\d+) kinds/.exec(kinds)?.[1];
  const declared = /of the (\d+) that drizzle-orm 0\.45 declares/.exec(kinds)?.[1];
  /** @param {string} tool @param {string | undefined} of */
  const trips = (tool, of) => `${row(kinds, tool)[4]} of ${of}`;
  /** @param {string} which */
  const verdicts = (which) => {
    const [, right, ours, theirs] = row(pairs, which);
    const of = /\d+/.exec(right ?? '')?.[0];
    return [`${ours} of ${of}`, `${theirs} of ${of}`, 'it has no such check'];
  };
  /** @param {string} title */
  const times = (title) =>
    ['migrate', 'drizzle-orm', 'umzug', 'node-pg-migrate'].map((tool) =>
      recorded('apply', title, tool, 'against psql'),
    );
  /** @param {string} command @param {string} how */
  const written = (command, how) => {
    const time = recorded('generate', 'a slice of 100 tables', command, 'median');
    return time === UNKNOWN ? time : `${time}, ${how}`;
  };
  return new Map([
    [
      'kinds of change that come out right, up and back again',
      [trips('Braid |', total), trips('drizzle-kit 1.0', total), trips('drizzle-kit 0.31', declared)],
    ],
    ['pairs of branches that commute, and are let through', verdicts('of 28 pairs that commute')],
    ['pairs that do not commute, and are refused', verdicts('of 28 pairs that do not')],
    [
      'time to write a change to a schema of 100 tables',
      [
        written('`migrate revision`, second change', 'with its proof'),
        written('`drizzle-kit generate`, second change', 'without one'),
        'not measured',
      ],
    ],
    ['upgrade of 1,000 revisions', times('upgrade of 1000')],
    ['upgrade of 200 through a connection of 2 ms each way', times('200 through a relay of 2 ms each way')],
  ]);
}

/** The page as it is, with the figures of today. Throws where a row is missing. */
export function comparisonDocument() {
  let text = page('comparison.md');
  for (const [first, cells] of figures()) {
    const [line] = text.split('\n').filter((each) => each.startsWith(`| ${first} |`));
    if (line === undefined) throw new Error(`docs/comparison.md has no row "${first}"`);
    text = text.replace(line, `| ${[first, ...cells].join(' | ')} |`);
  }
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(`${folder}comparison.md`, comparisonDocument());
