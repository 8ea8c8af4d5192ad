/** The settings of Flyway that decide how its files are read. */
export interface FlywaySettings {
  /** `filesystem:sql`, `classpath:db/migration` … */
  readonly locations: readonly string[];
  /** The schema in which names without a schema are made, and in which the table is; absent: `public`. */
  readonly schema?: string | undefined;
  readonly table: string;
  readonly prefixes: {
    readonly versioned: string;
    readonly undo: string;
    readonly repeatable: string;
    readonly baseline: string;
  };
  readonly separator: string;
  readonly suffixes: readonly string[];
  /** `undefined`: `placeholderReplacement=false`. */
  readonly placeholder: { readonly prefix: string; readonly suffix: string } | undefined;
  /** False: every file runs outside a transaction. */
  readonly transaction: boolean;
}

/** Flyway's own defaults. */
export const FLYWAY_DEFAULTS: FlywaySettings = {
  locations: [],
  table: 'flyway_schema_history',
  prefixes: { versioned: 'V', undo: 'U', repeatable: 'R', baseline: 'B' },
  separator: '__',
  suffixes: ['.sql'],
  placeholder: { prefix: '${', suffix: '}' },
  transaction: true,
};

/** Settings from the values of a configuration, by their names without `flyway.`, in camel case. */
export function flywaySettings(values: ReadonlyMap<string, string | readonly string[]>): FlywaySettings {
  const text = (name: string): string | undefined => {
    const value = values.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const list = (name: string): readonly string[] | undefined => {
    const value = values.get(name);
    const members = typeof value === 'string' ? value.split(',') : value;
    return members?.map((member) => member.trim()).filter((member) => member !== '');
  };
  const { prefixes, placeholder } = FLYWAY_DEFAULTS;
  return {
    locations: list('locations') ?? [],
    schema: text('defaultSchema') ?? list('schemas')?.[0],
    table: text('table') ?? FLYWAY_DEFAULTS.table,
    prefixes: {
      versioned: text('sqlMigrationPrefix') ?? prefixes.versioned,
      undo: text('undoSqlMigrationPrefix') ?? prefixes.undo,
      repeatable: text('repeatableSqlMigrationPrefix') ?? prefixes.repeatable,
      baseline: text('baselineMigrationPrefix') ?? prefixes.baseline,
    },
    separator: text('sqlMigrationSeparator') ?? FLYWAY_DEFAULTS.separator,
    suffixes: list('sqlMigrationSuffixes') ?? FLYWAY_DEFAULTS.suffixes,
    placeholder:
      text('placeholderReplacement') === 'false'
        ? undefined
        : {
            prefix: text('placeholderPrefix') ?? placeholder?.prefix ?? '',
            suffix: text('placeholderSuffix') ?? placeholder?.suffix ?? '',
          },
    transaction: text('executeInTransaction') !== 'false',
  };
}
