// `npm run docs`: writes the tables of docs/benchmarks.md from what benches recorded (tools/bench/record.mjs). A test fails when they are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {import('../bench/record.mjs').Recorded} Recorded */

const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const RESULTS = fileURLToPath(new URL('../bench/results/', import.meta.url));

/** The page as it is, with the tables of what was recorded last. */
export function benchmarksDocument() {
  return readFileSync(PAGE, 'utf8').replaceAll(
    /(<!-- recorded: ([\w-]+) -->\n)[\s\S]*?(<!-- end of \2 -->)/g,
    (_, begin, bench, end) => `${begin}\n${section(bench)}\n${end}`,
  );
}

/** @param {string} bench */
function section(bench) {
  const file = `${RESULTS}${bench}.json`;
  return existsSync(file)
    ? recordedText(JSON.parse(readFileSync(file, 'utf8')))
    : `Nothing is recorded yet: run \`BRAID_RECORD_BENCH=1 npm run bench:${bench}\`, then \`npm run docs\`.\n`;
}

/**
 * Where, when and on what it was measured, then the tables.
 * @param {Recorded} recorded
 */
export function recordedText(recorded) {
  const {
    at,
    commit,
    command,
    braid,
    node,
    system,
    processor,
    cores,
    loadBefore,
    load,
    server,
    peers = [],
    rounds,
  } = recorded;
  const with_ = [`Braid ${braid} (${commit})`, `Node ${node}`, server, ...peers].filter(Boolean).join(', ');
  const missed = recorded.missed.map((each) => `\nMissed: ${each}\n`).join('');
  const tables = recorded.tables.map(({ columns, rows }) =>
    [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
  );
  const times = rounds === 1 ? '1 round' : `${rounds} rounds`;
  const loads = `load average ${loadBefore === undefined ? '' : `${loadBefore} before and `}${load} at the end`;
  return `\`${command}\` at ${at.replace('T', ' ')} UTC, ${times}: ${with_}; ${cores} cores of ${processor}, ${system}, ${loads}.\n\n${tables.join('\n\n')}\n${missed}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, benchmarksDocument());
