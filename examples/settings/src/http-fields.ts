import { z } from 'zod'

const howToWrite = 'Must be a JSON object such as {"x-key":"..."}, or lines such as x-key: ...'

/** Headers of HTTP: a JSON object of texts, or one `name: value` in each line. */
export const headers = z.string().transform((text, context): Record<string, string> => {
  const found = text.trimStart().startsWith('{') ? fromJson(text) : fromLines(text)
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: howToWrite })
  return z.NEVER
})

/** Hosts, separated by commas: `host`, `host:port`, or `*.domain`. */
export const hosts = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/i.test(part)),
    'Must be hosts such as files.example.org or *.example.org, separated by commas.',
  )

function fromJson(text: string): Record<string, string> | null {
  try {
    const { data } = z.record(z.string(), z.string()).safeParse(JSON.parse(text))
    return data ?? null
  } catch {
    return null
  }
}

function fromLines(text: string): Record<string, string> | null {
  const pairs = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line))
  const names = pairs.map((pair) => pair?.[1]?.toLowerCase())
  if (names.includes(undefined) || new Set(names).size < names.length) return null
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
}
