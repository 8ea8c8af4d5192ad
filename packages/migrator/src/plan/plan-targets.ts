/** The target symbols of `upgrade`/`downgrade`: the words given, or `<slice>@<word>` for each `--slice`; a word that names the slice itself stays as it is. */
export function planTargets(targets: readonly string[], slices: readonly string[] = []): readonly string[] {
  const words = targets.length === 0 ? ['head'] : targets;
  return slices.length === 0
    ? targets
    : slices.flatMap((slice) => words.map((word) => (word.startsWith(`${slice}@`) ? word : `${slice}@${word}`)));
}
