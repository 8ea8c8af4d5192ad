// Writes how much CPU a process has used, in milliseconds, when it ends.
const { writeFileSync } = require('node:fs');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  if (process.env.CPU_FILE !== undefined) writeFileSync(process.env.CPU_FILE, String((user + system) / 1000));
});
