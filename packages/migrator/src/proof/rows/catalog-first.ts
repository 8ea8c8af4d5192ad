import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';

/** A catalog that is read in the message of whatever is asked first. */
export interface CatalogFirst {
  readonly query: ScratchDatabase['query'];
  /** Reads it by itself when nothing was asked. */
  end(): Promise<void>;
}

/**
 * Has the catalog judged before anything that is asked is answered. What is asked first may have written rows by then,
 * but nothing is done with its answer when `judge` throws.
 */
export function catalogFirst(
  database: Pick<ScratchDatabase, 'query' | 'readCatalog' | 'readCatalogThen'>,
  judge: (catalog: Catalog) => void,
): CatalogFirst {
  let isRead = false;
  const readAlone = async (): Promise<void> => {
    isRead = true;
    judge(await database.readCatalog());
  };
  return {
    async query(sql, parameters) {
      if (isRead) return await database.query(sql, parameters);
      isRead = true;
      if (parameters !== undefined) {
        await readAlone();
        return await database.query(sql, parameters);
      }
      let both: Awaited<ReturnType<typeof database.readCatalogThen>>;
      try {
        both = await database.readCatalogThen(sql);
      } catch (error) {
        await readAlone();
        throw error;
      }
      judge(both.catalog);
      return both.rows;
    },
    async end() {
      if (!isRead) await readAlone();
    },
  };
}
