/** A statement that a rule finds, or does not find. */
export interface LintCase {
  readonly rule: string;
  readonly finds: boolean;
  /** What is below. */
  readonly given?: string;
  readonly sql: string;
  /** Of the marker. */
  readonly options?: string;
  readonly postgres?: number;
}

/** Cases of one rule on the same revisions below. */
export function cases(
  rule: string,
  given: string,
  { finds, leaves }: { readonly finds: readonly string[]; readonly leaves: readonly string[] },
): readonly LintCase[] {
  return [
    ...finds.map((sql) => ({ rule, given, sql, finds: true })),
    ...leaves.map((sql) => ({ rule, given, sql, finds: false })),
  ];
}
