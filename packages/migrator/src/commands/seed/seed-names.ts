import type { Workbench } from '../shared/workbench.ts';

/** The names of all seeds, from file names only. */
export function seedNames({ workspace, files }: Pick<Workbench, 'workspace' | 'files'>): readonly string[] {
  return workspace.slices.flatMap(({ label, folder }) => {
    const place = folder === '' ? 'seeds' : `${folder}/seeds`;
    const names = ['.sql', '.ts'].flatMap((ending) =>
      files.list(place, ending).map((name) => name.slice(0, -ending.length)),
    );
    return names.toSorted().map((name) => `${label}/${name}`);
  });
}
