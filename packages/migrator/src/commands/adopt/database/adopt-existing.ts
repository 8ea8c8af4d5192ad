import { ledgerLine } from '../../../adopt/database/foreign-ledgers.ts';
import { NotAdoptedError } from '../../../errors/adopt/adopt-errors.ts';
import { NothingToAdoptError, SchemaNotReadBackError, SlicesThereError } from '../../../errors/adopt/pull-errors.ts';
import type { LiveCatalog } from '../../../ports/proof/proof.ts';
import type { AdoptExistingBench, AdoptExistingOptions, AdoptExistingResult } from './adopt-database-options.ts';
import { baselines } from './baselines.ts';
import { completeBaselines } from './complete-baselines.ts';
import { pullFiles } from './pull-files.ts';
import { takeOver } from './take-over.ts';
import { withAdopted } from './with-adopted.ts';

/**
 * Adopts a database without a history: writes the first revisions of the slices, with the names that the database has,
 * and records that they are applied. If there are no slices, they are made from the database. They are recorded only if
 * the database is what all revisions build. None of them runs on it. Throws a `DatabaseDiffersError` (not with
 * `check`), before anything is written.
 */
export async function adoptExisting(
  bench: AdoptExistingBench,
  options: AdoptExistingOptions,
): Promise<AdoptExistingResult> {
  const { slices } = bench.workspace;
  if (slices.length === 0) return await adoptPulled(bench, await bench.liveCatalog(), options);
  if (options.by !== undefined || options.assign !== undefined)
    throw new SlicesThereError({ slices: slices.map(({ label }) => label) });
  const live = await bench.liveCatalog();
  const graph = bench.graph();
  if (graph.revisions.length === 0 && options.databaseOnly === true)
    throw new NotAdoptedError({ tool: 'database', slice: slices[0]?.label ?? 'app' });
  const isNew = options.databaseOnly !== true && slices.some(({ label }) => graph.headsOfSlice(label).length === 0);
  const { drafts, pending } = isNew
    ? await baselines(bench, live, options.message ?? 'baseline')
    : { drafts: [], pending: [] };
  return await takeOver({ from: bench, to: bench, live, check: options.check === true, drafts, pending, files: [] });
}

/** Writes the slices as well; they are read from a folder of drafts until everything is compared. */
async function adoptPulled(
  bench: AdoptExistingBench,
  live: LiveCatalog,
  options: AdoptExistingOptions,
): Promise<AdoptExistingResult> {
  if (options.databaseOnly === true) throw new NotAdoptedError({ tool: 'database', slice: 'app' });
  const { slices, files, ledgers, unsaid } = await pullFiles(bench, live.catalog, options);
  if (slices.every(({ tables }) => tables === 0) && files.every(({ file }) => !file.includes('/sql/')))
    throw new NothingToAdoptError({ target: (await bench.database()).target.display });
  return await bench.withDraft(files, async (draft) => {
    const { drafts, pending } = await baselines(draft, inWordsOfSchemas(live), options.message ?? 'baseline');
    if (pending.length > 0) throw new SchemaNotReadBackError({ differences: pending });
    const completed = completeBaselines(drafts, live.catalog);
    const adopted = completed.drafts.map((each, index) => {
      const ledger = ledgers[index];
      return ledger === undefined ? each : { ...each, file: withAdopted(each.file, ledgerLine(ledger)) };
    });
    const { files: written, ...result } = await takeOver({
      ...{ from: draft, to: bench, live, check: options.check === true },
      ...{ drafts: adopted, pending, files },
    });
    const made = files.map(({ file }) => file);
    return { ...result, files: { ...written, slices, made, kept: completed.kept, unsaid } };
  });
}

/** Only the baseline declares that policies also apply to the owner of a table. */
function inWordsOfSchemas(live: LiveCatalog): LiveCatalog {
  const entities = live.catalog.entities.map((entity) => {
    const { rowSecurity, ...facts } = entity.facts;
    if (entity.kind !== 'table' || !/forced$/.test(String(rowSecurity ?? ''))) return entity;
    return { ...entity, facts: rowSecurity === 'forced' ? facts : { ...facts, rowSecurity: 'enabled' } };
  });
  return { ...live, catalog: { entities } };
}
