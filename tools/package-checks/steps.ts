import { spawnSync } from 'node:child_process'

export interface CommandOptions {
  cwd: string
  /** Variables beside those of this process. */
  env?: Record<string, string>
}

interface CommandResult {
  ok: boolean
  /** What it wrote, warnings and all. */
  output: string
}

/** Runs a command to its end, however it ends. */
export function attempt(command: string, args: readonly string[], { cwd, env }: CommandOptions): CommandResult {
  const shell = process.platform === 'win32'
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    shell,
  })
  if (result.error) throw result.error
  return { ok: result.status === 0, output: `${result.stdout}${result.stderr}`.trim() }
}

/**
 * Runs a command to its end and returns what it wrote.
 *
 * @throws it failed; the message holds its output
 */
export function run(command: string, args: readonly string[], options: CommandOptions): string {
  const { ok, output } = attempt(command, args, options)
  if (!ok) throw new Error(`${[command, ...args].join(' ')} failed:\n${output}`)
  return output
}

let passed = 0
let failed = 0

/** One check: what it throws is printed, and the caller told whether it held. */
export function check(name: string, body: () => void): boolean {
  const start = performance.now()
  try {
    body()
    passed++
    console.log(`ok      ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
    return true
  } catch (error) {
    failed++
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

/** Prints how the checks went, and makes a failure the process's exit code. */
export function summarise(): void {
  console.log(`${passed} checks passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

/** @throws the text lacks something wanted, or has something unwanted */
export function expectText(text: string, wanted: readonly string[], unwanted: readonly string[] = []): void {
  const missing = wanted.filter((part) => !text.includes(part))
  const surplus = unwanted.filter((part) => text.includes(part))
  if (missing.length > 0) throw new Error(`expected ${missing.join(' and ')} in:\n${text}`)
  if (surplus.length > 0) throw new Error(`did not expect ${surplus.join(' and ')} in:\n${text}`)
}
