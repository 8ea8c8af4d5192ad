import { type JoinAnswer, tryJoin } from '../../commands/ui/merge-view.ts';
import { type DifferenceView, revisionDifference } from '../../commands/ui/schema/revision-difference.ts';
import type { SchemaPlace } from '../../commands/ui/schema/schema-place.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';

/**
 * Work on scratch databases for pages: one task at a time, to leave the machine to others, and each only once while the
 * files do not change.
 */
export class ScratchWork {
  readonly #source: PageSource;
  readonly #differences = new Map<string, Promise<readonly DifferenceView[]>>();
  readonly #joins = new Map<string, Promise<JoinAnswer>>();
  readonly #catalogs = new Map<string, Promise<Catalog>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(source: PageSource) {
    this.#source = source;
  }

  /** Files have changed, so all results are out of date. */
  forget(): void {
    for (const known of [this.#differences, this.#joins, this.#catalogs]) known.clear();
  }

  /** The changes of a revision. Throws what the runner throws when a revision fails. */
  difference(id: string): Promise<readonly DifferenceView[]> {
    return this.#once(this.#differences, id, () => this.#source.files((bench) => revisionDifference(bench, id)));
  }

  join(slice: string): Promise<JoinAnswer> {
    return this.#once(this.#joins, slice, () => this.#source.files((bench) => tryJoin(bench, slice)));
  }

  /** The schema at a place. That of a database is read at each call, because it can change at any time. */
  async catalogAt(place: SchemaPlace): Promise<Catalog> {
    if (place.kind === 'environment') {
      return await this.#source.database(place.name, async (bench) => (await bench.liveCatalog()).catalog);
    }
    const key = place.kind === 'heads' ? '' : place.id;
    return await this.#once(this.#catalogs, key, () =>
      this.#source.files(async (bench) => {
        const heads = place.kind === 'heads' ? bench.graph().effectiveHeads : [place.id];
        return await (await bench.prover()).builtBy(heads);
      }),
    );
  }

  #once<Found>(known: Map<string, Promise<Found>>, key: string, find: () => Promise<Found>): Promise<Found> {
    const found = known.get(key);
    if (found !== undefined) return found;
    const finding = this.#last.then(find);
    this.#last = finding.catch(() => undefined);
    known.set(key, finding);
    // A failure of the machine may not happen again, so do not keep it.
    finding.catch(() => {
      if (known.get(key) === finding) known.delete(key);
    });
    return finding;
  }
}
