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
import { Slots } from '../slots.ts';
import { aloneOnServer } from './alone-on-server.ts';
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
  /** What all heads together make, unless an earlier run built it. */
  readonly catalog?: Catalog | undefined;
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
  let done = 0;
  for await (const { name, catalog } of builtInTurn(subject, orders)) {
    first ??= catalog;
    const differences = diffCatalogs(first, catalog).map(describeDifference);
    if (differences.length > 0) throw new HistoryOrdersDifferError({ order: name, differences });
    done += 1;
    request.onOrder(name, done, orders.length);
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
  return { proof, cached: false, catalog: first };
}

interface BuiltOrder {
  readonly name: string;
  readonly catalog: Catalog;
}

/**
 * Builds in several orders, as many at a time as proofs run, and gives them one after the other. Once one has failed no
 * more are begun, and those that have begun end before it is thrown. Where revisions change what the databases of the
 * server share, it is one order at a time.
 */
async function* builtInTurn(subject: Subject, orders: readonly HistoryOrder[]): AsyncGenerator<BuiltOrder> {
  const { graph, tools } = subject;
  const heads = subject.headsOf(graph.effectiveHeads);
  // The next revision is proven on what `upgrade` makes.
  const template = { key: subject.keys().state(heads), heads };
  const isAlone = graph.ordered.some(({ id }) => aloneOnServer(subject.file(id)));
  const slots = new Slots(isAlone ? 1 : tools.parallel);
  let isOver = false;
  const attempt = async (order: HistoryOrder, index: number): Promise<Catalog | undefined> => {
    if (isOver) return undefined;
    try {
      return await build(subject, order, index === 0 ? template : undefined);
    } catch (error) {
      isOver = true;
      throw error;
    }
  };
  const building = orders.map((order, index) => slots.run(() => attempt(order, index)));
  // One may fail while an earlier one is waited for.
  const ended = Promise.allSettled(building);
  try {
    for (const [index, { name }] of orders.entries()) {
      const catalog = await building[index];
      if (catalog !== undefined) yield { name, catalog };
    }
  } finally {
    isOver = true;
    await ended;
  }
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
    if (template !== undefined) await database.leaveAs(template);
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
