import { type JoinAnswer, tryJoin } from '../../commands/ui/merge-view.ts';
import { type DifferenceView, revisionDifference } from '../../commands/ui/schema/revision-difference.ts';
import type { SchemaPlace } from '../../commands/ui/schema/schema-place.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';

/**
 * What is found out on scratch databases: one thing after the other, so that pages leave the machine to others, and
 * once for as long as the files are the same.
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

  /** Files have changed: nothing that was found counts. */
  forget(): void {
    for (const known of [this.#differences, this.#joins, this.#catalogs]) known.clear();
  }

  /** What a revision makes different. Throws what the runner throws when one fails. */
  difference(id: string): Promise<readonly DifferenceView[]> {
    return this.#once(this.#differences, id, () => this.#source.files((bench) => revisionDifference(bench, id)));
  }

  join(slice: string): Promise<JoinAnswer> {
    return this.#once(this.#joins, slice, () => this.#source.files((bench) => tryJoin(bench, slice)));
  }

  /** The schema at a place. Of a database it is read each time: it may change whenever somebody runs something. */
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
    // What failed for a reason of the machine may succeed the next time.
    finding.catch(() => {
      if (known.get(key) === finding) known.delete(key);
    });
    return finding;
  }
}
