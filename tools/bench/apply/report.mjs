import { median } from '../measure.mjs';

/** @typedef {import('./measure-case.mjs').Case} Case */
/** @typedef {import('./measure-case.mjs').Entry} Entry */

/** Median over the turns that both had. @param {Entry} one @param {Entry} other */
function ratio(one, other) {
  const walls = other.walls ?? [];
  return median((one.walls ?? []).slice(0, walls.length).map((wall, turn) => wall / (walls[turn] ?? wall)));
}

/**
 * The table of a case, and the goals that it missed.
 *
 * @param {Case} benchCase
 * @returns {{ text: string, missed: readonly string[], table: import('../record.mjs').Table }}
 */
export function report({ title, entries, goals, relay }) {
  const [reference] = entries;
  if (reference === undefined) return { text: '', missed: [], table: { columns: [], rows: [] } };
  /** @type {string[]} */
  const missed = [];
  const lines = entries.map((entry) => {
    const walls = entry.walls ?? [];
    const goal = goals.find(({ name }) => name === entry.name);
    const reached = ratio(entry, reference);
    if (goal !== undefined && reached > goal.most)
      missed.push(`${title}: ${entry.name} took ${reached.toFixed(2)} of ${reference.name}, not ≤ ${goal.most}`);
    const cells = [
      entry.name.padEnd(20),
      String(walls.length).padStart(4),
      median(walls).toFixed(0).padStart(7),
      `${Math.min(...walls).toFixed(0)}–${Math.max(...walls).toFixed(0)}`.padStart(12),
      reached.toFixed(2).padStart(7),
      median(entry.clientCpu ?? [])
        .toFixed(0)
        .padStart(8),
      median(entry.serverCpu ?? [])
        .toFixed(0)
        .padStart(8),
      ...(relay ? [String(entry.roundTrips).padStart(12)] : []),
      goal === undefined ? '' : `  ≤ ${goal.most}${reached > goal.most ? '  MISSED' : ''}`,
    ];
    return cells.join('');
  });
  const [own] = goals.map(({ name }) => entries.find((entry) => entry.name === name));
  for (const peer of entries.filter((entry) => entry.peer)) {
    if (own === undefined || ratio(own, peer) < 1) continue;
    missed.push(`${title}: slower than ${peer.name} (${ratio(own, peer).toFixed(2)})`);
  }
  const head = `${'tool'.padEnd(20)}runs     ms   min–max   ratio  client  server${relay ? ' round trips' : ''}   goal`;
  const rows = entries.map((entry) => {
    const walls = entry.walls ?? [];
    const goal = goals.find(({ name }) => name === entry.name);
    return [
      ...[entry.name, median(walls).toFixed(0), `${Math.min(...walls).toFixed(0)} … ${Math.max(...walls).toFixed(0)}`],
      ...[ratio(entry, reference).toFixed(2), goal === undefined ? '' : String(goal.most)],
      ...(relay ? [String(entry.roundTrips)] : []),
    ];
  });
  const columns = [
    `**${title}**`,
    'ms',
    'from … to',
    `against ${reference.name}`,
    'goal',
    ...(relay ? ['round trips'] : []),
  ];
  return { text: `${title}\n${head}\n${lines.join('\n')}\n`, missed, table: { columns, rows } };
}
