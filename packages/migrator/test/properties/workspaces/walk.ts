import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { merge } from '../../../src/commands/merge/merge.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import type { RevisionOptions } from '../../../src/commands/revision/revision-options.ts';
import { snapshot } from '../../../src/commands/snapshot/snapshot.ts';
import { upgrade } from '../../../src/commands/upgrade/upgrade.ts';
import { MigratorError } from '../../../src/errors/migrator-error.ts';
import { changeOf, type SchemaStep } from './changes.ts';
import type { Dice } from './dice.ts';
import type { Model, Table } from './model.ts';
import type { Files, RandomWorkspace } from './workspace.ts';

/** A history that grows, and the model that its schemas declare. */
export class Walk {
  readonly #workspace: RandomWorkspace;
  readonly #dice: Dice;
  #names = 0;
  model: Model;
  /** What was done, for people. */
  readonly log: string[] = [];
  /** Codes of the errors with which commands refused a step. */
  readonly refused: string[] = [];

  constructor(workspace: RandomWorkspace, dice: Dice, model: Model) {
    this.#workspace = workspace;
    this.#dice = dice;
    this.model = model;
    workspace.declare(model);
  }

  readonly name = (prefix: string): string => `${prefix}${++this.#names}`;

  /** Each slice gets a table and its first revision. */
  async begin(): Promise<void> {
    for (const slice of this.model.slices) {
      if (this.#dice.chance(20)) continue;
      const key = this.name('t');
      const columns = [{ key: this.name('c'), name: this.name('n'), type: 'integer', required: false }];
      this.model = { ...this.model, tables: [...this.model.tables, { key, slice, name: key, columns }] };
    }
    this.#workspace.declare(this.model);
    await this.#write({});
    await this.#workspace.withBench((bench) => upgrade(bench));
  }

  /** One step and the upgrade of the developer's database. What a command refuses is undone. */
  async step(): Promise<void> {
    const [files, model] = [this.#workspace.files(), this.model];
    const kinds = ['generated', 'generated', 'generated', 'generated', 'rows', 'rows', 'by hand', 'branches', 'join'];
    const kind = this.#dice.of(kinds) ?? '';
    try {
      const does = await this.#do(kind);
      await this.#workspace.withBench((bench) => upgrade(bench));
      this.log.push(`${kind}: ${does}`);
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
      this.refused.push(error.code);
      this.log.push(`${kind} was refused: ${error.code} ${error.message.split('\n')[0]}`);
      this.model = model;
      this.#workspace.restore(files);
    }
  }

  async #do(kind: string): Promise<string> {
    switch (kind) {
      case 'rows':
        return await this.#rows();
      case 'by hand':
        return await this.#byHand();
      case 'branches':
        return await this.#branches();
      case 'join':
        return await this.#join();
      default:
        return await this.#generated(changeOf(this.model, this.#dice, this.name));
    }
  }

  #write(options: Omit<RevisionOptions, 'message'>) {
    return this.#workspace.withBench((bench) => revision(bench, { message: this.name('step '), ...options }));
  }

