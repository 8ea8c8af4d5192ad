/** Something that Braid needs in a file which a workspace usually has already. It only ever adds. */
export interface WorkspaceEdit {
  readonly file: string;
  /** What is added, in a few words. */
  readonly what: string;
  /** What to do where the file cannot be added to. */
  readonly byHand: string;
  /** Packages have to be installed after it. */
  readonly installs?: boolean;
  /**
   * The text with the addition; the same text when nothing is missing, `undefined` when it cannot be added to.
   *
   * @param text `undefined` when there is no such file
   */
  apply(text: string | undefined): string | undefined;
}

/** A line of a file of lines, such as .gitignore. */
export function lineEdit(file: string, line: string, why: string, before: readonly string[] = []): WorkspaceEdit {
  return {
    file,
    what: line,
    byHand: `Add ${line} to ${file}: ${why}.`,
    apply(text) {
      if (text === undefined) return `${[...before, line].join('\n')}\n`;
      const key = line.replace(/\/$/, '');
      const lines = text.split('\n').map((each) => each.trim().replace(/^\//, '').replace(/\/$/, ''));
      if (lines.includes(key)) return text;
      const end = text.includes('\r\n') ? '\r\n' : '\n';
      return `${text}${text === '' || text.endsWith('\n') ? '' : end}${line}${end}`;
    },
  };
}
