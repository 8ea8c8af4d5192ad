import type { WorkspaceEdit } from '../../scaffold/workspace-edit.ts';
import type { InitFiles } from './init-manifest.ts';

/** What was added to a file. */
export interface FileAddition {
  readonly file: string;
  readonly what: string;
}

export interface AppliedEdits {
  readonly added: readonly FileAddition[];
  /** New files. */
  readonly made: readonly string[];
  /** Edits that have to be made by hand. */
  readonly byHand: readonly string[];
  /** Whether packages have to be installed now. */
  readonly installs: boolean;
}

/** Makes the additions; each file is written once. */
export function applyEdits(files: InitFiles, edits: readonly WorkspaceEdit[]): AppliedEdits {
  const added: FileAddition[] = [];
  const made: string[] = [];
  const byHand: string[] = [];
  let installs = false;
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const before = files.readAsWritten?.(file) ?? files.read(file);
    let text = before;
    for (const edit of edits.filter((each) => each.file === file)) {
      const after = edit.apply(text);
      if (after === undefined) byHand.push(edit.byHand);
      else if (after !== text && before !== undefined) added.push({ file, what: edit.what });
      if (after !== undefined && after !== text && edit.installs === true) installs = true;
      text = after ?? text;
    }
    if (text === undefined || text === before) continue;
    if (before === undefined) {
      files.create(file, text);
      made.push(file);
    } else files.replace(file, text);
  }
  return { added, made, byHand, installs };
}
