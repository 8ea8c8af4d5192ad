import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';

/** Reads each file once: all that one check finds in a file is then about one content of it. */
export function withRememberedFiles<Bench extends { readonly files: RevisionFiles }>(bench: Bench): Bench {
  return { ...bench, files: rememberedFiles(bench.files) };
}

/** What is written through it is read again. */
function rememberedFiles(files: RevisionFiles): RevisionFiles {
  const texts = new Map<string, string | undefined>();
  const names = new Map<string, readonly string[]>();
  const forget = (): void => {
    texts.clear();
    names.clear();
  };
  return {
    read(file) {
      if (!texts.has(file)) texts.set(file, files.read(file));
      return texts.get(file);
    },
    list(folder, ending) {
      const key = `${folder}\0${ending}`;
      const known = names.get(key) ?? files.list(folder, ending);
      names.set(key, known);
      return known;
    },
    create(file, text) {
      forget();
      files.create(file, text);
    },
    replace(file, text) {
      forget();
      files.replace(file, text);
    },
  };
}
