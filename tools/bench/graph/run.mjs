// `npm run bench:graph [-- --sizes 1000,10000] [--rounds 3] [--no-database]`: writes graphs as files into a temporary folder, measures the
// compiled migrator on them (build it first: npm run prepare), and compares with the goals. CPU of all threads, cheapest of the rounds.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EMBEDDED, record } from '../record.mjs';
import { BIN, measureCommands, measureInProcess, run } from './children.mjs';
import { keep, tablesOf } from './figures.mjs';
import { SHAPES } from './shapes.mjs';
import { writeWorkspace } from './write-workspace.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    rounds: { type: 'string', default: '3' },
    'no-database': { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);
const STEPS = ['headers', 'graph', 'heads', 'history', 'plan from empty', 'plan from middle'];
/** The size that the goals are stated for, and the next one that growth is measured to. */
const [GOAL_SIZE, LARGE_SIZE] = [10_000, 100_000];

const temporary = mkdtempSync(join(tmpdir(), 'bench-graph-'));
/** @type {string[]} */
const missed = [];
try {
  for (const [shape, draw] of Object.entries(SHAPES)) {
    /** @type {{ size: number, cpu: Record<string, number>, megabytes: number }[]} */
    const measured = [];
    for (const size of sizes) {
      const root = mkdtempSync(join(temporary, `${shape}-${size}-`));
      writeWorkspace(root, draw(size));
      const result = measureInProcess(root, rounds);
      if (result.revisions !== size || result.steps !== size)
        throw new Error(`${shape}: ${size} revisions were expected`);
      measured.push({ size, ...result });
      if (existsSync(BIN)) reportCommands(shape, size, root);
      rmSync(root, { recursive: true });
    }
    printShape(shape, measured);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(missed.length === 0 ? '\nAll goals are met.' : `\n${missed.length} goals are missed.`);
record('graph', { rounds, missed, tables: tablesOf(Object.keys(SHAPES)), server: EMBEDDED });
process.exitCode = missed.length === 0 ? 0 : 1;

/**
 * @param {string} shape
 * @param {number} size
 * @param {string} root
 */
function reportCommands(shape, size, root) {
  const withDatabase = size === GOAL_SIZE && !values['no-database'];
  if (withDatabase) run([BIN, 'stamp', 'heads'], root);
  const [heads, current] = measureCommands(root, withDatabase ? ['heads', 'current'] : ['heads'], rounds);
  if (heads === undefined) return;
  console.log(`${shape} ${size}: migrate heads ${heads.cpu.toFixed(0)} ms CPU, ${heads.megabytes.toFixed(0)} MB`);
  if (size === GOAL_SIZE) goal(size, shape, '`migrate heads`', heads.cpu, 500, 'ms');
  else keep(size, shape, '`migrate heads`', `${heads.cpu.toFixed(0)} ms`);
  if (current === undefined) return;
  console.log(`${shape} ${size}: migrate current ${current.cpu.toFixed(0)} ms CPU, ${current.megabytes.toFixed(0)} MB`);
  keep(size, shape, '`migrate current`', `${current.cpu.toFixed(0)} ms`);
  goal(size, shape, '`migrate current` against `migrate heads`', current.cpu / heads.cpu, 1.3, 'times');
  run([BIN, 'db', 'stop'], root);
}

/**
 * @param {string} shape
 * @param {readonly { size: number, cpu: Record<string, number>, megabytes: number }[]} measured
 */
function printShape(shape, measured) {
  const sizeColumns = measured.map(({ size }) => String(size).padStart(10)).join('');
  console.log(`\n${shape.padEnd(18)}${sizeColumns}   growth exponents (ms CPU)`);
  for (const step of STEPS) {
    const row = measured.map(({ cpu }) => cpu[step] ?? 0);
    for (const { size, cpu } of measured) keep(size, shape, step, `${(cpu[step] ?? 0).toFixed(1)} ms`);
    const growth = row
      .slice(1)
      .map((value, i) => exponent(row[i] ?? 0, value, measured[i]?.size ?? 1, measured[i + 1]?.size ?? 1));
    console.log(
      `${step.padEnd(18)}${row.map((value) => value.toFixed(1).padStart(10)).join('')}   ${growth.join('  ')}`,
    );
  }
  console.log(`${'peak MB'.padEnd(18)}${measured.map(({ megabytes }) => megabytes.toFixed(0).padStart(10)).join('')}`);
  const at = new Map(measured.map((one) => [one.size, one]));
  const middle = at.get(GOAL_SIZE);
  const large = at.get(LARGE_SIZE);
  if (middle !== undefined) goal(GOAL_SIZE, shape, 'graph, and plan from empty', graphAndPlan(middle.cpu), 60, 'ms');
  if (large === undefined) return;
  goal(LARGE_SIZE, shape, 'most memory', large.megabytes, 250, 'MB');
  if (middle === undefined) return;
  const whole = (/** @type {Record<string, number>} */ cpu) => (cpu.headers ?? 0) + graphAndPlan(cpu);
  const growth = whole(large.cpu) / whole(middle.cpu);
  goal(LARGE_SIZE, shape, 'headers, graph and plan, against those of 10,000', growth, 12, 'times');
}

/** @param {Record<string, number>} cpu */
function graphAndPlan(cpu) {
  return (cpu.graph ?? 0) + (cpu['plan from empty'] ?? 0);
}

/**
 * 1 is linear, 2 quadratic.
 *
 * @param {number} before
 * @param {number} after
 * @param {number} from
 * @param {number} to
 */
function exponent(before, after, from, to) {
  return before > 0 ? (Math.log(after / before) / Math.log(to / from)).toFixed(2) : '-';
}

/**
 * @param {number} size
 * @param {string} shape
 * @param {string} name
 * @param {number} value
 * @param {number} limit
 * @param {string} unit
 */
function goal(size, shape, name, value, limit, unit) {
  const met = value <= limit;
  const shown = `${unit === 'times' ? value.toFixed(2) : value.toFixed(0)} ${unit}`;
  const text = `${shape}, ${size}: ${name}: ${shown} (goal ≤ ${limit})`;
  if (!met) missed.push(text);
  keep(size, shape, `${name}; goal: ≤ ${limit} ${unit}`, `**${shown}**`);
  console.log(`  ${met ? 'met   ' : 'MISSED'} ${text}`);
}
