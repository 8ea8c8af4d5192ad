import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One revision: a table with a column, as a team writes them. @param {number} n */
export function statementsOf(n) {
  return [
    `create table line_${n} (id int primary key, note text not null, at timestamptz not null default now());`,
    `create index line_${n}_at on line_${n} (at);`,
  ];
}

/**
 * A workspace with one slice and a line of revisions, and the fleets that are measured.
 *
 * @param {number} revisions
 * @param {object} fleets
 * @returns its root
 */
export function writeFleet(revisions, fleets) {
  const root = mkdtempSync(join(tmpdir(), 'fleet-bench-'));
  const folder = join(root, 'features/line/migrations');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'features/line/slice.json'), JSON.stringify({ label: 'line', schema: null }));
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ fleets, runner: { lease: 3_000 } }));
  for (let n = 1; n <= revisions; n += 1) {
    const header = n === 1 ? '-- branch-label: line' : `-- revises: ${idOf(n - 1)}`;
    const text = `-- revision: ${idOf(n)}\n${header}\n-- message: line ${n}\n\n-- migrate:upgrade\n${statementsOf(n).join('\n')}\n\n-- migrate:downgrade\ndrop table line_${n};\n`;
    writeFileSync(join(folder, `${String(n).padStart(4, '0')}_${idOf(n)}.sql`), text);
  }
  return root;
}

/** @param {number} n */
export function idOf(n) {
  return n.toString(16).padStart(12, 'a');
}
