import type { ScratchDatabase, ScratchTemplate } from '../../ports/proof/scratch.ts';
import type { ContentKeys } from '../content-keys.ts';
import type { Subject } from './subject.ts';

/**
 * Runs `work` on a scratch database at the given heads, without rows of ours: a clone of the template of this very
 * state, otherwise of the greatest one below it, brought up and kept as a template for the next time. Throws what the
 * runner throws when a revision below fails.
 *
 * @param keepFromMs kept only when bringing it up took at least so long: a copy costs a tenth of a second and more
 */
export async function withState<T>(
  subject: Subject,
  keys: ContentKeys,
  heads: readonly string[],
  work: (database: ScratchDatabase) => Promise<T>,
  keepFromMs = 0,
): Promise<T> {
  const { server, ambient } = subject.tools;
  if (heads.length === 0) return await server.withDatabase(undefined, work);
  const key = keys.state(heads);
  const start = nearest(subject, keys, heads, await server.templates());
  return await server.withDatabase(start?.key, async (database, found) => {
    if (found !== key) {
      const began = ambient.now().getTime();
      await subject.upgrade(database, heads);
      if (ambient.now().getTime() - began >= keepFromMs) await database.keepAs({ key, heads });
    }
    return await work(database);
  });
}

/**
 * The template that lacks the fewest revisions of the state and has none besides. Its files must be as they were, which
 * its key tells.
 */
function nearest(
  { graph }: Subject,
  keys: ContentKeys,
  heads: readonly string[],
  templates: readonly ScratchTemplate[],
): ScratchTemplate | undefined {
  const needed = new Set(graph.ancestors(heads, { dependencies: true }));
  let best: ScratchTemplate | undefined;
  let most = 0;
  for (const template of templates) {
    if (!template.heads.every((head) => needed.has(head)) || keys.state(template.heads) !== template.key) continue;
    const has = graph.ancestors(template.heads, { dependencies: true }).length;
    if (has > most) [best, most] = [template, has];
  }
  return best;
}
