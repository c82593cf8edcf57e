import { fileURLToPath } from 'node:url'
import { type Script, type ScriptResult, startScript } from '@goated/testkit'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A worker in a process of its own, ticking every second. */
export interface WorkerProcess extends Script {
  /** Answers a path of its monitoring. */
  ask(path: string): Promise<{ status: number; text: string }>
  /** The value of a metric without labels. */
  metric(name: string): Promise<string | undefined>
  end(signal: NodeJS.Signals): Promise<ScriptResult>
}

/** Starts one. The caller sees to it that it ends. */
export async function startWorkerProcess(env: Record<string, string>): Promise<WorkerProcess> {
  const script = startScript(main, [], { INGEST_INTERVAL: '1s', WORKER_METRICS_PORT: '0', LOG_LEVEL: 'debug', ...env })
  const { metricsPort } = JSON.parse(await script.waitFor('worker started')) as { metricsPort: number }
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${metricsPort}${path}`)
    return { status: response.status, text: await response.text() }
  }
  return {
    ...script,
    ask,
    metric: async (name) => new RegExp(`^${name} (\\S+)$`, 'm').exec((await ask('/metrics')).text)?.[1],
    end(signal) {
      script.child.kill(signal)
      return script.ended
    },
  }
}
