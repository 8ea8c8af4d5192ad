import type { Statement } from '../../sql/script/statement.ts';

/** A file of a slice's `seeds/`, read. */
export interface SeedFile {
  /** `<slice>/<file name without its extension>`. */
  readonly name: string;
  readonly slice: string;
  /** Relative to the root of the workspace, with `/`. */
  readonly file: string;
  /** In which it may run: of the configuration, or `development` and `test`. Never empty. */
  readonly environments: readonly string[];
  readonly checksum: string;
  /** Absent for TypeScript, whose `seed` function says what is run. */
  readonly statements?: readonly Statement[];
}
