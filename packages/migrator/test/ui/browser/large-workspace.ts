import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../../support/temp-dir.ts';

/** Five slices, each with branches that are merged every twenty revisions. */
export function largeWorkspace(revisions: number): string {
  const root = tempDir('braid-large-');
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  const slices = ['billing', 'catalog', 'events', 'search', 'users'];
  const each = revisions / slices.length;
  slices.forEach((slice, number) => {
    const folder = join(root, 'features', slice, 'migrations');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(root, 'features', slice, 'slice.json'), JSON.stringify({ label: slice }));
    const id = (at: number): string => `${number}${String(at).padStart(7, '0')}`;
    for (let at = 0; at < each; at++) {
      const [turn, isLast] = [at % 20, at % 20 === 19];
      const parents = at === 0 ? [] : isLast ? [id(at - 1), id(at - 2)] : turn === 18 ? [id(at - 5)] : [id(at - 1)];
      writeFileSync(
        join(folder, `${String(at).padStart(5, '0')}_${id(at)}_x.sql`),
        `-- revision: ${id(at)}\n-- revises: ${parents.join(', ')}\n${at === 0 ? `-- branch-label: ${slice}\n` : ''}-- message: step ${at} of ${slice}\n\n-- migrate:upgrade\nselect 1;\n\n-- migrate:downgrade\nselect 1;\n`,
      );
    }
  });
  return root;
}
