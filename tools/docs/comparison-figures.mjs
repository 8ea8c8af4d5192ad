// `npm run docs`: writes the figures of docs/comparison.md from the pages that programs wrote. A test fails when they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
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

/** The rows of the comparison that hold figures, by their first cell. */
function figures() {
  const [kinds, pairs, benchmarks] = [page('kinds.md'), page('merge-pairs.md'), page('benchmarks.md')];
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
  /** @param {string} which */
  const times = (which) => {
    const [, , migrate, , , drizzle, umzug, other] = row(benchmarks, `${which} |`);
    return [migrate, drizzle, umzug, other];
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
        `${row(benchmarks, '`migrate revision`, second change')[2]}, with its proof`,
        `${row(benchmarks, '`drizzle-kit generate`, second change')[2]}, without one`,
        'not measured',
      ],
    ],
    ['upgrade of 1,000 revisions', times('upgrade of 1,000')],
    ['upgrade of 200 through a connection of 2 ms each way', times('upgrade of 200 through a relay of 2 ms each way')],
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
