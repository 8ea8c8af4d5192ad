/**
 * Loads docs/ops into a real Prometheus: checks and tests the rules, lints what `migrate metrics` prints, scrapes the
 * exporter, and runs every expression of the dashboard. On Debian as root it installs Prometheus where it is missing.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');
const bin = join(repository, 'packages/migrator/bin/migrate.cjs');
const folder = mkdtempSync(join(tmpdir(), 'braid-prometheus-'));
const DEADLINE = Date.now() + 120_000;
/** @type {import('node:child_process').ChildProcess[]} */
const started = [];
let failures = 0;

try {
  installed();
  run('promtool', ['check', 'rules', join(repository, 'docs/ops/alerts.yml')]);
  run('promtool', ['test', 'rules', join(import.meta.dirname, 'alerts.test.yml')]);
  workspace();
  lint(migrate('metrics', '--embedded'));
  migrate('upgrade', '--embedded', '-q');
  const failed = migrate('metrics', '--embedded', '--label', 'env=test');
  lint(failed);
  await scraped();
  console.log(failures === 0 ? 'All is well with Prometheus.' : `${failures} failures.`);
} finally {
  for (const child of started) child.kill('SIGTERM');
  migrate('db', 'stop');
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);

/** @param {boolean} isRight @param {string} what */
function expectThat(isRight, what) {
  if (!isRight) failures += 1;
  console.log(`${isRight ? 'ok' : 'FAILED'} ${what}`);
}

function installed() {
  if (spawnSync('promtool', ['--version']).status === 0) return;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'prometheus'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (spawnSync('promtool', ['--version']).status === 0) return;
  console.error('Prometheus is not installed: apt-get install prometheus, then run this again.');
  process.exit(1);
}

/** @param {string} program @param {readonly string[]} args @param {string} [input] */
function run(program, args, input) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', input });
  expectThat(status === 0, `${program} ${args.slice(0, 2).join(' ')}`);
  if (status !== 0) console.log(stdout + stderr);
}

/** @param {string} text what promtool's linter reads: form, types, names and help */
function lint(text) {
  run('promtool', ['check', 'metrics'], text);
}

/** One revision that runs and one that fails. */
function workspace() {
  const migrations = join(folder, 'features/events/migrations');
  mkdirSync(migrations, { recursive: true });
  writeFileSync(join(folder, 'migrate.config.json'), '{}');
  writeFileSync(join(folder, 'features/events/slice.json'), '{ "label": "events" }');
  const text = (/** @type {string} */ header, /** @type {string} */ up) =>
    `${header}\n-- message: m\n\n-- migrate:upgrade\n${up};\n\n-- migrate:downgrade\nselect 1;\n`;
  writeFileSync(join(migrations, 'a.sql'), text('-- revision: one\n-- branch-label: events', 'select 1'));
  writeFileSync(join(migrations, 'b.sql'), text('-- revision: two\n-- revises: one', 'select 1 / 0'));
}

/** @param {readonly string[]} words */
function migrate(...words) {
  return spawnSync(process.execPath, [bin, ...words], { cwd: folder, encoding: 'utf8' }).stdout;
}

/** A Prometheus that scrapes an exporter, with the rules loaded. */
async function scraped() {
  const target = new URL(await exporterUrl()).host;
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [join(repository, 'docs/ops/alerts.yml')],
    scrape_configs: [{ job_name: 'braid', static_configs: [{ targets: [target] }] }],
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  run('promtool', ['check', 'config', join(folder, 'prometheus.yml')]);
  const port = 20_000 + (process.pid % 10_000);
  const options = ['--config.file', join(folder, 'prometheus.yml'), '--storage.tsdb.path', join(folder, 'data')];
  started.push(spawn('prometheus', [...options, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' }));
  const api = `http://127.0.0.1:${port}/api/v1`;
  const scrapedPending = await until(async () => (await ask(api, 'sum(braid_revisions_pending)')) === '1');
  expectThat(scrapedPending, 'the exporter is scraped');
  const fires = await until(async () =>
    (await json(`${api}/alerts`)).data.alerts.some(
      (/** @type {any} */ alert) => alert.labels.alertname === 'BraidMigrationFailed' && alert.state === 'firing',
    ),
  );
  expectThat(fires, 'a failed run fires its alert');
  const { data } = await json(`${api}/rules`);
  const sick = data.groups
    .flatMap((/** @type {any} */ group) => group.rules)
    .filter((/** @type {any} */ rule) => rule.health === 'err');
  expectThat(sick.length === 0, 'every rule can be evaluated');
  const dashboard = JSON.parse(readFileSync(join(repository, 'docs/ops/dashboard.json'), 'utf8'));
  for (const { title, targets } of dashboard.panels) {
    for (const { expr } of targets) {
      const { status } = await json(`${api}/query?query=${encodeURIComponent(expr.replaceAll('$database', '.*'))}`);
      expectThat(status === 'success', `the dashboard asks for: ${title}`);
    }
  }
}

/** @returns {Promise<string>} */
function exporterUrl() {
  const words = ['exporter', '--embedded', '--port', '0', '--label', 'env=test'];
  const child = spawn(process.execPath, [bin, ...words], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  return new Promise((done, failed) => {
    child.once('exit', () => failed(new Error('the exporter ended')));
    child.stderr.on('data', (chunk) => {
      const url = /Serving (\S+)/.exec(String(chunk))?.[1];
      if (url !== undefined) done(url);
    });
  });
}

/** @param {string} api @param {string} expression */
async function ask(api, expression) {
  const { data } = await json(`${api}/query?query=${encodeURIComponent(expression)}`);
  return data?.result?.[0]?.value?.[1];
}

/** @param {string} url @returns {Promise<any>} */
async function json(url) {
  try {
    return await (await fetch(url)).json();
  } catch {
    return { data: { alerts: [], groups: [] } };
  }
}

/** @param {() => Promise<boolean>} isThere */
async function until(isThere) {
  while (Date.now() < DEADLINE) {
    if (await isThere()) return true;
    await new Promise((done) => setTimeout(done, 250));
  }
  return false;
}
