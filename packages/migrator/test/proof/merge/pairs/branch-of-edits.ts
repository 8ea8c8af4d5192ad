import { effectText } from '../../../../src/commands/revision/generate/effect-text.ts';
import { generateSteps } from '../../../../src/commands/revision/generate/steps/generate-steps.ts';
import type { SchemaDiffer } from '../../../../src/ports/schema-differ.ts';
import { printRevisionFile } from '../../../../src/revision/print-revision-file.ts';
import type { Revision } from '../../../../src/revision/revision.ts';
import type { SectionDraft } from '../../../../src/revision/revision-draft.ts';
import type { SchemaEntity } from '../../../../src/schema/entity/schema-entity.ts';
import { printSnapshot } from '../../../../src/schema/entity/snapshot.ts';
import { parseRename } from '../../../../src/schema/rename/rename-flag.ts';
import { applied, type Edit } from './edits.ts';
import { SHOP } from './shop.ts';

export type Files = Readonly<Record<string, string>>;

const FOLDER = 'features/shop/migrations';

/** A workspace with one slice, at the shop that both branches begin with. */
export async function shopFiles(differ: SchemaDiffer): Promise<Files> {
  const base = await generated(differ, 'aaaaaaaaaa', '', [], SHOP, []);
  return {
    'nx.json': '{}',
    'features/shop/slice.json': '{ "label": "shop", "schema": "./src/schema.ts", "migrations": "./migrations" }',
    'features/shop/src/schema.ts': '',
    ...base.files,
  };
}

/** The head of the base. */
export const SHOP_HEAD = 'aaaaaaaaaa00';

/** The revisions that `migrate revision` writes for the edits, with their snapshots; usually one. */
export async function branchOfEdits(
  differ: SchemaDiffer,
  letter: string,
  edits: readonly Edit[],
): Promise<{ readonly files: Files; readonly head: string; readonly state: readonly SchemaEntity[] }> {
  const renames = edits.flatMap((edit) => edit.renames);
  const state = applied(SHOP, edits);
  return { ...(await generated(differ, letter.repeat(10), SHOP_HEAD, SHOP, state, renames)), state };
}

async function generated(
  differ: SchemaDiffer,
  id: string,
  below: string,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly string[],
): Promise<{ readonly files: Files; readonly head: string }> {
  const files: Record<string, string> = {};
  let head = below;
  for (const [at, step] of (await generateSteps(differ, before, after, renames.map(parseRename))).entries()) {
    const revision: Revision = {
      id: `${id}${String(at).padStart(2, '0')}`,
      revises: head === '' ? [] : [head],
      dependsOn: [],
      labels: head === '' ? ['shop'] : [],
      message: `step ${at}`,
      slice: 'shop',
      file: `${FOLDER}/${id}${String(at).padStart(2, '0')}.sql`,
      kind: 'sql',
    };
    const { upgrade, downgrade } = step;
    files[revision.file] = printRevisionFile({ revision, upgrade: draft(upgrade), downgrade: draft(downgrade) });
    files[`${FOLDER}/snapshots/${revision.id}.json`] = printSnapshot({
      slice: 'shop',
      revision: revision.id,
      entities: step.after,
    });
    head = revision.id;
  }
  return { files, head };
}

function draft({
  statements,
  transaction,
  lossy,
  rows,
}: Awaited<ReturnType<typeof generateSteps>>[number]['upgrade']): SectionDraft {
  return {
    statements,
    transaction,
    ...(lossy.length === 0 ? {} : { lossy: effectText(lossy) }),
    ...(rows.length === 0 ? {} : { rows: effectText(rows) }),
  };
}
