import { useId } from 'react'
import { Button } from '../ui/button.tsx'
import { controlLook, Field } from '../ui/field.tsx'
import { Section } from '../ui/section.tsx'
import { TextField } from '../ui/text-field.tsx'
import { LengthField } from './length-field.tsx'
import type { RaceDraft } from './race-draft.ts'
import type { DraftForm } from './use-race-draft.ts'
import { WindowSummary } from './window-summary.tsx'
import { laterByCalendar } from './zoned-time.ts'

const durations = [
  { label: '1 day', duration: { days: 1 } },
  { label: '3 days', duration: { days: 3 } },
  { label: '1 week', duration: { days: 7 } },
  { label: '2 weeks', duration: { days: 14 } },
  { label: '1 month', duration: { months: 1 } },
]
/** When it runs: on the clocks of a zone, and shown on two others. */
export function WindowFields({ form }: { form: DraftForm }) {
  const { draft, change, errors } = form
  const single = draft.kind === 'race'
  return (
    <Section
      title="Window"
      description="The start belongs to the race, the end does not. A race that begins with the provider's day, week or month is measured exactly."
    >
      <div className="space-y-5">
        <ZoneField value={draft.timeZone} onChange={(timeZone) => change({ timeZone })} error={errors['timeZone']} />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <TextField
            label={single ? 'Starts' : 'The first race starts'}
            type="datetime-local"
            value={draft.start}
            onChange={(start) => change({ start })}
            error={errors['start']}
            required
          />
          {single && (
            <TextField
              label="Ends"
              type="datetime-local"
              value={draft.end}
              onChange={(end) => change({ end })}
              error={errors['end']}
              required
            />
          )}
          {!single && draft.type === 'custom' && (
            <LengthField
              label="Each lasts"
              count={draft.periodCount}
              unit={draft.periodUnit}
              days="calendar"
              error={errors['period']}
              onCount={(periodCount) => change({ periodCount })}
              onUnit={(periodUnit) => change({ periodUnit })}
            />
          )}
        </div>
        {single && (
          <div role="group" aria-label="Let it last" className="flex flex-wrap items-center gap-2">
            <span aria-hidden className="text-sm text-muted">
              Let it last
            </span>
            {durations.map(({ label, duration }) => {
              const end = laterByCalendar(draft.start, duration)
              return (
                <Button
                  key={label}
                  size="small"
                  disabled={end === null}
                  onClick={() => end !== null && change({ end })}
                >
                  {label}
                </Button>
              )
            })}
          </div>
        )}
        {!single && <p className="text-sm text-pretty text-muted">{rhythm(draft)}</p>}
        <WindowSummary draft={draft} />
      </div>
    </Section>
  )
}

function rhythm({ type, timeZone }: RaceDraft): string {
  const clock = `on the clocks of ${timeZone}, also when they change`
  switch (type) {
    case 'weekly':
      return `Each race lasts a week, and the next starts where it ends: the same day and time every week ${clock}.`
    case 'monthly':
      return `Each race lasts a month, and the next starts where it ends: the same day and time every month ${clock}. Start on the 1st at midnight for calendar months.`
    case 'weekend':
      return `Each race ends on the first Monday at midnight after its start, and the next starts a week after it did, ${clock}.`
    case 'custom':
      return `Each race lasts as long as you say, and the next starts where it ends. Days and weeks keep the time of day ${clock}: 1 day is daily, 2 weeks are every second week.`
  }
}

const zones = Intl.supportedValuesOf('timeZone')

type ZoneProps = { value: string; onChange: (zone: string) => void; error: string | undefined }

function ZoneField({ value, onChange, error }: ZoneProps) {
  const listId = useId()
  return (
    <div className="sm:max-w-sm">
      <Field label="Time zone" hint="The clocks that the race goes by. Start typing a city." error={error}>
        {(wiring) => (
          <>
            <input
              {...wiring}
              list={listId}
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              maxLength={64}
              required
              className={`h-10 ${controlLook}`}
            />
            <datalist id={listId}>
              {['UTC', ...zones.filter((zone) => zone !== 'UTC')].map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </div>
  )
}
