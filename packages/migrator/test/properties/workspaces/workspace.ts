import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import { readLiveCatalog } from '../../../src/adapters/scratch/read-live-catalog.ts';
import { check } from '../../../src/commands/check/check.ts';
import type { Workbench } from '../../../src/commands/shared/workbench.ts';
import { validate } from '../../../src/commands/validate/validate.ts';
import { MigratorError } from '../../../src/errors/migrator-error.ts';
import { defaultRunnerOptions } from '../../../src/execute/runner-options.ts';
import { createProver } from '../../../src/proof/prover.ts';
import type { DemoWorkspace } from '../../commands/revision/revision-kit.ts';
import type { proofTools } from '../../proof/proof-kit.ts';
import { noPrecautions } from '../../support/no-precautions.ts';
import { type PlainRevision, plainRevision } from './judge.ts';
import type { Model } from './model.ts';
import { objectTexts, schemaText } from './schema-text.ts';

type Tools = ReturnType<typeof proofTools>;

/** All files below `features/`, by path. */
export type Files = ReadonlyMap<string, string>;

/** A workspace in a folder, the database of its developer, and the commands of both. */
export class RandomWorkspace {
  readonly demo: DemoWorkspace;
  readonly #tools: Tools;
  readonly #url: string;

  constructor(demo: DemoWorkspace, tools: Tools, url: string) {
    this.demo = demo;
    this.#tools = tools;
    this.#url = url;
  }

  /** Runs `work` with a workbench for the files as they are now, and the developer's database. */
  async withBench<Result>(work: (bench: ReturnType<RandomWorkspace['bench']>) => Promise<Result>): Promise<Result> {
    const database = openPgDatabase({ url: this.#url, source: 'test', toolVersion: 'test' });
    try {
      return await work(this.bench(async () => database));
    } finally {
      await database.close();
    }
  }

  bench(database: Workbench['database']) {
    const tools = { ...this.#tools, workspace: openWorkspace(this.demo.root) };
    const bench = this.demo.bench();
    return {
      ...bench,
      database,
      reach: async () => 'local' as const,
      files: openRevisionFiles(this.demo.root),
      proofs: async () => tools,
      /** What `snapshot` needs; `revision` writes without a proof here, so that the gates are alone. */
      realProver: async () => createProver(tools),
      liveCatalog: () => readLiveCatalog({ url: this.#url, source: 'test' }),
      runner: { ...tools, options: defaultRunnerOptions, runs: 'test', onEvent: () => undefined },
      safety: { protectedEnvironment: async () => undefined, yes: true, command: 'test' },
      ...noPrecautions,
      withWoven: <Result>(): Promise<Result> => Promise.reject(new Error('not in this workspace')),
    };
  }

  /** Writes the schemas and `sql/` files that a model says. */
  declare(model: Model): void {
    for (const slice of model.slices) {
      this.demo.schema(slice, schemaText(model, slice));
      rmSync(join(this.demo.root, 'features', slice, 'sql'), { recursive: true, force: true });
      for (const [name, text] of objectTexts(model, slice)) this.demo.write(`features/${slice}/sql/${name}`, text);
    }
  }

  files(): Files {
    const folder = join(this.demo.root, 'features');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    const files = names.filter((name) => statSync(join(folder, name)).isFile());
    return new Map(files.map((name) => [`features/${name}`, readFileSync(join(folder, name), 'utf8')]));
  }

  /** Puts everything back as it was. */
  restore(files: Files): void {
    for (const path of this.files().keys()) if (!files.has(path)) rmSync(join(this.demo.root, path));
    for (const [path, text] of files) {
      const file = join(this.demo.root, path);
      if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  revisions(): readonly PlainRevision[] {
    return [...this.files()].flatMap(([path, text]) => {
      const [, slice] = /^features\/([^/]+)\/migrations\/[^/]+\.(?:sql|ts)$/.exec(path) ?? [];
      const read = slice === undefined ? undefined : plainRevision(slice, path, text);
      return read === undefined ? [] : [read];
    });
  }

  /** What the gates say: of the files, and of the developer's database. Empty: nothing is wrong. */
  async gates(seed: number): Promise<{ readonly files: readonly string[]; readonly database: readonly string[] }> {
    const files = await faults(async () => {
      const { findings, unread } = await this.withBench((bench) => check(bench));
      const found = findings.filter(({ code }) => !ASIDE.has(code)).map(({ code, message }) => `${code}: ${message}`);
      // What code does is not known, and that is said: its order is not called right.
      return [...found, ...unread.map(({ revision, slice }) => `not-read: ${revision} of ${slice}`)];
    });
    const whole = await faults(async () => {
      const { revisions, history } = await this.withBench((bench) =>
        validate({ ...bench, prover: bench.realProver }, { seed }),
      );
      const wrong = revisions.flatMap(({ problem, verdict }) =>
        verdict === 'proven' ? [] : [problem === null ? verdict : `${problem.code}: ${problem.message}`],
      );
      const isWhole = revisions.length === 0 || history?.verdict === 'proven';
      const { problem, snapshotsNotCompared } = history ?? {};
      // Nobody is told "ok" of what was not looked at.
      if (isWhole) return typeof snapshotsNotCompared === 'string' ? [...wrong, snapshotsNotCompared] : wrong;
      return [...wrong, `${problem?.code ?? 'not-tried'}: ${problem?.message ?? 'not proven whole'}`];
    });
    const database = await faults(async () => {
      const { findings } = await this.withBench((bench) => check(bench, { database: true, schema: false }));
      return findings.filter(({ code }) => !ASIDE.has(code)).map(({ code, message }) => `${code}: ${message}`);
    });
    return { files: [...files, ...whole], database };
  }
}

/** What the packages of Node depend on is no matter of databases. */
const ASIDE: ReadonlySet<string> = new Set(['slice-dependency-missing']);

/** A command that fails has found something. */
async function faults(work: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MigratorError) return [`${error.code}: ${error.message}`];
    throw error;
  }
}
