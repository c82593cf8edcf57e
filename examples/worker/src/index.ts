export { prepareDatabase } from './prepare-database.ts'
export { configureWorker, runWorker, type WorkerConfiguration } from './run-worker.ts'
export { runTick, type TickDeps, type TickResult } from './tick.ts'
export { startWorker, type Worker, type WorkerOptions } from './worker.ts'
