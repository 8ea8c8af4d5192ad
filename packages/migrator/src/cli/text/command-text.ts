/**
 * The command line for other runners and the log: without the values of `--url` and `-x`, which may contain a password,
 * and without options that do not matter for the work.
 */
export function commandText(argv: readonly string[]): string {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--url') i += 1;
    else if (word.startsWith('-x')) {
      if (word === '-x') i += 1;
      const key = (word === '-x' ? argv[i] : word.slice(2))?.split('=', 1)[0];
      words.push(`-x ${key}=…`);
    } else if (!word.startsWith('--url=') && !['--json', '-q', '--quiet'].includes(word)) words.push(shellWord(word));
  }
  return words.join(' ').slice(0, 200) || 'upgrade';
}

/** Quoted for a shell, so that a hint can be copied. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
