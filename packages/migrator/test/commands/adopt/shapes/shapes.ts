/** How a project on drizzle-orm 0.45 is laid out and what its schema uses; the tables themselves are made by a program. */
export interface Shape {
  readonly tables: number;
  /** Migrations of drizzle-kit that make them. */
  readonly steps: number;
  /** The package that has the schema, from the root: `''` for the root itself. */
  readonly home: string;
  /** Of that package; npm's default is CommonJS. */
  readonly isModule: boolean;
  /** The configuration of drizzle-kit, from the root, and the folder in which drizzle-kit runs. */
  readonly config: string;
  readonly runsIn: string;
  /** In the configuration, seen from where drizzle-kit runs. */
  readonly schema: string;
  readonly out: string;
  readonly ledger?: { readonly schema: string; readonly table: string };
  /** Where the schema files are, from the root: one file, or a folder for several. */
  readonly source: string;
  readonly files: number;
  /** What schema files write behind the names of others: nothing, `.js` or `.ts`. */
  readonly ending: '' | '.js' | '.ts';
  /** `@/…` by tsconfig paths, in the place of relative imports. */
  readonly alias?: string;
  /** Values of enums are in a package of the workspace. */
  readonly hasPackage: boolean;
  readonly id: 'uuid' | 'text' | 'serial';
  /** Columns are named in snake_case or as their keys, or have no names and a casing. */
  readonly names: 'snake' | 'keys' | 'casing';
  /** Columns by `(t) => ({ id: t.uuid() })`. */
  readonly isCallback: boolean;
  /** Of `pgTableCreator`. */
  readonly prefix: string;
  readonly schemas: readonly string[];
  readonly enums: number;
  readonly policies: boolean;
  /** SQL by hand, before the first step. */
  readonly byHand?: string;
  /** Tables have ids by a function that only SQL by hand makes. */
  readonly makesIds?: boolean;
  /** A file of SQL that is in no journal. */
  readonly stray?: string;
}

type Common = Omit<Shape, 'tables' | 'id' | 'names' | 'schema' | 'source'>;

const PLAIN: Common = {
  steps: 3,
  home: '',
  isModule: false,
  config: 'drizzle.config.ts',
  runsIn: '',
  out: './drizzle',
  files: 1,
  ending: '',
  hasPackage: false,
  isCallback: false,
  prefix: '',
  schemas: [],
  enums: 2,
  policies: false,
};
const PACKAGE: Common = {
  ...PLAIN,
  home: 'packages/db',
  config: 'packages/db/drizzle.config.ts',
  runsIn: 'packages/db',
};

/** In the shapes of eight projects that are in the open; their sizes are those of theirs. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  'a chatbot: one package without "type", names as keys': {
    ...PLAIN,
    tables: 9,
    id: 'uuid',
    names: 'keys',
    schema: './lib/db/schema.ts',
    source: 'lib/db/schema.ts',
    out: './lib/db/migrations',
  },
  'a mail client: a package of a workspace, a prefix of all tables, a stray file': {
    ...PACKAGE,
    tables: 11,
    id: 'text',
    names: 'snake',
    prefix: 'mail0_',
    hasPackage: true,
    steps: 4,
    schema: './src/schema.ts',
    source: 'packages/db/src/schema.ts',
    out: './migrations',
    stray: '0001_lost',
  },
  'a starter: casing, columns by a callback': {
    ...PACKAGE,
    tables: 5,
    id: 'uuid',
    names: 'casing',
    isCallback: true,
    isModule: true,
    steps: 2,
    schema: './src/schema',
    source: 'packages/db/src/schema',
    files: 2,
    ending: '.ts',
  },
  'a deployer: 47 tables in 12 files, a configuration that names built files': {
    ...PACKAGE,
    tables: 47,
    id: 'uuid',
    names: 'snake',
    isModule: true,
    enums: 6,
    schema: './dist/src/schema',
    source: 'packages/db/src/schema',
    files: 12,
    ending: '.js',
  },
  'a platform: 63 tables by aliases, run from above its configuration, a ledger of its own': {
    ...PLAIN,
    tables: 63,
    id: 'text',
    names: 'keys',
    home: 'apps/web',
    runsIn: 'apps/web',
    enums: 9,
    config: 'apps/web/server/db/drizzle.config.ts',
    ledger: { schema: 'public', table: 'migrations' },
    schema: './server/db/schema/index.ts',
    source: 'apps/web/server/db/schema',
    files: 16,
    alias: '@/server/db/schema',
  },
  'a builder: 112 tables in one file, SQL by hand between': {
    ...PACKAGE,
    tables: 112,
    id: 'text',
    names: 'snake',
    isModule: true,
    enums: 12,
    steps: 6,
    schema: './schema.ts',
    source: 'packages/db/schema.ts',
    out: './migrations',
    byHand: "create function touched() returns trigger language plpgsql as 'begin return new; end'",
  },
  'a workbench: a schema, policies, and ids by a function': {
    ...PACKAGE,
    home: 'packages/platform/db',
    runsIn: 'packages/platform/db',
    tables: 26,
    id: 'text',
    names: 'snake',
    config: 'packages/platform/db/drizzle.config.ts',
    schema: './src/schema/*.ts',
    policies: true,
    ending: '.ts',
    source: 'packages/platform/db/src/schema',
    files: 8,
    schemas: ['latitude'],
    isModule: true,
    makesIds: true,
    byHand: "create function make_id() returns text language sql volatile as 'select gen_random_uuid()::text'",
  },
  'a ledger: 51 tables, two schemas, policies': {
    ...PACKAGE,
    tables: 51,
    id: 'uuid',
    names: 'snake',
    schemas: ['', 'hidden'],
    policies: true,
    enums: 5,
    schema: './src/schema.ts',
    source: 'packages/db/src/schema.ts',
    out: './migrations',
  },
};
