import type { CatalogEntity } from '../../../schema/entity/catalog.ts';

/** The words in which a server describes a thing: a row of the catalog's statement. */
export type EntityWords = Readonly<Record<string, unknown>>;

/** Of a thousand tables as they are in practice. */
const MOST = 25_000;

/**
 * Things of catalogs that were read lately, by all words that the server said about them. The same words give the same
 * object: it is made once, and catalogs that share it need not compare it.
 */
export class KnownEntities {
  #latest = new Map<string, CatalogEntity>();
  #earlier: ReadonlyMap<string, CatalogEntity> = new Map();

  /** @param make makes the thing of these words */
  entity(words: EntityWords, make: (words: EntityWords) => CatalogEntity): CatalogEntity {
    const { kind, schema, relation, name, facts } = words;
    const key = `${kind}\0${schema}\0${relation}\0${name}\0${facts}`;
    const latest = this.#latest.get(key);
    if (latest !== undefined) return latest;
    const entity = this.#earlier.get(key) ?? make(words);
    if (this.#latest.size === MOST) {
      this.#earlier = this.#latest;
      this.#latest = new Map();
    }
    this.#latest.set(key, entity);
    return entity;
  }
}
