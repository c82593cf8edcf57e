import { type GoatedError } from '@goated/schema'
import { ingestError } from '../errors.ts'
import { decodeWindows1252 } from './windows-1252.ts'

/** How the bytes of a text are read. A byte order mark says it, else what was declared, else it is UTF-8. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'us-ascii'

/** Decodes bytes as they come in. Every call gives whole characters; the start of one that is cut waits for the rest. */
interface TextDecoding {
  write(bytes: Uint8Array): string
  /** Decodes what waits: nothing more comes. */
  end(): string
}

const chunkBytes = 64 * 1024
// More than is kept of a refused body, whatever its characters take.
export const inspectedBytesMax = 800_000
const nothing: Uint8Array = new Uint8Array()

/**
 * Decodes a whole text, strictly: nothing is replaced, so what comes out is what was written.
 *
 * @param charset as an answer declares it; a byte order mark wins over it
 * @throws READING_INVALID `details.reason` BAD_ENCODING, with `details.offset` of the first byte that is wrong
 */
export function decodeText(bytes: Uint8Array, charset?: string | null): string {
  const decoding = startDecoding(charset)
  let text = ''
  for (let at = 0; at < bytes.length; at += chunkBytes) text += decoding.write(bytes.subarray(at, at + chunkBytes))
  return text + decoding.end()
}

/** Starts to decode a text that comes in pieces, as strictly as `decodeText`. */
export function startDecoding(charset?: string | null): TextDecoding {
  const declared = encodingOf(charset)
  let encoding: Encoding | undefined
  let pending: Uint8Array = nothing
  let position = 0

  function decode(chunk: Uint8Array, last: boolean): string {
    let bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    // A byte order mark takes up to three bytes, and one of UTF-32 four.
    if (encoding === undefined && bytes.length < 4 && !last) {
      pending = bytes
      return ''
    }
    if (encoding === undefined) {
      const mark = readMark(bytes)
      encoding = mark?.encoding ?? declared
      position = mark?.bytes ?? 0
      bytes = bytes.subarray(position)
    }
    const end = last ? bytes.length : wholeCharacters(bytes, encoding)
    const text = decodeWhole(bytes.subarray(0, end), encoding, position)
    pending = bytes.subarray(end)
    position += end
    return text
  }
  return { write: (bytes) => decode(bytes, false), end: () => decode(nothing, true) }
}

/**
 * The start of bytes that are no text, so that a person can look at them: what is not printable ASCII is written as
 * `\xNN`. The first line says so, and keeps the result from being taken for the body.
 */
export function escapeBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, inspectedBytesMax)).toString('latin1')
  const escaped = text.replace(/[^\t\r\n\x20-\x7e]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `[Not a text. Bytes that are not ASCII are written as \\xNN.]\n${escaped}`
}

function encodingOf(charset: string | null | undefined): Encoding {
  const label = charset?.trim().toLowerCase() ?? ''
  if (/^(|utf-?8)$/.test(label)) return 'utf-8'
  // Without a mark, UTF-16 is big-endian by its standard and little-endian in practice. TextDecoder takes the latter.
  if (/^utf-?16(le)?$/.test(label)) return 'utf-16le'
  if (/^utf-?16be$/.test(label)) return 'utf-16be'
  if (/^(us-)?ascii$/.test(label)) return 'us-ascii'
  if (/^(iso-?8859-1|latin-?1|windows-1252|cp1252)$/.test(label)) return 'windows-1252'
  throw badEncoding('The answer declares a charset that is not read here. UTF-8, UTF-16 and windows-1252 are.', 0)
}

function readMark(bytes: Uint8Array): { encoding: Encoding; bytes: number } | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bytes: 3 }
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) throw badEncoding('The text is UTF-32. Save it as UTF-8.', 0)
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bytes: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bytes: 2 }
  return undefined
}

/** How many of these bytes are whole characters, as far as the start of the last one tells. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding): number {
  const { length } = bytes
  if (encoding === 'utf-8') {
    for (let back = 1; back <= 3 && back <= length; back++) {
      const byte = bytes[length - back] ?? 0
      if ((byte & 0xc0) === 0x80) continue
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return needed > back ? length - back : length
    }
    return length
  }
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return length
  const even = length - (length % 2)
  const high = bytes[even - (encoding === 'utf-16le' ? 1 : 2)] ?? 0
  return (high & 0xfc) === 0xd8 ? even - 2 : even
}

function decodeWhole(bytes: Uint8Array, encoding: Encoding, position: number): string {
  const result = tryDecode(bytes, encoding)
  if (result === null) {
    const offset = position + findBad(bytes, encoding)
    throw badEncoding(`The text is not ${encoding.toUpperCase()}: the byte at offset ${offset} does not fit.`, offset)
  }
  const zero = result.indexOf('\0')
  if (zero < 0) return result
  const offset = position + bytesOf(result.slice(0, zero), encoding)
  throw badEncoding(
    `There is a zero byte at offset ${offset}: this is no text, or UTF-16 without a byte order mark. Save it as UTF-8.`,
    offset,
  )
}

function bytesOf(text: string, encoding: Encoding): number {
  if (encoding === 'utf-8') return Buffer.byteLength(text)
  return encoding.startsWith('utf-16') ? 2 * text.length : text.length
}

/** null: the bytes are not what their encoding says. `partial`: the last character may be cut. */
function tryDecode(bytes: Uint8Array, encoding: Encoding, partial: boolean = false): string | null {
  if (encoding === 'windows-1252') return decodeWindows1252(bytes)
  if (encoding === 'us-ascii') return bytes.some((byte) => byte > 0x7f) ? null : Buffer.from(bytes).toString('latin1')
  try {
    // The mark was taken off already; another one is content.
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: partial })
  } catch {
    return null
  }
}

/** Where the first sequence begins that cannot be decoded. */
function findBad(bytes: Uint8Array, encoding: Encoding): number {
  // The fewest bytes that are wrong whatever follows, by halving; all of them where the last character is only cut.
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (tryDecode(bytes.subarray(0, middle), encoding, true) === null) bad = middle
    else good = middle
  }
  // What shows that a sequence is wrong may be its second, third or fourth byte.
  let start = Math.max(bad - 1, 0)
  while (start > 0 && tryDecode(bytes.subarray(0, start), encoding) === null) start--
  return start
}

function badEncoding(message: string, offset: number): GoatedError {
  return ingestError('READING_INVALID', message, { details: { reason: 'BAD_ENCODING', offset } })
}
