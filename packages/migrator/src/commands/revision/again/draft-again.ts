import { UnusedRenameError } from '../../../errors/schema/rename-errors.ts';
import { generate } from '../generate/generate.ts';
import type { GeneratedDraft } from '../generate/generated-draft.ts';
import type { RevisionBench } from '../revision-bench.ts';
import { type Again, requestAgain } from './again.ts';

/**
 * Drafts a revision again from the current schema of its slice, and proves it. What it renamed before is renamed again,
 * unless that rename no longer fits the schema. Throws what `revision` throws.
 */
export async function draftAgain(bench: RevisionBench, again: Again): Promise<readonly GeneratedDraft[]> {
  let inherited = (again.revision.renames ?? []).filter((rename) => !again.renames.includes(rename));
  for (;;) {
    try {
      return await generate(bench, requestAgain(bench, { ...again, renames: [...again.renames, ...inherited] }));
    } catch (error) {
      const unused = error instanceof UnusedRenameError ? error.facts.flag : undefined;
      if (unused === undefined || !inherited.includes(unused)) throw error;
      inherited = inherited.filter((rename) => rename !== unused);
    }
  }
}
