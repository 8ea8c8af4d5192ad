import type { RevisionFile } from '../../revision/revision-file.ts';
import type { LintReport } from '../shared/lint/lint-finding.ts';
import { beginLintDrafts } from '../shared/lint/lint-revisions.ts';
import { onScratch } from '../shared/lint/on-scratch.ts';
import { afterOthers } from './after-others.ts';
import type { RevisionBench } from './revision-bench.ts';

/** Lints drafts before they are written: it reads them while they are proven, which is mostly waiting. */
export class EarlyLint {
  readonly #bench: RevisionBench;
  #begun: { readonly files: readonly RevisionFile[]; readonly reading: Promise<() => Promise<LintReport>> } | undefined;

  constructor(bench: RevisionBench) {
    this.#bench = bench;
  }

  /** Once for the same files. What is wrong shows when they are linted: that a proof fails comes first. */
  begin(files: readonly RevisionFile[]): void {
    if (this.#begunWith(files) !== undefined) return;
    const reading = beginLintDrafts(this.#bench, files, onScratch(this.#bench), afterOthers);
    reading.catch(() => undefined);
    this.#begun = { files, reading };
  }

  async lint(files: readonly RevisionFile[]): Promise<LintReport> {
    const finish = await (this.#begunWith(files) ?? beginLintDrafts(this.#bench, files, onScratch(this.#bench)));
    return await finish();
  }

  #begunWith(files: readonly RevisionFile[]): Promise<() => Promise<LintReport>> | undefined {
    const begun = this.#begun;
    const isSame = begun?.files.length === files.length && files.every((file, at) => file === begun.files[at]);
    return isSame ? begun.reading : undefined;
  }
}
