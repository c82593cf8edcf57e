// Mutation tests: npm run test:mutation -- [TARGET or part of a path]... See docs/reference/mutation.md.
import { type Equivalent, EQUIVALENTS } from './equivalents.ts'
import { instrument, type Mutant } from './instrument.ts'
import { type Target, TARGETS } from './targets.ts'
import { TEXT_MUTANTS, type TextMutant } from './text-mutants.ts'
import { startTrial } from './trial.ts'

const scoreMin = 90

const wanted = process.argv.slice(2)
const chosen = TARGETS.map((target) => ({
  ...target,
  files: wanted.length === 0 || wanted.includes(target.name) ? target.files : target.files.filter(isWanted),
})).filter(({ files }) => files.length > 0)
if (chosen.length === 0) throw new Error(`Targets: ${TARGETS.map(({ name }) => name).join(', ')}`)
let good = true
for (const target of chosen) good = (await tryTarget(target)) && good
process.exitCode = good ? 0 : 1

function isWanted(file: string): boolean {
  return wanted.some((part) => file.includes(part) && !TARGETS.some(({ name }) => name === part))
}

async function tryTarget(target: Target): Promise<boolean> {
  const start = Date.now()
  const instrumented = await instrument(target.files)
  const trial = await startTrial(target, instrumented)
  try {
    const killed = await trial.findKilled(instrumented.mutants)
    const missed = instrumented.mutants.filter(({ id }) => !killed.has(id))
    const survivors = missed.filter((mutant) => !EQUIVALENTS.some((known) => isSame(known, mutant)))
    for (const { file, line, source, replacement } of survivors)
      console.log(`  survived ${file}:${line}: ${source}\n    -> ${replacement}`)
    const byHand = TEXT_MUTANTS.filter(({ file }) => target.files.includes(file))
    const unnoticed: TextMutant[] = []
    for (const mutant of byHand) if (!(await trial.notices(mutant))) unnoticed.push(mutant)
    for (const { file, find, replace } of unnoticed) console.log(`  unnoticed ${file}: ${find}\n    -> ${replace}`)
    // A reason that is given for a mutant that is noticed, or is none any more, would excuse another one some day.
    const stale = EQUIVALENTS.filter(
      (known) => target.files.includes(known.file) && !missed.some((mutant) => isSame(known, mutant)),
    )
    for (const { file, source, replacement } of stale)
      console.log(`  not equivalent, or gone: ${file}: ${source}\n    -> ${replacement}`)
    const counted = killed.size + survivors.length
    const score = counted === 0 ? 100 : (killed.size * 100) / counted
    console.log(
      `${target.name}: ${score.toFixed(1)} % (${killed.size} of ${counted} noticed; ${missed.length - survivors.length} ` +
        `equivalent; by hand ${byHand.length - unnoticed.length} of ${byHand.length}; ` +
        `${Math.round((Date.now() - start) / 1000)} s)`,
    )
    return score >= scoreMin && unnoticed.length === 0 && stale.length === 0
  } finally {
    await trial.close()
  }
}

function isSame(known: Equivalent, { file, source, replacement }: Mutant): boolean {
  return known.file === file && known.source === source && known.replacement === replacement
}
