import { setTimeout as delay } from 'node:timers/promises'
import { inject, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner } from 'vitest'
import { type Findings, switches } from './orders.ts'

/** A mutant that makes a test wait in vain is noticed by that. */
const patienceMs = 60_000

/**
 * Runs each test once as it is, and then once more for every mutant that it reached and that no test has noticed yet.
 * Starting a process for each mutant, as Stryker does, takes a hundred times as long.
 */
export default class MutationRunner extends TestRunner {
  private readonly killed = new Set<string>()
  private readonly tried = new Set<string>()

  override onBeforeTryTask(test: RunnerTestCase): void {
    super.onBeforeTryTask(test)
    switches().currentTestId = test.id
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test)
    await run()
    const { each, done } = inject('orders')
    const now = switches()
    const reached = now.mutantCoverage?.perTest[test.id] ?? {}
    now.currentTestId = undefined
    if (!each) return
    const left = Object.keys(reached).filter((id) => !this.killed.has(id) && !done.includes(id))
    if (left.length === 0) return
    // A test that needs what another left, or fails the second time, says nothing about a mutant.
    if (!(await passesAgain(test, run))) return
    for (const id of left) {
      now.activeMutant = id
      now.hitCount = 0
      // Whoever counts a loop the wrong way ends here.
      now.hitLimit = (reached[id] ?? 0) * 20 + 1000
      const passed = await passesAgain(test, run)
      now.activeMutant = undefined
      this.tried.add(id)
      if (passed) continue
      this.killed.add(id)
      // What a mutant broke for good must not be put down to the next one.
      if (!(await passesAgain(test, run))) return
    }
  }

  override onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    if ('filepath' in suite) (suite as RunnerTestFile).meta.findings = this.findings()
    return super.onAfterRunSuite(suite)
  }

  private findings(): Findings {
    const { static: loaded = {}, perTest = {} } = switches().mutantCoverage ?? {}
    const reached = [loaded, ...Object.values(perTest)].flatMap((ids) => Object.keys(ids))
    return { killed: [...this.killed], tried: [...this.tried], reached: [...new Set(reached)] }
  }
}

async function passesAgain(test: RunnerTestCase, run: () => unknown): Promise<boolean> {
  const suites: RunnerTestSuite[] = [test.file]
  for (let { suite } = test; suite; suite = suite.suite) suites.splice(1, 0, suite)
  const hooks = (name: 'beforeEach' | 'afterEach') =>
    suites.flatMap((suite) => TestRunner.getSuiteHooks(suite)[name].map((hook) => () => hook(test.context, suite)))
  const once = async () => {
    for (const hook of hooks('afterEach').reverse()) await hook()
    for (const hook of hooks('beforeEach')) await hook()
    await run()
    return true
  }
  const over = new AbortController()
  try {
    return await Promise.race([once(), delay(patienceMs, false, { signal: over.signal })])
  } catch {
    return false
  } finally {
    over.abort()
  }
}
