import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Script, type ScriptResult, startScript } from '@goated/testkit'
import { TEST_SECRET } from './race-day.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A server in a process of its own, without the web app. */
export interface ServerProcess extends Script {
  url: string
  end(signal: NodeJS.Signals): Promise<ScriptResult>
}

/** Starts one. The caller sees to it that it ends. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const webRoot = await mkdtemp(join(tmpdir(), 'goated-web-'))
  const script = startScript(main, [], {
    SESSION_SECRET: TEST_SECRET,
    PORT: '0',
    HOST: '127.0.0.1',
    WEB_ROOT: webRoot,
    ...env,
  })
  void script.ended.then(() => rm(webRoot, { recursive: true, force: true }))
  const { url } = JSON.parse(await script.waitFor('"listening"')) as { url: string }
  return {
    ...script,
    url,
    end(signal) {
      script.child.kill(signal)
      return script.ended
    },
  }
}
