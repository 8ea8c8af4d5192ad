import { homedir } from 'node:os';

/** The home folder; `/`, as container runtimes set it, where neither `HOME` nor `/etc/passwd` names one. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}
