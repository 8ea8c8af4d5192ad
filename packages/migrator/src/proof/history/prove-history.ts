import { MigratorError } from '../../errors/migrator-error.ts';
import { HistoryOrderFailedError, HistoryOrdersDifferError } from '../../errors/schema/history-errors.ts';
import type { HistoryProof } from '../../ports/proof/proof.ts';
import type { ScratchTemplate } from '../../ports/proof/scratch.ts';
import { describeDifference } from '../../schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { catalogHash } from '../catalog-hash.ts';
import { isRevisionFault } from '../round-trip/revision-fault.ts';
import { saidBy } from '../round-trip/section-run.ts';
import type { Subject } from '../round-trip/subject.ts';
import { type HistoryOrder, historyOrders } from './history-orders.ts';

export interface HistoryRequest {
  /** The seed of the random orders. */
  readonly seed: number;
  /** Take the proof of an earlier run. */
  readonly cache: boolean;
  /** Told after each order. */
  onOrder(name: string, done: number, of: number): void;
}

/** The outcome, and whether an earlier run had it. */
export interface ProvenHistory {
  readonly proof: HistoryProof;
  readonly cached: boolean;
}

/**
 * Builds all heads from nothing, in several orders that the graph allows: all must run and end with the same catalog.
 * What a developer's database got in the one order that happened, others get in another one.
 *
 * Throws a `HistoryOrderFailedError` or a `HistoryOrdersDifferError`; other errors mean that nothing could be proven.
 */
export async function proveHistory(subject: Subject, request: HistoryRequest): Promise<ProvenHistory> {
  const { graph, tools } = subject;
  const { server, cache, toolVersion, ambient } = tools;
  const serverVersion = await server.version();
  const key = subject.keys().history(graph.effectiveHeads);
  const known = request.cache && !tools.forgetful ? cache.readHistory(key) : undefined;
  if (known?.serverVersion === serverVersion) return { proof: known, cached: true };
  const began = ambient.now().getTime();
  const orders = historyOrders(graph, request.seed);
  let first: Catalog | undefined;
  const heads = subject.headsOf(graph.effectiveHeads);
  const template = { key: subject.keys().state(heads), heads };
  for (const [index, order] of orders.entries()) {
    // What `upgrade` makes is wanted again, by the comparison with the snapshots first of all.
    const catalog = await build(subject, order, index === 0 ? template : undefined);
    first ??= catalog;
    const differences = diffCatalogs(first, catalog).map(describeDifference);
    if (differences.length > 0) throw new HistoryOrdersDifferError({ order: order.name, differences });
    request.onOrder(order.name, index + 1, orders.length);
  }
  const proof: HistoryProof = {
    key,
    heads: graph.effectiveHeads,
    orders: orders.map(({ name }) => name),
    seed: request.seed,
    catalog: first === undefined ? '' : catalogHash(first),
    snapshots: '',
    serverVersion,
    toolVersion,
    durationMs: ambient.now().getTime() - began,
  };
  cache.writeHistory(proof);
  return { proof, cached: false };
}

async function build(
  subject: Subject,
  { name, nodes }: HistoryOrder,
  template: ScratchTemplate | undefined,
): Promise<Catalog> {
  return await subject.tools.server.withDatabase(undefined, async (database) => {
    try {
      await subject.build(database, nodes);
    } catch (error) {
      if (!(error instanceof MigratorError) || !isRevisionFault(error)) throw error;
      throw new HistoryOrderFailedError({ order: name, ...placeOf(error), said: saidBy(error) }, { cause: error });
    }
    const catalog = await database.readCatalog();
    if (template !== undefined) await database.keepAs(template);
    return catalog;
  });
}

function placeOf({ facts }: MigratorError): {
  readonly revision?: string;
  readonly slice?: string;
  readonly file?: string;
} {
  const { revision, slice, file } = facts;
  return {
    ...(revision === undefined ? {} : { revision }),
    ...(slice === undefined ? {} : { slice }),
    ...(file === undefined ? {} : { file }),
  };
}
