import { main } from './main.ts';

export { main };

/** What `bin/migrate.cjs` calls: runs the command line of this process and leaves the exit code where Node takes it from. */
export function runMigrate(): void {
  // `migrate history | head`: whoever reads has seen enough, which is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  void main(process.argv.slice(2)).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
