export { runTick, type TickDeps, type TickResult } from './tick.ts'
export { startWorker, type Worker, type WorkerOptions } from './worker.ts'
