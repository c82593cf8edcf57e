/** What a run asks of the process that runs its tests. */
export interface Orders {
  /** Runs every test again for each mutant that it reaches. Otherwise one mutant is on, or none, and tests run once. */
  each: boolean
  active: string | null
  /** Mutants that need no further test. */
  done: readonly string[]
}

/** What the tests of one file found out. */
export interface Findings {
  killed: string[]
  /** Reached while a test ran that can be repeated: these have been tried. */
  tried: string[]
  /** Reached at all, also when modules were loaded. */
  reached: string[]
}

/** The part of Stryker's switches, which it keeps in a global, that is used here. */
export interface Switches {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> }
}

/** What Stryker calls it. */
const namespace = '__stryker__'

export function switches(): Switches {
  const holder = globalThis as unknown as Record<string, Switches | undefined>
  return (holder[namespace] ??= {})
}

declare module 'vitest' {
  interface ProvidedContext {
    orders: Orders
  }
  interface TaskMeta {
    findings?: Findings
  }
}
