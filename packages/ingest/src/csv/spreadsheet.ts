import { ingestError } from '../errors.ts'

// How files of spreadsheet programs begin: a zip (xlsx, ods), or the container of xls.
const beginnings = new Set(['504b0304', 'd0cf11e0'])

/**
 * Refuses a spreadsheet's own file, which people take for its CSV.
 *
 * @throws READING_INVALID `details.reason` NOT_CSV
 */
export function refuseSpreadsheet(bytes: Uint8Array): void {
  if (beginnings.has(Buffer.from(bytes.subarray(0, 4)).toString('hex')))
    throw ingestError('READING_INVALID', "This is a spreadsheet's own file. Save it as CSV, in UTF-8.", {
      details: { reason: 'NOT_CSV' },
    })
}