  async #generated(step: SchemaStep | undefined): Promise<string> {
    if (step === undefined) return 'nothing';
    this.model = step.model;
    this.#workspace.declare(step.model);
    const alone = step.renames === undefined && this.#dice.chance(50);
    await this.#write({ ...(alone ? { slice: step.slice } : {}), renames: step.renames });
    return step.does;
  }

  /** Rows, written by hand or by code. */
  async #rows(): Promise<string> {
    const table = this.#dice.of(this.model.tables);
    if (table === undefined) return 'nothing';
    const slice = this.#dice.chance(70) ? table.slice : (this.#dice.of(this.model.slices) ?? '');
    const sql = this.#rowStatement(table);
    const isCode = this.#dice.chance(40);
    const isForeign = slice !== table.slice;
    const other = {
      ...(isForeign ? { alters: `${table.slice} "its rows"` } : {}),
      ...(isForeign && this.#dice.chance(50) ? { dependsOn: [`${table.slice}@head`] } : {}),
    };
    const { revisions } = await this.#write({ slice, ...(isCode ? { data: true } : { empty: true }), ...other });
    this.#fill(revisions[0]?.file ?? '', sql, isCode);
    return `${slice}: ${sql}`;
  }

  #rowStatement({ name, columns }: Table): string {
    const column = this.#dice.of(columns.filter(({ type }) => type === 'integer' || type === 'bigint'));
    if (column === undefined || this.#dice.chance(40)) {
      return `insert into ${name} (id) values (${1000 + this.#names}) on conflict do nothing`;
    }
    return `update ${name} set ${column.name} = coalesce(${column.name}, 0) + ${1 + this.#dice.below(3)}`;
  }

  #fill(file: string, sql: string, isCode: boolean): void {
    const path = join(this.#workspace.demo.root, file);
    const text = readFileSync(path, 'utf8');
    const filled = isCode
      ? text
          .replace("await op.execute('select 1')", `await op.execute('${sql}')`)
          // Below all keys: an empty line ends them.
          .replace(/^(?:\/\/ .*\n)+/, '$&//\n// migrate:downgrade lossy="rows"\n')
      : text
          .replace(/-- migrate:downgrade\n/, '-- migrate:downgrade irreversible="rows"\n')
          .replace(/-- migrate:upgrade\n/, `-- migrate:upgrade\n${sql};\n`);
    writeFileSync(path, filled);
  }

  /** A change of the schema whose SQL a person writes, mostly with the snapshot that it takes. */
  async #byHand(): Promise<string> {
    const table = this.#dice.of(this.model.tables);
    if (table === undefined) return 'nothing';
    const column = { key: this.name('c'), name: this.name('h'), type: 'integer', required: false };
    const tables = this.model.tables.map((each) =>
      each === table ? { ...each, columns: [...each.columns, column] } : each,
    );
    this.model = { ...this.model, tables };
    this.#workspace.declare(this.model);
    const { revisions } = await this.#write({ slice: table.slice, empty: true });
    const file = join(this.#workspace.demo.root, revisions[0]?.file ?? '');
    const text = readFileSync(file, 'utf8')
      .replace(
        '-- migrate:upgrade\n',
        `-- migrate:upgrade\nalter table ${table.name} add column ${column.name} integer;\n`,
      )
      .replace(
        '-- migrate:downgrade\n',
        `-- migrate:downgrade lossy="the column"\nalter table ${table.name} drop column ${column.name};\n`,
      );
    writeFileSync(file, text);
    if (this.#dice.chance(20)) return `${column.name}, without a snapshot`;
    await this.#workspace.withBench(async (bench) =>
      snapshot({ ...bench, prover: bench.realProver }, { slices: [table.slice] }),
    );
    return `${column.name}, with a snapshot`;
  }

  /** Two developers add something on the same state; git joins their files, and one of them joins the revisions. */
  async #branches(): Promise<string> {
    const [start, model] = [this.#workspace.files(), this.model];
    const mine = changeOf(model, this.#dice, this.name, true);
    if (mine === undefined) return 'nothing';
    await this.#generated(mine);
    const after = this.#workspace.files();
    this.#workspace.restore(start);
    this.model = model;
    const theirs = changeOf(model, this.#dice, this.name, true);
    if (theirs === undefined) return 'nothing';
    await this.#generated(theirs);
    for (const [path, text] of added(start, after)) this.#workspace.demo.write(path, text);
    this.model = joined(mine.model, theirs.model);
    this.#workspace.declare(this.model);
    if (mine.slice === theirs.slice) {
      await this.#workspace.withBench((bench) => merge(bench, { slice: mine.slice }));
    }
    return `${mine.does}, ${theirs.does}`;
  }

  /** Lines of two slices in one revision. */
  async #join(): Promise<string> {
    const slices = [...new Set(this.#workspace.revisions().map(({ slice }) => slice))];
    const [one, other] = [this.#dice.of(slices), this.#dice.of(slices)];
    if (one === undefined || other === undefined || one === other) return 'nothing';
    await this.#workspace.withBench((bench) => merge(bench, { revisions: [`${one}@head`, `${other}@head`] }));
    return `${one} and ${other}`;
  }

  /** Something that nobody wrote a revision for. */
  declareAlone(): string {
    const step = changeOf(this.model, this.#dice, this.name);
    if (step === undefined) return 'nothing';
    this.model = step.model;
    this.#workspace.declare(step.model);
    return step.does;
  }

  remove(path: string): void {
    rmSync(join(this.#workspace.demo.root, path));
  }
}

/** The migrations that one set of files has beyond another. */
function added(before: Files, after: Files): Files {
  return new Map([...after].filter(([path]) => path.includes('/migrations/') && !before.has(path)));
}

/** Both additions. */
function joined(mine: Model, theirs: Model): Model {
  const both = <T extends { readonly key?: string; readonly name?: string }>(a: readonly T[], b: readonly T[]): T[] => [
    ...a,
    ...b.filter((each) => !a.some((known) => (known.key ?? known.name) === (each.key ?? each.name))),
  ];
  const tables = both(mine.tables, theirs.tables).map((table) => {
    const other = theirs.tables.find(({ key }) => key === table.key);
    return other === undefined ? table : { ...table, columns: both(table.columns, other.columns) };
  });
  return {
    slices: mine.slices,
    tables,
    enums: both(mine.enums, theirs.enums),
    readers: both(mine.readers, theirs.readers),
  };
}
