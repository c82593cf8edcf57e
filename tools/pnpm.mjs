// Runs the pnpm that package.json pins, through npx, so that Node and npm are all a machine needs.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const windows = process.platform === 'win32'

// A group of its own, because npx, pnpm and the shells between them do not pass signals on: a server would outlive
// the command that started it.
const child = spawn('npx', ['--yes', packageManager, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  shell: windows,
  detached: !windows,
})
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  try {
    if (windows) child.kill(signal)
    else if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // The group is gone already.
  }
}
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, () => stop(signal))

// npm signals only the shell it started this from; that shell's death is all that is to be seen of it.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) stop('SIGTERM')
}, 500).unref()
