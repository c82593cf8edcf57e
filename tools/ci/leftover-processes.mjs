// Fails, naming them, when processes with a NAME=VALUE of the environment still run: what tests started and left behind.
// Ends them too, so that a CI machine is as clean afterwards as before.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const [marker = ''] = process.argv.slice(2)
const graceMs = 10_000

if (!existsSync('/proc/self/environ')) {
  console.log('not looked for: there is no /proc')
  process.exit(0)
}

let left = findProcesses()
for (const start = Date.now(); left.length > 0 && Date.now() - start < graceMs; left = findProcesses()) await delay(250)

for (const { pid, command } of left) {
  console.log(`still running: ${pid} ${command}`)
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone by now.
  }
}
process.exit(left.length === 0 ? 0 : 1)

function findProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(marker)) return []
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 200)
        return [{ pid: parseInt(name, 10), command }]
      } catch {
        // Gone, or somebody else's.
        return []
      }
    })
}
