import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Copy, DockerfileParser, type From, type Instruction, type JSONInstruction } from 'dockerfile-ast'

/** What an image would hold and start, as a folder of this machine. */
export interface Image {
  directory: string
  entrypoint: string[]
  command: string[]
  healthcheck: string[]
}

/**
 * Does what a Dockerfile says without a container engine: every stage is a folder, its commands run here, and what it
 * copies is copied. Base images are left out; their Node and their system are this machine's.
 */
export function buildImage(
  dockerfile: string,
  input: { context: string; directory: string; log: (text: string) => void },
): Image {
  const stages = new Map<string, string>()
  const image: Image = { directory: '', entrypoint: [], command: [], healthcheck: [] }
  let number = 0
  let environment: Record<string, string> = {}
  const inside = (path: string) => join(image.directory, path.replace(/^\/app\/?/, ''))

  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const text = instruction.getArgumentsContent() ?? ''
    switch (instruction.getKeyword()) {
      case 'FROM': {
        const from = instruction as From
        image.directory = join(input.directory, from.getBuildStage() ?? `stage-${number++}`)
        const base = stages.get(from.getImage() ?? '')
        mkdirSync(image.directory)
        environment = {}
        if (base !== undefined) copy(base, image.directory)
        stages.set(from.getBuildStage() ?? '', image.directory)
        break
      }
      case 'WORKDIR':
        if (text !== '/app') throw new Error(`Only /app is known as a WORKDIR, not ${text}.`)
        break
      case 'ENV': {
        const [name = '', ...value] = text.split('=')
        environment[name] = value.join('=')
        break
      }
      case 'RUN':
        input.log(text)
        execFileSync('sh', ['-c', text], {
          cwd: image.directory,
          env: { ...process.env, ...environment },
          stdio: 'pipe',
          maxBuffer: 2 ** 26,
        })
        break
      case 'COPY': {
        const stage = stageOf(instruction as Copy)
        const paths = instruction.getArguments().map((argument) => argument.getValue())
        const target = paths.pop() ?? ''
        const from = stage === undefined ? input.context : stages.get(stage)
        if (from === undefined) throw new Error(`There is no stage ${stage}.`)
        for (const path of paths) copyInto(join(from, path.replace(/^\/app\/?/, '')), inside(target), target)
        break
      }
      case 'ENTRYPOINT':
        image.entrypoint = wordsOf(instruction)
        break
      case 'CMD':
        image.command = wordsOf(instruction)
        break
      case 'HEALTHCHECK':
        image.healthcheck = JSON.parse(text.slice(text.indexOf('['))) as string[]
        break
      default:
        break
    }
  }
  return image
}

function stageOf(instruction: Copy): string | undefined {
  return (
    instruction
      .getFlags()
      .find((flag) => flag.getName() === 'from')
      ?.getValue() ?? undefined
  )
}

function wordsOf(instruction: Instruction): string[] {
  return (instruction as JSONInstruction).getJSONStrings().map((argument) => argument.getJSONValue())
}

/** A folder's content goes into the target, as COPY has it; a file goes under its own name into one that ends in /. */
function copyInto(path: string, target: string, written: string): void {
  mkdirSync(target, { recursive: true })
  if (written === '.' || written.endsWith('/')) copy(path, target)
  else throw new Error(`COPY to ${written}: name folders with / at the end.`)
}

/** `cp` keeps links as they are, which Node's own copy makes absolute. */
function copy(path: string, target: string): void {
  execFileSync('cp', ['-a', statSync(path).isDirectory() ? `${path}/.` : path, target], { stdio: 'pipe' })
}
