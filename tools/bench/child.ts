import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process of the bench that does what it is asked, one thing at a time. */
export interface Child {
  ask<Answer>(question: Readonly<Record<string, unknown>> & { ask: string }): Promise<Answer>
  end(): Promise<void>
}

/** What processes of the bench can be asked. */
export type Answers = Readonly<Record<string, (question: never) => unknown>>

type Reply = { answer: unknown } | { failure: string }

/** Starts a file of this folder, from source, as it is with Node's own settings of memory. */
export function startChild(file: string): Child {
  const loader = ['--import', import.meta.resolve('tsx'), '--conditions', '@goated/source']
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: loader })
  const quit = () => child.kill('SIGKILL')
  process.once('exit', quit)
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`${file} ended: ${signal ?? code}`)))
  })
  ended.catch(() => process.off('exit', quit))
  return {
    async ask<Answer>(question: { ask: string }) {
      child.send(question)
      const [reply] = (await Promise.race([once(child, 'message'), ended])) as [Reply]
      if ('failure' in reply) throw new Error(`${file}, ${question.ask}: ${reply.failure}`)
      return reply.answer as Answer
    },
    async end() {
      child.kill('SIGKILL')
      await ended.catch(() => {})
    },
  }
}

/** The child's side: answers what it is asked until it is ended. */
export function answerQuestions(answers: Answers): void {
  process.on('message', (question: { ask: string }) => {
    void answer(answers, question).then((reply) => process.send?.(reply))
  })
  process.once('disconnect', () => process.exit())
}

async function answer(answers: Answers, question: { ask: string }): Promise<Reply> {
  try {
    const found = answers[question.ask]
    if (!found) throw new Error(`Nothing answers ${question.ask}.`)
    return { answer: await found(question as never) }
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** CPU time that this process has taken so far, in ms. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
