// Loaded with `node --require`: at its end the process writes its CPU time (ms, start of Node included) and peak memory (MB) to a file.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const file = process.env.BENCH_USAGE_FILE;
  if (file === undefined) return;
  const { user, system } = process.cpuUsage();
  writeFileSync(
    file,
    JSON.stringify({ cpu: (user + system) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }),
  );
});
