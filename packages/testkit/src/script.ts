import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface ScriptResult {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Script {
  child: ChildProcess
  /** Resolves with the first line of output that contains the text; rejects when the process ends before. */
  waitFor(text: string): Promise<string>
  ended: Promise<ScriptResult>
}

/** Starts a TypeScript file as a process of its own, from source. The caller sees to it that it ends. */
export function startScript(file: URL | string, parameters: string[] = [], env: NodeJS.ProcessEnv = {}): Script {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const runner = fileURLToPath(new URL('./run-bundled.mjs', import.meta.url))
  const path = file instanceof URL ? fileURLToPath(file) : file
  const child = spawn(process.execPath, ['--enable-source-maps', runner, path, ...parameters], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }))

  async function waitFor(text: string): Promise<string> {
    const find = () => stdout.split('\n').find((line) => line.includes(text))
    for (;;) {
      const line = find()
      if (line !== undefined) return line
      const result = await Promise.race([once(child.stdout, 'data').then(() => undefined), ended])
      if (result && find() === undefined) throw new Error(`The script ended without "${text}":\n${stdout}${stderr}`)
    }
  }

  return { child, waitFor, ended }
}

/** Runs a TypeScript file as a process of its own until it ends. */
export function runScript(
  file: URL | string,
  parameters: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<ScriptResult> {
  return startScript(file, parameters, env).ended
}
