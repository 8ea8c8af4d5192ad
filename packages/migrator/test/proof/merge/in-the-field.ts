import { Subject } from '../../../src/proof/round-trip/subject.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { A, B, type MergeWorkspace } from './merge-kit.ts';

/** The catalogs of databases that got so much before the merge was there, after `upgrade` to it: nothing, one branch, both in either order. */
export async function inTheField({ tools, bench }: MergeWorkspace, merge: string): Promise<readonly Catalog[]> {
  const subject = new Subject({ ...tools, workspace: bench().workspace });
  const histories = [[], [A], [B], [A, B], [B, A]];
  return await Promise.all(
    histories.map((history) =>
      tools.server.withDatabase(undefined, async (database) => {
        for (const id of history) await subject.upgrade(database, [id]);
        await subject.upgrade(database, [merge]);
        return await database.readCatalog();
      }),
    ),
  );
}
