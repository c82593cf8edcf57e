import { readFileSync } from 'node:fs'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import { createVitest, type Vite, type Vitest } from 'vitest/node'
import everything from '../../vitest.workspace.ts'
import { type Instrumented, type Mutant, root } from './instrument.ts'
import type { Findings, Orders } from './orders.ts'
import type { Target } from './targets.ts'
import type { TextMutant } from './text-mutants.ts'

const projects = (everything.test?.projects ?? []) as TestProjectInlineConfiguration[]

/** Tests of one target, which can be run as often as there are mutants. */
export interface Trial {
  /** The mutants that some test noticed, of those that Stryker makes. */
  findKilled(mutants: readonly Mutant[]): Promise<Set<string>>
  /** Whether some test notices a mutant that was written by hand. */
  notices(mutant: TextMutant): Promise<boolean>
  close(): Promise<void>
}

export async function startTrial(target: Target, instrumented: Instrumented): Promise<Trial> {
  let byHand: TextMutant | undefined
  const mutating: Vite.Plugin = {
    name: 'mutants',
    enforce: 'pre',
    transform(code, id) {
      if (byHand) return id === root + byHand.file ? code.replace(byHand.find, () => byHand?.replace ?? '') : undefined
      return instrumented.code.get(id)
    },
  }
  const vitest = await createVitest(
    'test',
    { config: false, watch: false, bail: 1, reporters: [{}] },
    testing(target, mutating),
  )
  const run = async (files: readonly string[], orders: Orders) => {
    vitest.provide('orders', orders)
    return runFiles(vitest, files)
  }
  const none: Orders = { each: false, active: null, done: [] }

  return {
    async findKilled(mutants) {
      const killed = new Set<string>()
      const tried = new Set<string>()
      const reached = new Set<string>()
      for (const file of target.tests) {
        const { failed, findings } = await run([file], { ...none, each: true, done: [...killed] })
        if (failed.length > 0) throw new Error(`Tests fail without any mutant:\n${failed.join('\n')}`)
        for (const each of findings) {
          for (const id of each.killed) killed.add(id)
          for (const id of each.tried) tried.add(id)
          for (const id of each.reached) reached.add(id)
        }
      }
      // What runs while modules load, or in tests that cannot be repeated, needs a start of its own.
      for (const { id } of mutants) {
        if (killed.has(id) || tried.has(id) || !reached.has(id)) continue
        const { failed } = await run(target.tests, { ...none, active: id })
        if (failed.length > 0) killed.add(id)
      }
      return killed
    },
    async notices(mutant) {
      const stands = readFileSync(root + mutant.file, 'utf8').split(mutant.find).length - 1
      if (stands !== 1) throw new Error(`"${mutant.find}" stands ${stands} times in ${mutant.file}, not once.`)
      byHand = mutant
      forget(vitest, mutant.file)
      const { failed } = await run(mutant.tests ?? target.tests, none)
      byHand = undefined
      forget(vitest, mutant.file)
      const broken = failed.find((message) => /^cannot load |syntax error|does not exist|ambiguous/.test(message))
      if (broken) throw new Error(`"${mutant.replace}" in ${mutant.file} is no mutant, it does not even run: ${broken}`)
      return failed.length > 0
    },
    close: () => vitest.close(),
  }
}

function testing(target: Target, plugin: Vite.Plugin) {
  return {
    root,
    test: {
      maxWorkers: 1,
      projects: projects
        .filter(({ test }) => test?.name === 'unit' || test?.name === 'pglite')
        .map((project) => ({
          ...project,
          plugins: [plugin],
          test: {
            ...project.test,
            root,
            include: target.tests.filter((file) => file.endsWith('.db.test.ts') === (project.test?.name === 'pglite')),
            runner: `${root}tools/mutation/runner.ts`,
            setupFiles: [`${root}tools/mutation/setup.ts`],
            // A mutant may leave a promise that nobody waits for.
            dangerouslyIgnoreUnhandledErrors: true,
            // One test may run for hundreds of mutants.
            testTimeout: 3_600_000,
          },
        }))
        .filter(({ test }) => test.include.length > 0),
    },
  }
}

async function runFiles(vitest: Vitest, files: readonly string[]): Promise<{ failed: string[]; findings: Findings[] }> {
  const specifications = (await vitest.getRelevantTestSpecifications()).filter(({ moduleId }) =>
    files.includes(moduleId.slice(root.length)),
  )
  if (specifications.length < files.length) throw new Error(`No such tests: ${files.join(', ')}`)
  const { testModules } = await vitest.runTestSpecifications(specifications)
  const failed = testModules.flatMap((module) => [
    ...module.errors().map((error) => `cannot load ${module.relativeModuleId}: ${tell(error)}`),
    ...[...module.children.allSuites()].flatMap((suite) => suite.errors().map(tell)),
    ...[...module.children.allTests('failed')].flatMap((test) => (test.result().errors ?? []).map(tell)),
  ])
  return { failed, findings: testModules.flatMap((module) => module.meta().findings ?? []) }
}

function forget(vitest: Vitest, file: string): void {
  vitest.invalidateFile(root + file)
}

/** An error with what caused it: drizzle says which query failed, and only the cause why. */
function tell({ message, cause }: { message: string; cause?: unknown }): string {
  return cause ? `${message} (${tell(cause as { message: string; cause?: unknown })})` : message
}
