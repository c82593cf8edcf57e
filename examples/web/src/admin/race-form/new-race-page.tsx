import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { serverNow } from '../../live/clock.ts'
import { useAsk, useTell } from '../data/use-ask.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { useSay } from '../ui/said.tsx'
import { BasicsFields } from './basics-fields.tsx'
import { PrizeFields } from './prize-fields.tsx'
import { QualificationFields } from './qualification-fields.tsx'
import { type RaceDefaults, toRaceBody, toSeriesBody } from './race-body.ts'
import { copyOf, newDraft, type RaceDraft } from './race-draft.ts'
import { RaceForm } from './race-form.tsx'
import { Review } from './review.tsx'
import { usePrizePreview } from './use-prize-preview.ts'
import { useRaceDraft } from './use-race-draft.ts'
import { WindowFields } from './window-fields.tsx'

/** A new race or series, from nothing or from a race that exists. */
export function NewRacePage() {
  const [parameters] = useSearchParams()
  const kind = parameters.get('kind') === 'series' ? 'series' : 'race'
  const from = parameters.get('from')
  const defaults = useAsk('GET /api/admin/race-defaults', {})
  return (
    <>
      <PageHead title={kind === 'series' ? 'New series' : 'New race'} above={{ label: 'Races', to: '/admin/races' }} />
      <Loaded query={defaults}>
        {(defaults) =>
          from === null ? (
            <NewRace key={kind} defaults={defaults} from={(now) => newDraft(defaults.calendar.timeZone, now, kind)} />
          ) : (
            <CopiedRace key={from} id={from} defaults={defaults} />
          )
        }
      </Loaded>
    </>
  )
}

function CopiedRace({ id, defaults }: { id: string; defaults: RaceDefaults }) {
  const race = useAsk('GET /api/admin/races/:id', { params: { id } })
  return <Loaded query={race}>{(race) => <NewRace defaults={defaults} from={(now) => copyOf(race, now)} />}</Loaded>
}

function NewRace({ defaults, from }: { defaults: RaceDefaults; from: (now: number) => RaceDraft }) {
  const [now] = useState(serverNow)
  const form = useRaceDraft(useState(() => from(now))[0])
  const preview = usePrizePreview(form.draft)
  const createRace = useTell('POST /api/admin/races')
  const createSeries = useTell('POST /api/admin/series')
  const navigate = useNavigate()
  const say = useSay()
  const created = (raceId: number, text: string) => {
    say(text)
    void navigate(`/admin/races/${raceId}`)
  }
  const send = () => {
    if (form.draft.kind === 'series') {
      const { body, errors } = toSeriesBody(form.draft, defaults)
      if (errors !== null) return errors
      createSeries.mutate(
        { body },
        { onSuccess: ({ race }) => created(race.id, 'The series was created, and this is its first race.') },
      )
    } else {
      const { body, errors } = toRaceBody(form.draft, defaults)
      if (errors !== null) return errors
      createRace.mutate({ body }, { onSuccess: ({ id }) => created(id, 'The race was created.') })
    }
    return null
  }
  return (
    <RaceForm
      form={form}
      busy={createRace.isPending || createSeries.isPending}
      failure={form.draft.kind === 'series' ? createSeries.error : createRace.error}
      onSend={send}
      submit={form.draft.kind === 'series' ? 'Create the series' : 'Create the race'}
      cancelTo="/admin/races"
    >
      <BasicsFields form={form} choosesKind />
      <WindowFields form={form} />
      <PrizeFields form={form} preview={preview} />
      <QualificationFields form={form} mayBeJoined={defaults.sourceClass === 'cumulative'} />
      <Review draft={form.draft} preview={preview} defaults={defaults} now={now} />
    </RaceForm>
  )
}
