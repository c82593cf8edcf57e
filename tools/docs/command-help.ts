import { generateHelpTextForAllCommands } from '@stricli/core'
import { commandLine } from '../../packages/cli/src/command-line.ts'

/** Below this line, docs/reference/cli.md is made by `npm run docs:sync`. */
const marker = '<!-- commands: from here on npm run docs:sync writes what --help says -->'

/** The page of the commands with what each says for `--help` at present. */
export function syncCommands(page: string): string {
  const [before, after] = page.split(marker)
  if (before === undefined || after === undefined) throw new Error(`The page of the commands has no line ${marker}`)
  const sections = generateHelpTextForAllCommands(commandLine as never).map(
    ([name, help]) => `## ${name}\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`,
  )
  return `${before}${marker}\n\n${sections.join('\n')}`
}
