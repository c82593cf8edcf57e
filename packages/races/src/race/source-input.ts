import { sourceInput, timeZoneInput } from '@goated/schema/inputs'
import { SOURCE_CLASSES, WINDOW_GRANULARITIES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { calendarInput } from './rules.ts'

const windowFacts = z.object({
  inclusive: z.boolean(),
  granularity: z.enum(WINDOW_GRANULARITIES),
  timeZone: timeZoneInput,
  maxDays: z.number().positive().nullable(),
})

const sourceFacts = z
  .strictObject(
    {
      id: sourceInput,
      class: z.enum(SOURCE_CLASSES),
      /** Which windows it can be asked for; only of a source that is asked for windows. */
      window: windowFacts.nullish().transform((window) => window ?? null),
      calendar: calendarInput.default({ timeZone: 'UTC', weekStartsOn: 1 }),
    },
    'Must be the source itself, or its facts: { id, class, window, calendar }.',
  )
  .superRefine(({ class: reports, window }, context) => {
    if (reports === 'cumulative' && window !== null)
      context.addIssue({ code: 'custom', path: ['window'], message: 'A cumulative source has none.' })
    if (reports !== 'cumulative' && window === null)
      context.addIssue({ code: 'custom', path: ['window'], message: `Required for a source of the class ${reports}.` })
  })

type SourceFacts = z.input<typeof sourceFacts>

/**
 * The source of a race, as it describes itself: any `WagerSource` will do, for other keys are ignored. A name alone is
 * not enough, because the class decides how wagers are counted.
 */
export const raceSourceInput: z.ZodType<z.output<typeof sourceFacts>, SourceFacts> = z.preprocess(
  (source: SourceFacts): unknown => {
    if (typeof source !== 'object' || source === null) return source
    const { id, class: reports, window, calendar } = source
    return { id, class: reports, window, calendar }
  },
  sourceFacts,
)
export type RaceSourceInput = z.input<typeof raceSourceInput>
