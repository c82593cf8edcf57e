import { type ScriptResult, startScript } from '@goated/testkit'

const main = new URL('../main.ts', import.meta.url)

/** Runs `goated` with some words as a process of its own, until it ends. */
export function runGoated(words: string[], env: NodeJS.ProcessEnv = {}, input: string = ''): Promise<ScriptResult> {
  const script = startScript(main, words, env)
  script.child.stdin?.end(input)
  return script.ended
}
