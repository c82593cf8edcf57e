// The worker by itself. `goated worker` of @goated/cli is the same with --help, --once and --trust.
import { configureWorker, runWorker, type WorkerConfiguration } from './run-worker.ts'

let configuration: WorkerConfiguration
try {
  configuration = configureWorker(process.env)
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}
process.exit(await runWorker(configuration))
